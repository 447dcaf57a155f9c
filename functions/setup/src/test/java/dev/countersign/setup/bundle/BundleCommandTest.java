package dev.countersign.setup.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.setup.CommandRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundle of the demo, as it is and with one thing wrong in it. */
class BundleCommandTest {

  private static final Path SHOP =
      Path.of("..", "..", "localstack", "src", "main", "bundle").toAbsolutePath().normalize();

  private static final List<String> VALUES =
      List.of(
          "--value", "ISSUER_PEOPLE=https://people.example.com",
          "--value", "ISSUER_AGENTS=https://agents.example.com",
          "--value", "SHOP_PORT=5432",
          "--value", "SHOP_DATABASE=shop");

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(SHOP)) {
      files.forEach(this::copy);
    }
  }

  private void copy(Path file) {
    Path copied = folder.resolve(SHOP.relativize(file).toString());
    try {
      if (Files.isDirectory(file)) {
        Files.createDirectories(copied);
      } else {
        Files.copy(file, copied);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandRun run(List<String> words) {
    return CommandRun.of(
        (output, errors, given) -> new BundleCommand(output, errors).run(given), words);
  }

  private CommandRun check() {
    return run(Stream.concat(Stream.of("--folder", folder.toString()), VALUES.stream()).toList());
  }

  @Test
  void aSoundBundleIsShownWithItsVersion() {
    CommandRun run = check();

    assertThat(run.errors()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.output())
        .containsPattern("version {6}sha256:[0-9a-f]{64}\n")
        .contains("connections  [orders]\n", "agents       [deployer, reporter]\n")
        .contains("writes-need-a-dba");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policies/orders.cedar | @approvers(\"dba\") | @approvers(\"dbas\") | it asks for 1 of group `dbas`",
        "policies/orders.cedar | context.signals.noWhere | context.signals.nowhere | policies/orders.cedar: policy `writes",
        "policies/orders.cedar | Group::\"support\" | Group::\"suport\" | which the bundle does not have",
        "roles.yaml | [ines] | [ines, dana] | reaches the exclusive groups",
        "people.yaml | email: | mail: | `people.yaml`",
        "connections/orders.yaml | PT15S | PT1H | at most PT14M",
      })
  void whatIsWrongIsSaidByFile(String file, String part, String other, String sentence)
      throws IOException {
    Path changed = folder.resolve(file);
    String text = Files.readString(changed);
    assertThat(text).contains(part);
    Files.writeString(changed, text.replace(part, other));

    CommandRun run = check();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).contains(sentence);
  }

  @Test
  void aPlaceholderWithoutAValueIsNamed() {
    CommandRun run = run(List.of("--folder", folder.toString()));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors()).contains("`ISSUER_AGENTS` has no value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--folder /nowhere/at/all | bundle: `/nowhere/at/all` is not a folder; see --help",
        "--value A=b | bundle: `--folder` is missing; see --help",
        "--folder . --value b | bundle: `--value` is not of the form NAME=TEXT; see --help",
        "--files . | bundle: there is no option `--files`; see --help",
      })
  void wrongUsageSaysWhatIsWrong(String words, String sentence) {
    CommandRun run = run(List.of(words.split(" ", -1)));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors().strip()).isEqualTo(sentence);
  }

  @Test
  void helpIsGiven() {
    assertThat(run(List.of("--help")).output()).startsWith("usage: ./countersign bundle --folder");
  }
}
