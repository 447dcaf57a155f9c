package dev.countersign.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.verify.FindingCode;
import dev.countersign.verify.Head;
import dev.countersign.verify.HeadText;
import dev.countersign.verify.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vectors lie beside this test: {@code EXPECTED} has a line for each, {@code <fault>: <found
 * alone> | <found with sound.head>}.
 */
final class VectorsTest {

  private static final Verifier VERIFIER = new Verifier(new PublishedBundles());

  @ParameterizedTest
  @MethodSource("expectations")
  void theFaultIsFound(String expectation) {
    String name = expectation.substring(0, expectation.indexOf(':'));
    byte[] export = bytes(name + ".jsonl");
    Head head = HeadText.read(text("sound.head")).orElseThrow();
    List<String> alone = Verified.of(VERIFIER, export, Optional.empty()).words();
    List<String> withHead = Verified.of(VERIFIER, export, Optional.of(head)).words();
    assertThat(new Vector(name, "", alone, withHead).expected()).isEqualTo(expectation);
  }

  @Test
  void theVectorsAreThoseThatTheProgramWrites() throws IOException {
    List<Vector> made = Vectors.all(new SampleBundle());
    assertThat(made)
        .extracting(Vector::expected)
        .containsExactlyElementsOf(expectations().toList());
    for (Vector vector : made) {
      assertThat(text(vector.name() + ".jsonl")).as(vector.name()).isEqualTo(vector.export());
    }
  }

  @Test
  void onlyWhatNeedsAVeryLargeExportHasNoVector() {
    Set<String> found =
        expectations()
            .flatMap(line -> Arrays.stream(line.replaceFirst("^[^:]*: ", "").split("[ |]+")))
            .collect(Collectors.toSet());
    assertThat(Arrays.stream(FindingCode.values()).map(FindingCode::word))
        .filteredOn(word -> !found.contains(word))
        .containsExactlyInAnyOrder(
            "line-too-long", "document-too-large", "too-many-entries", "cannot-be-checked");
  }

  static Stream<String> expectations() {
    return text("EXPECTED").lines();
  }

  private static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) {
    try (InputStream stream =
        Objects.requireNonNull(VectorsTest.class.getResourceAsStream("vectors/" + name), name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
