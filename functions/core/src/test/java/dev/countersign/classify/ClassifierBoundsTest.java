package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.sql.SqlText;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text costs more than a bounded share of CPU, whatever it holds. */
class ClassifierBoundsTest {

  private static final long MOST_NANOSECONDS = 500_000_000;
  private static final Catalogue LARGE = large();

  private final Classifier classifier = new Classifier();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /** As many turns as fit into the longest text that is read. */
  private static String fill(String head, String turn, String tail) {
    int turns = (SqlText.LONGEST - head.length() - tail.length()) / turn.length();
    return head + turn.repeat(turns) + tail;
  }

  /** As many turns, each with a number of its own, as fit. */
  private static String numbered(String head, String turn, String tail) {
    StringBuilder text = new StringBuilder(head);
    for (int number = 0;
        text.length() + turn.length() + 5 + tail.length() < SqlText.LONGEST;
        number++) {
      text.append(turn).append(number);
    }
    return text.append(tail).toString();
  }

  /** A thousand tables of forty columns, each a partition of the next. */
  private static Catalogue large() {
    SortedMap<RelationName, Relation> relations = new TreeMap<>();
    List<Column> columns =
        IntStream.range(0, 40)
            .mapToObj(place -> new Column("c" + place, "text", true, false))
            .toList();
    for (int number = 0; number < 1_000; number++) {
      RelationName name = new RelationName("public", "t" + number);
      RelationName next = new RelationName("public", "t" + (number + 1) % 1_000);
      relations.put(
          name,
          new Relation(
              name,
              RelationKind.TABLE,
              columns,
              List.of(),
              new TreeSet<>(Set.of(next)),
              false,
              ""));
    }
    return new Catalogue(List.of("public"), relations, new TreeSet<>(), new TreeSet<>());
  }

  private static String nest(String open, String middle, String close, int depth) {
    return open.repeat(depth) + middle + close.repeat(depth);
  }

