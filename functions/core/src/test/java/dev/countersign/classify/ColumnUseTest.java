package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which columns a statement may touch: all that a name may mean, and no fewer. */
class ColumnUseTest {

  private static final char NO_QUOTES = '\0';

  /** p(id, ssn), d(id, boss), g(a, b generated), log with partition log_1, view v over p. */
  private static final Catalogue CATALOGUE = catalogue();

  private final Classifier classifier = new Classifier();

  private static Relation relation(String name, RelationKind kind, String columns, String below) {
    List<Column> all = new ArrayList<>();
    for (String column : List.of(columns.split(" "))) {
      boolean generated = column.endsWith("*");
      all.add(new Column(column.replace("*", ""), "text", true, generated));
    }
    return new Relation(
        new RelationName("s", name),
        kind,
        all,
        List.of(),
        below.isEmpty()
            ? new TreeSet<>()
            : Set.of(below.split(" ")).stream()
                .map(other -> new RelationName("s", other))
                .collect(Collectors.toCollection(TreeSet::new)),
        false,
        "");
  }

  private static Catalogue catalogue() {
    SortedMap<RelationName, Relation> relations = new TreeMap<>();
    for (Relation relation :
        List.of(
            relation("p", RelationKind.TABLE, "id ssn", ""),
            relation("d", RelationKind.TABLE, "id boss", ""),
            relation("g", RelationKind.TABLE, "a b*", ""),
            relation("log", RelationKind.PARTITIONED_TABLE, "day text", "log_1"),
            relation("log_1", RelationKind.TABLE, "day text", "log"),
            relation("v", RelationKind.VIEW, "who", "p"),
            relation("vl", RelationKind.VIEW, "x", "log log_1"),
            relation("q", RelationKind.SEQUENCE, "last_value", ""))) {
      relations.put(relation.name(), relation);
    }
    return new Catalogue(List.of("s"), relations, new TreeSet<>(), new TreeSet<>());
  }

