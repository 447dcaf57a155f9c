package dev.countersign.postgresql;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Effect;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskVerdict;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures what masking costs on a target: each statement as it was asked and as it was rewritten,
 * in turn, over tables of a million rows on an embedded server; the median of several runs, and the
 * time of the rewriting itself. Both run with the settings of a read of the plane. A program, to be
 * started from the class path of this module's tests; it takes some minutes and about 600 MB of
 * disk space.
 */
final class MaskingTimes {

  private static final String TABLES =
      """
      create table people (id int primary key, name text, ssn text, email text, dept_id int);
      create table cards (id int primary key, person_id int not null, pan text, expiry date);
      create table coded (id int primary key, dept_id int, code text);
      insert into people select n, 'name ' || n, md5(n::text), n || '@example.com', n % 1000
        from generate_series(1, 1000000) n;
      insert into cards select n, n, md5((-n)::text), date '2027-01-01' + n % 1000
        from generate_series(1, 1000000) n;
      insert into coded select n, n % 1000, md5(n::text) from generate_series(1, 1000000) n;
      create unique index on people (email);
      create index on cards (person_id);
      create index on coded (dept_id, code);
      """;

  private static final SortedSet<ColumnName> MASKED =
      Stream.of("people.ssn", "people.email", "cards.pan", "coded.code")
          .map(name -> name.split("\\."))
          .map(parts -> new ColumnName(new RelationName("public", parts[0]), parts[1]))
          .collect(Collectors.toCollection(TreeSet::new));

  private static final Map<String, String> STATEMENTS = statements();

  private static final int RUNS = 9;

  private MaskingTimes() {}

  private static Map<String, String> statements() {
    Map<String, String> statements = new LinkedHashMap<>();
    statements.put("point by key", "select id, name, ssn from people where id = 4711");
    statements.put(
        "range of 1,000", "select id, name, ssn from people where id between 1000 and 1999");
    statements.put("group by, no masked column", "select dept_id, count(*) from people group by 1");
    statements.put(
        "group by, and a masked column", "select dept_id, max(ssn) from people group by 1");
    statements.put(
        "join of two masked tables, 1,000 keys",
        "select p.id, c.pan from people p join cards c on c.person_id = p.id where p.id <= 1000");
    statements.put(
        "join of two masked tables, all",
        "select count(*), max(c.expiry) from people p join cards c on c.person_id = p.id");
    statements.put("sorted by key, 100 rows", "select id, email from people order by id limit 100");
    statements.put(
        "index over a masked and another column: point by key",
        "select id, dept_id from coded where id = 4711");
    statements.put(
        "index over a masked and another column: 1,000 rows",
        "select id from coded where dept_id = 5 order by id");
    statements.put(
        "index over a masked and another column: all",
        "select dept_id, count(*) from coded group by 1");
    return statements;
  }

  /**
   * Prints a line for each statement, in milliseconds, and the load of the machine.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        MaskingDatabase database = MaskingDatabase.create(server, "times", List.of(TABLES))) {
      Catalogue catalogue = database.catalogue();
      System.out.println("| statement | direct ms | masked ms | rewriting ms |");
      for (Map.Entry<String, String> each : STATEMENTS.entrySet()) {
        System.out.println(line(each.getKey(), each.getValue(), database, catalogue));
      }
    }
    System.out.println(
        "load average "
            + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
            + ", median of "
            + RUNS);
  }

  private static String line(
      String name, String statement, MaskingDatabase database, Catalogue catalogue)
      throws SQLException {
    List<Double> rewriting = new ArrayList<>();
    List<Double> direct = new ArrayList<>();
    List<Double> masked = new ArrayList<>();
    for (int run = 0; run <= RUNS; run++) {
      long start = System.nanoTime();
      String text = rewritten(statement, catalogue);
      rewriting.add((System.nanoTime() - start) / 1e6);
      direct.add(time(database, statement, "public"));
      masked.add(time(database, text, ""));
    }
    return "| %s | %.2f | %.2f | %.2f |"
        .formatted(name, median(direct), median(masked), median(rewriting));
  }

  private static String rewritten(String statement, Catalogue catalogue) {
    return switch (new MaskPlanner()
        .plan(statement, Effect.READ, catalogue, new TreeSet<>(), MASKED)) {
      case MaskVerdict.Planned planned -> planned.plan().text();
      case MaskVerdict.Refused refused -> throw new IllegalStateException(refused.message());
    };
  }

  private static double time(MaskingDatabase database, String text, String searchPath)
      throws SQLException {
    long start = System.nanoTime();
    if (!database.read(text, searchPath).succeeded()) {
      throw new IllegalStateException("a statement failed");
    }
    return (System.nanoTime() - start) / 1e6;
  }

  /** Without the first run, which finds nothing warm. */
  private static double median(List<Double> times) {
    List<Double> sorted = new ArrayList<>(times.subList(1, times.size()));
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