  static Stream<String> costly() {
    return Stream.of(
        fill("SELECT * FROM a", ",a", ""),
        fill("SELECT * FROM a", " JOIN a ON a.b=a.c", ""),
        fill("SELECT * FROM a", " JOIN a", ""),
        fill("SELECT 1 WHERE 1 IN (1", ",1", ")"),
        fill("SELECT 1 WHERE true", " AND true", ""),
        fill("SELECT ", "-", "1"),
        fill("SELECT ", "- ", "1"),
        fill("SELECT ", "NOT ", "true"),
        fill("SELECT 1", "+1", ""),
        fill("SELECT 1", "::int", ""),
        fill("SELECT a", "[1]", ""),
        fill("SELECT a", ".b", ""),
        fill("SELECT 1", " UNION SELECT 1", ""),
        fill("INSERT INTO t VALUES (1)", ",(1)", ""),
        fill("WITH a AS (SELECT 1)", ",a AS (TABLE a)", " TABLE a"),
        fill("WITH a AS (SELECT 1)", ",a AS (SELECT 1)", " SELECT"),
        fill("SELECT ", "(", ""),
        fill("SELECT ", "f(", ""),
        fill("SELECT ", "CASE WHEN ", ""),
        fill("SELECT ", "bit(", "'"),
        fill("SELECT * FROM ", "(", ""),
        fill("SELECT * FROM ", "((SELECT", ""),
        fill("", "(", "SELECT 1"),
        fill("SELECT ", "/*", ""),
        fill("SELECT ", "/**/", "1"),
        fill("SELECT ", "$a$ $b$ ", ""),
        fill("SELECT ", "'a'\n", "'"),
        fill("SELECT ", "\"a\".", "a"),
        fill("SELECT ", "@-", "1"),
        fill("SELECT ", "@", "1"),
        fill("TRUNCATE a", ",a", ""),
        fill("CREATE TABLE a AS ", "(", ""),
        fill("COPY ", "(", ""),
        fill("VACUUM ", "a(b),", ""),
        fill("SELECT ", "CAST(", ""),
        fill("SELECT ", "coalesce(1,", ""),
        fill("SELECT ", "ARRAY[", ""),
        fill("SELECT JSON_OBJECT('a':1", ",'a':1", ")"),
        fill("SELECT ", "JSON_OBJECT('a':", ""),
        fill("SELECT ", "JSON_ARRAY(", ""),
        fill("SELECT ", "JSON_ARRAY(SELECT ", ""),
        fill("SELECT ", "JSON_VALUE(1,'$' DEFAULT ", ""),
        fill("SELECT JSON_VALUE(1,'$'", " NULL ON EMPTY", ")"),
        fill("SELECT 1 FROM JSON_TABLE(1,'$' COLUMNS (", "NESTED '$' COLUMNS (", ""),
        fill("SELECT 1 FROM JSON_TABLE(1,'$' COLUMNS (a int", ",a int", "))"),
        fill("SELECT 1 FROM JSON_TABLE(1,'$' PASSING 1 AS a", ",1 AS a", ")"),
        "SELECT 1 FROM JSON_TABLE(1,'$' COLUMNS ("
            + nest("NESTED '$' COLUMNS (", "a int", ")", 100)
            + "))",
        fill("SELECT U&'", "!0061", "' UESCAPE '!'"),
        fill("SELECT U&\"", "!0061", "\" UESCAPE '!'"),
        fill("SELECT ", "U&'a' ", ""),
        fill("SELECT U&'a'", "/**/", "UESCAPE '!'"),
        fill("SELECT ", "U&\"a\" UESCAPE '!' || ", "1"),
        fill("SELECT * FROM a", " NATURAL JOIN a", ""),
        fill("SELECT * FROM a", " JOIN a USING (c1)", ""),
        fill("SELECT * FROM t1", ",t2 a", ""),
        fill("SELECT c1", ",c1", " FROM t1"),
        fill("SELECT c1", ",(SELECT c1 FROM t1)", ""),
        fill("SELECT c1", ",(SELECT t1 FROM t1,t2)", ""),
        fill("SELECT 1 FROM t1 a(c1", ",c1", ") WHERE c1=c1"),
        fill("UPDATE t1 SET c1=1", ",c1=1", ""),
        fill("WITH RECURSIVE a AS (SELECT 1)", ",b AS (TABLE b)", " TABLE b"),
        fill("EXPLAIN (", "COSTS,", ""),
        numbered("SELECT * FROM t0", ",t", ""),
        numbered("SELECT 1 FROM t1 x0", ",t1 x", " WHERE c1=1"),
        numbered("SELECT c0", ",c", " FROM t1,t2,t3,t4,t5,t6,t7,t8,t9"),
        numbered("SELECT * FROM t1,t2,t3,t4,t5 WHERE 1 IN (c1", ",x.c", ")"),
        fill("", ";", ""),
        fill("", "1;", ""),
        "SELECT " + nest("(", "1", ")", 100),
        "SELECT " + nest("(SELECT ", "1", ")", 55),
        "SELECT * FROM " + nest("(", "(SELECT 1) a", " CROSS JOIN b)", 100),
        "SELECT " + nest("bit(", "1", ") '1'", 100),
        "x".repeat(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("costly")
  void aHostileTextIsClassifiedInBoundedTime(String text) {
    check(text, Catalogue.none());
  }

  @ParameterizedTest
  @MethodSource("costly")
  void aHostileTextIsClassifiedInBoundedTimeAlsoWithALargeCatalogue(String text) {
    check(text, LARGE);
  }

  private void check(String text, Catalogue catalogue) {
    classifier.classify(text, catalogue);
    long start = threads.getCurrentThreadCpuTime();
    Classification classification = classifier.classify(text, catalogue);
    long spent = threads.getCurrentThreadCpuTime() - start;

    assertThat(spent).as(classification.reason()).isLessThan(MOST_NANOSECONDS);
  }

  @Test
  void theDeepestTextThatIsReadFitsASmallStack() throws InterruptedException {
    int[] reads = {0};
    Thread small =
        new Thread(
            null,
            () ->
                costly()
                    .map(text -> classifier.classify(text, LARGE))
                    .forEach(found -> reads[0] += found.effect() == Effect.READ ? 1 : 0),
            "small stack",
            512 * 1024);
    List<Throwable> faults = new ArrayList<>();
    small.setUncaughtExceptionHandler((thread, fault) -> faults.add(fault));
    small.start();
    small.join();

    assertThat(faults).isEmpty();
    assertThat(reads[0]).isGreaterThan(10);
  }
}
