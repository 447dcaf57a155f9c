package dev.countersign.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.decide.Policy;
import dev.countersign.operation.ConnectionName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bundle of docs/BUNDLE.md, file by file, is one; and what the page says of it holds. */
final class DocumentedBundleTest {

  private static final Path PAGE = Path.of("..", "..", "..", "docs", "BUNDLE.md");

  private static final Pattern FILE =
      Pattern.compile("### `(?<path>[^`]+)`\n.*?```[a-z]+\n(?<text>.*?)```", Pattern.DOTALL);

  private static final Pattern DECLARED =
      Pattern.compile("^ {2,4}([A-Za-z]+): (?:Set|Long|Bool|String|Effect|\\{)", Pattern.MULTILINE);

  private static final Pattern ACTION = Pattern.compile("^action ([^{]+?) (?:in|appliesTo)\\b");

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  private static BundleFiles files() throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    Matcher files = FILE.matcher(page());
    while (files.find()) {
      texts.put(files.group("path"), files.group("text"));
    }
    return new BundleFiles(texts);
  }

  private static String schema() throws IOException {
    try (InputStream stream = Policy.class.getResourceAsStream("countersign.cedarschema")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theFilesOfThePageAreABundleWhosePoliciesAreSound() throws IOException {
    Bundle bundle = files().bundle();

    assertThat(files().texts())
        .containsOnlyKeys(
            "agents.yaml",
            "connections/orders.yaml",
            "labels/orders.yaml",
            "people.yaml",
            "policies/orders.cedar",
            "roles.yaml");
    assertThat(Policy.of(bundle).digests().keySet())
        .containsExactly(
            "no-writes-at-night",
            "reporting-sees-phone-numbers",
            "reporting-uses-orders",
            "writes-need-two-dbas-by-day");
  }

  @Test
  void theLimitsOfThePageAreThoseOfAConnectionThatStatesNone() throws IOException {
    Connection connection =
        Objects.requireNonNull(files().bundle().connections().get(new ConnectionName("orders")));

    assertThat(connection.limits()).isEqualTo(Connection.Limits.defaults());
  }

  @Test
  void whateverAPolicyMaySpeakOfIsOnThePage() throws IOException {
    String page = page();

    assertThat(DECLARED.matcher(schema()).results().map(found -> found.group(1)).distinct())
        .hasSizeGreaterThan(20)
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    assertThat(schema().lines().flatMap(line -> ACTION.matcher(line).results()))
        .isNotEmpty()
        .allSatisfy(action -> {
          for (String name : action.group(1).split(", ", -1)) {
            assertThat(page).contains("`" + name.replace("\"", "") + "`");
          }
        });
  }
}
