package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.countersign.catalogue.Catalogue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text gets an answer; no answer is a read with a reason or anything else without one. */
class ClassifierFuzzTest {

  private final Classifier classifier = new Classifier();

  @FuzzTest(maxDuration = "60s")
  void everyTextGetsAnAnswer(byte[] bytes) {
    check(new String(bytes, StandardCharsets.UTF_8));
  }

  /** What the fuzzer or a reader once found. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "create with data as select",
        "copy (",
        "copy",
        "create",
        "(",
        "explain (",
        "set",
        "E'\\",
        "E'\\u",
        "u&'\\+",
        "$",
        "lock ,",
        "select a.",
        "with a as",
        "comment on",
        "create index on",
        "prepare",
        "refresh materialized view",
      })
  void findingsStayAnswered(String text) {
    check(text);
  }

  private void check(String text) {
    Classification classification = classifier.classify(text, Catalogue.none());
    boolean read = classification.effect() == Effect.READ;
    assertThat(classification.reason().isEmpty()).isEqualTo(read);
    assertThat(classification.reason()).doesNotContain("\n", "\r");
  }
}
