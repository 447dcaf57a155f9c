package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The contract of the corpus {@code pg-hostile}, as far as it is about texts. */
class PgHostileCorpusTest {

  private final Classifier classifier = new Classifier();

  @Test
  void withoutACatalogueOnlyWhatNoTextShowsIsTakenForARead() throws IOException {
    check(Catalogue.none(), true);
  }

  @Test
  void withTheCatalogueNothingHostileIsTakenForARead() throws IOException {
    check(surveyed(), false);
  }

  private void check(Catalogue catalogue, boolean exceptThoseThatNeedIt) throws IOException {
    List<String> violations = new ArrayList<>();
    int harmless = 0;
    int harmlessReads = 0;
    int excepted = 0;
    List<JsonNode> entries = StatementCorpus.read("pg-hostile", "statements.jsonl");
    for (JsonNode entry : entries) {
      Classification found = classifier.classify(entry.get("sql").asText(), catalogue);
      boolean read = found.effect() == Effect.READ;
      if (entry.path("harmless").asBoolean()) {
        harmless++;
        harmlessReads += read ? 1 : 0;
      } else if (exceptThoseThatNeedIt && entry.path("needs_catalog").asBoolean()) {
        excepted++;
      } else if (read) {
        violations.add(entry.get("id").asText() + " " + entry.get("sql"));
      }
    }
    System.out.printf(
        "pg-hostile: %d statements, %d false reads, %d of %d harmless ones called reads, %d need a"
            + " catalogue%n",
        entries.size(), violations.size(), harmlessReads, harmless, excepted);
    violations.forEach(System.out::println);
    assertThat(violations).isEmpty();
  }

  /** What a survey of the corpus's setup finds. */
  private static Catalogue surveyed() {
    SortedMap<RelationName, Relation> relations = new TreeMap<>();
    for (String name : List.of("t", "t_rls", "mv", "v_evil", "v_ins")) {
      RelationName relation = new RelationName("public", name);
      RelationKind kind = name.startsWith("v") ? RelationKind.VIEW : RelationKind.TABLE;
      boolean calls = Set.of("t_rls", "v_evil", "v_ins").contains(name);
      Column column = new Column("a", "integer", true, false);
      relations.put(
          relation,
          new Relation(relation, kind, List.of(column), List.of(), new TreeSet<>(), calls, ""));
    }
    return new Catalogue(
        List.of("public"),
        relations,
        new TreeSet<>(Set.of("d_evil", "pt_evil")),
        new TreeSet<>(
            Set.of(
                "f_ins",
                "f_stable_ins",
                "f_leak",
                "f_attr",
                "f_op",
                "f_chk",
                "f_cast",
                "f_sec",
                "pr",
                "agg_evil",
                "dblink",
                "dblink_exec")));
  }
}