  private Set<String> columns(String text) {
    return classifier.classify(text, CATALOGUE).columns().stream()
        .map(use ->
            use.access().name().charAt(0)
                + ":"
                + use.column().relation().name()
                + "."
                + use.column().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> words(String expected) {
    return expected == null ? Set.of() : new TreeSet<>(Set.of(expected.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = NO_QUOTES,
      value = {
        "SELECT id FROM p ~ R:p.id",
        "SELECT count(*) FROM p ~ ",
        "SELECT 1 FROM p WHERE ssn = '1' ~ R:p.ssn",
        "SELECT 1 FROM p ORDER BY ssn ~ R:p.ssn",
        "SELECT 1 FROM p GROUP BY id HAVING max(ssn) > '1' ~ R:p.id R:p.ssn",
        "SELECT count(*) FILTER (WHERE ssn = '1') FROM p ~ R:p.ssn",
        "SELECT row_number() OVER (PARTITION BY ssn) FROM p ~ R:p.ssn",
        "SELECT 1 FROM p WINDOW w AS (ORDER BY ssn) ~ R:p.ssn",
        "SELECT DISTINCT ON (ssn) id FROM p ~ R:p.id R:p.ssn",
        "SELECT \"ssn\" FROM p ~ R:p.ssn",
        "SELECT \"SSN\" FROM p ~ ",
        "SELECT * FROM p ~ R:p.id R:p.ssn",
        "SELECT p.* FROM p, d ~ R:p.id R:p.ssn",
        "SELECT x.* FROM p x, d ~ R:p.id R:p.ssn",
        "SELECT s.p.ssn FROM s.p ~ R:p.ssn",
        "SELECT p FROM p ~ R:p.id R:p.ssn",
        "SELECT x FROM p AS x ~ R:p.id R:p.ssn",
        "SELECT p::text FROM p ~ R:p.id R:p.ssn",
        "SELECT row_to_json(p) FROM p ~ R:p.id R:p.ssn",
        "SELECT (p).ssn FROM p ~ R:p.id R:p.ssn",
        "SELECT p.other FROM p ~ R:p.id R:p.ssn",
        "SELECT count(p) FROM p ~ R:p.id R:p.ssn",
        "TABLE p ~ R:p.id R:p.ssn",
        "TABLE d UNION TABLE p ~ R:d.boss R:d.id R:p.id R:p.ssn",
        "SELECT id FROM p, d ~ R:d.id R:p.id",
        "SELECT p.id, boss FROM p, d ~ R:d.boss R:p.id",
        "SELECT x FROM p AS t (x, y) ~ R:p.id",
        "SELECT y FROM p AS t (x, y) ~ R:p.ssn",
        "SELECT t.y FROM p AS t (x, y) ~ R:p.ssn",
        "SELECT ssn FROM p AS t (x) ~ R:p.ssn",
        "SELECT boss FROM p JOIN d USING (id) ~ R:d.boss R:d.id R:p.id",
        "SELECT boss FROM p JOIN d ON p.ssn = d.boss ~ R:d.boss R:p.ssn",
        "SELECT 1 FROM p NATURAL JOIN d ~ R:d.boss R:d.id R:p.id R:p.ssn",
        "SELECT j.x FROM (p CROSS JOIN d) AS j (x) ~ R:d.boss R:d.id R:p.id R:p.ssn",
        "SELECT z FROM (SELECT ssn AS z FROM p) x ~ R:p.ssn",
        "SELECT x.ssn FROM (SELECT id AS ssn FROM p) x ~ R:p.id",
        "SELECT * FROM (SELECT id FROM p) x ~ R:p.id",
        "SELECT 1 FROM d WHERE EXISTS (SELECT 1 FROM p WHERE p.id = boss) ~ R:d.boss R:p.id",
        "SELECT (SELECT ssn FROM p WHERE id = d.id) FROM d ~ R:d.id R:p.id R:p.ssn",
        "SELECT array(SELECT ssn FROM p) ~ R:p.ssn",
        "SELECT 1 FROM d, LATERAL (SELECT ssn FROM p WHERE p.id = boss) x ~ R:d.boss R:p.id R:p.ssn",
        "WITH p AS (SELECT boss AS ssn FROM d) SELECT ssn FROM p ~ R:d.boss",
        "WITH x AS (SELECT * FROM p) SELECT 1 FROM x ~ R:p.id R:p.ssn",
        "SELECT id FROM p UNION SELECT boss FROM d ~ R:d.boss R:p.id",
        "SELECT b FROM g ~ R:g.a R:g.b",
        "SELECT a FROM g ~ R:g.a",
        "SELECT who FROM v ~ R:p.id R:p.ssn R:v.who",
        "SELECT 1 FROM v ~ R:p.id R:p.ssn R:v.who",
        "SELECT x FROM vl ~ R:log.day R:log.text R:vl.x",
        "SELECT day FROM log_1, log ~ R:log.day R:log_1.day",
        "SELECT 1 FROM log_1, log WHERE log.text = '' ~ R:log.text R:log_1.text",
        "INSERT INTO p VALUES (1, 2) ~ W:p.id W:p.ssn",
        "INSERT INTO p (ssn) VALUES (1) ~ W:p.ssn",
        "INSERT INTO p (ssn) SELECT boss FROM d ~ R:d.boss W:p.ssn",
        "INSERT INTO g (a) VALUES (1) ~ W:g.a W:g.b",
        "INSERT INTO p (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = excluded.ssn"
            + " ~ R:p.id R:p.ssn W:p.id",
        "INSERT INTO p (id) VALUES (1) RETURNING ssn ~ R:p.ssn W:p.id",
        "INSERT INTO p (id) VALUES (1) RETURNING * ~ R:p.id R:p.ssn W:p.id",
        "UPDATE p SET id = 1 WHERE ssn = '1' ~ R:p.ssn W:p.id",
        "UPDATE p x SET id = x.id + 1 FROM d WHERE d.id = 1 ~ R:d.id R:p.id W:p.id",
        "UPDATE p SET (id, ssn) = (SELECT id, boss FROM d) ~ R:d.boss R:d.id R:p.id W:p.id W:p.ssn",
        "UPDATE p SET id = 1 RETURNING old.ssn ~ R:p.ssn W:p.id",
        "DELETE FROM p WHERE id = 1 ~ R:p.id W:p.id W:p.ssn",
        "DELETE FROM p USING d WHERE boss = ssn ~ R:d.boss R:p.ssn W:p.id W:p.ssn",
        "MERGE INTO p USING d ON p.id = d.id WHEN MATCHED THEN UPDATE SET ssn = boss"
            + " ~ R:d.boss R:d.id R:p.id W:p.ssn",
        "MERGE INTO p USING d ON true WHEN MATCHED THEN DELETE ~ W:p.id W:p.ssn",
        "MERGE INTO p USING d ON true WHEN NOT MATCHED THEN INSERT (id) VALUES (1) ~ W:p.id",
        "MERGE INTO p USING d ON true WHEN NOT MATCHED THEN INSERT VALUES (1, 2) ~ W:p.id W:p.ssn",
        "WITH x AS (DELETE FROM p RETURNING ssn) SELECT 1 FROM x ~ R:p.ssn W:p.id W:p.ssn",
        "UPDATE v SET who = 1 ~ R:p.id R:p.ssn R:v.who W:p.id W:p.ssn W:v.who",
        "EXPLAIN UPDATE p SET id = 1 ~ R:p.id",
        "EXPLAIN ANALYZE UPDATE p SET id = 1 ~ W:p.id",
        "TRUNCATE p ~ W:p.id W:p.ssn",
        "COPY p (id) TO STDOUT ~ R:p.id R:p.ssn",
        "COPY (SELECT id FROM p) TO STDOUT ~ R:p.id",
        "CREATE TABLE z AS SELECT id FROM p ~ R:p.id",
        "SELECT nextval('q') ~ W:q.last_value",
        "SELECT my_function(id) FROM p ~ R:p.id R:p.ssn",
        "SELECT id FROM unknown_one ~ ",
      })
  void columnsAreNamed(String text, String expected) {
    assertThat(columns(text)).as(text).isEqualTo(words(expected));
  }

  @Test
  void withoutACatalogueNoColumnIsNamed() {
    assertThat(classifier.classify("SELECT ssn FROM p", Catalogue.none()).columns()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = NO_QUOTES,
      value = {
        "SELECT day FROM log ~ log.day log_1.day",
        "SELECT day FROM log_1 ~ log.day log_1.day",
        "SELECT count(*) FROM log ~ ",
        "SELECT 1 FROM vl ~ log.day log.text log_1.day log_1.text",
        "SELECT id FROM p ~ p.id",
      })
  void aColumnIsTouchedAlsoThroughWhatInheritsIt(String text, String expected) {
    TreeSet<ColumnName> all = new TreeSet<>();
    for (String name : List.of("p", "log", "log_1")) {
      Relation relation = CATALOGUE.find(new RelationName("s", name)).orElseThrow();
      relation.columns().forEach(column -> all.add(new ColumnName(relation.name(), column.name())));
    }
    assertThat(classifier.classify(text, CATALOGUE).touched(all))
        .extracting(column -> column.relation().name() + "." + column.name())
        .containsExactlyElementsOf(words(expected));
  }
}
