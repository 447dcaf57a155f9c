package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Effect;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskRefusal;
import dev.countersign.mask.MaskVerdict;
import dev.countersign.postgresql.MaskingDatabase.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows come in the order in which a target keeps or finds them, and masked values may decide it:
 * through an index, a clustered table, partitions. Each read here tells two databases apart without
 * a mask although it names no labelled column.
 */
class StorageOrderMaskingTest {

  /** Plans as for large tables: by index, and with several processes that share the rows out. */
  private static final String SCHEMA =
      """
      set min_parallel_table_scan_size = 0;
      set parallel_setup_cost = 0;
      set parallel_tuple_cost = 0;
      set enable_bitmapscan = off;
      set random_page_cost = 0.1;
      create table indexed (id int primary key, grp int, code text, flag boolean);
      create table partial (id int primary key, grp int, code text, flag boolean);
      create table clustered (id int primary key, grp int, code text, flag boolean);
      create table keyless (id int, code text);
      create table tall (id int, grp int, code text) partition by range (code);
      create table tall_low partition of tall for values from (minvalue) to ('8');
      create table tall_high partition of tall for values from ('8') to (maxvalue);
      create table parent (id int, code text);
      create table child (more int) inherits (parent);
      create view v_clustered as select id from clustered limit 3;
      insert into indexed select n, n % 20, {code}, n % 50 = 0 from generate_series(1, 8000) n;
      insert into partial select * from indexed;
      insert into clustered select * from indexed;
      insert into keyless select id, code from indexed;
      insert into tall select id, grp, code from indexed;
      insert into child select id, code, grp from indexed;
      create index on indexed (grp, code);
      create index on partial (code) where flag;
      create index on clustered (code);
      cluster clustered using clustered_code_idx;
      create index on keyless (code);
      cluster keyless using keyless_code_idx;
      create index on child (code);
      cluster child using child_code_idx;
      """;

  private static final SortedSet<ColumnName> MASKED =
      Stream.of("indexed", "partial", "clustered", "keyless", "tall", "child")
          .map(name -> new ColumnName(new RelationName("public", name), "code"))
          .collect(Collectors.toCollection(TreeSet::new));

  private static EmbeddedPostgres server;
  private static MaskingDatabase first;
  private static MaskingDatabase second;
  private static Catalogue catalogue;

  @BeforeAll
  static void open() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().start();
    first = database("order_a", "md5(n::text)");
    second = database("order_b", "md5((9000 - n)::text)");
    catalogue = first.catalogue();
  }

  private static MaskingDatabase database(String name, String code) throws SQLException {
    return MaskingDatabase.create(server, name, List.of(SCHEMA.replace("{code}", code)));
  }

  @AfterAll
  static void close() throws IOException, SQLException {
    first.close();
    second.close();
    server.close();
  }

  private static MaskVerdict plan(String statement) {
    return new MaskPlanner().plan(statement, Effect.READ, catalogue, new TreeSet<>(), MASKED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "select id from indexed where grp = 5 limit 3",
        "select id from indexed order by grp limit 5",
        "select array_agg(id) from (select id from indexed where grp = 7 limit 4) x",
        "select distinct on (grp) grp, id from indexed order by grp limit 5",
        "select id from partial where flag limit 3",
        "select id from clustered limit 5",
        "select id, row_number() over () from clustered limit 5",
        "select string_agg(id::text, ',') from clustered where grp = 3",
        "select (select id from clustered limit 1)",
        "select first_value(id) over () from clustered limit 1",
        "select id from v_clustered",
        "select id from keyless limit 5",
        "select id from tall limit 5",
        "select array_agg(id) from tall where grp = 3",
        "select id from parent limit 5",
        "select id from child limit 5",
        "table parent limit 5",
      })
  void theOrderOfRowsTellsNothingOfMaskedValues(String statement) throws SQLException {
    assertThat(first.read(statement, "public").rows())
        .as("without a mask the order tells")
        .isNotEqualTo(second.read(statement, "public").rows());

    assertThat(plan(statement)).isInstanceOf(MaskVerdict.Planned.class);
    String text = ((MaskVerdict.Planned) plan(statement)).plan().text();
    Response answer = first.read(text, "");
    assertThat(answer.succeeded()).as(answer.columns().toString()).isTrue();
    assertThat(second.read(text, "")).as(text).isEqualTo(answer);
    assertThat(first.read("explain " + text, "").rows().toString())
        .as("no plan shares the rows out")
        .doesNotContain("Gather");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "select count(*) from tall_low",
        "select min(id), sum(id) from tall_high",
        "select id from clustered tablesample system (10) repeatable (1)",
        "select id from tall tablesample bernoulli (10) repeatable (1)",
      })
  void whereRowsAreStoredIsNotAskedFor(String statement) throws SQLException {
    assertThat(first.read(statement, "public").rows())
        .isNotEqualTo(second.read(statement, "public").rows());

    assertThat(plan(statement))
        .isInstanceOfSatisfying(
            MaskVerdict.Refused.class,
            refused -> assertThat(refused.cause()).isEqualTo(MaskRefusal.STORAGE));
  }
}
