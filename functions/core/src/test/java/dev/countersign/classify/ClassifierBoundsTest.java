package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.sql.SqlText;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text costs more than a bounded share of CPU, whatever it holds. */
class ClassifierBoundsTest {

  private static final long MOST_NANOSECONDS = 500_000_000;

  private final Classifier classifier = new Classifier();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /** As many turns as fit into the longest text that is read. */
  private static String fill(String head, String turn, String tail) {
    int turns = (SqlText.LONGEST - head.length() - tail.length()) / turn.length();
    return head + turn.repeat(turns) + tail;
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
    classifier.classify(text, Catalogue.none());
    long start = threads.getCurrentThreadCpuTime();
    Classification classification = classifier.classify(text, Catalogue.none());
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
                    .map(text -> classifier.classify(text, Catalogue.none()))
                    .forEach(found -> reads[0] += found.effect() == Effect.READ ? 1 : 0),
            "small stack",
            256 * 1024);
    small.start();
    small.join();

    assertThat(reads[0]).isGreaterThan(10);
  }
}
