package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text gets an answer; no answer is a read with a reason or anything else without one. */
class ClassifierFuzzTest {

  private static final Catalogue CATALOGUE =
      new Catalogue(
          List.of("public"),
          new TreeMap<>(Map.of(new RelationName("public", "t"), table())),
          new TreeSet<>(),
          new TreeSet<>());

  private final Classifier classifier = new Classifier();

  private static Relation table() {
    return new Relation(
        new RelationName("public", "t"),
        RelationKind.TABLE,
        List.of(new Column("a", "integer", true, false), new Column("b", "text", true, true)),
        List.of("a"),
        new TreeSet<>(),
        false,
        "");
  }

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
        "u&'a' uescape",
        "u&\"a\" uescape '",
        "select json_object(",
        "select json_array(select",
        "select 1 from json_table(1, '$' columns (nested",
        "$",
        "lock ,",
        "select a.",
        "with a as",
        "comment on",
        "create index on",
        "prepare",
        "refresh materialized view",
        "select t from t natural join t as t (b, b, b)",
        "explain declare",
        "explain create table",
        "update t set (a, b) = (old.a, excluded.b)",
      })
  void findingsStayAnswered(String text) {
    check(text);
  }

  private void check(String text) {
    Classification classification = classifier.classify(text, Catalogue.none());
    boolean read = classification.effect() == Effect.READ;
    assertThat(classification.reason().isEmpty()).isEqualTo(read);
    assertThat(classification.reason()).doesNotContain("\n", "\r");
    looksUp(text, classification);
  }

  /** Where the catalogue takes nothing off the list, and knows no routine, it adds no read. */
  private void looksUp(String text, Classification without) {
    Classification with = classifier.classify(text, CATALOGUE);
    if (with.effect() == Effect.READ) {
      assertThat(without.effect()).isEqualTo(Effect.READ);
    }
    assertThat(with.columns())
        .allSatisfy(use ->
            assertThat(with.relations())
                .extracting(RelationUse::relation)
                .contains(use.column().relation()));
  }
}
