package dev.countersign.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.classify.Effect;
import dev.countersign.mask.MaskVerdict.Planned;
import dev.countersign.mask.MaskVerdict.Refused;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskPlannerTest {

  private static MaskingPlan planned(MaskVerdict verdict) {
    assertThat(verdict).isInstanceOf(Planned.class);
    return ((Planned) verdict).plan();
  }

  private static void assertRefused(MaskVerdict verdict, MaskRefusal cause) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.cause()).isEqualTo(cause);
              assertThat(refused.message()).doesNotContain("\n", "4111").isNotBlank();
            });
  }

  private static String positions(MaskingPlan plan) {
    return switch (plan.outputs()) {
      case OutputMask.Positions known ->
          known.positions().stream().map(String::valueOf).collect(Collectors.joining(","));
      case OutputMask.Everything everything -> "everything";
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "select ssn from people ~ select ssn from {people} as \"people\" ~ 0",
        "select p.id, p.ssn s, email as e from people p ~ select p.id, p.ssn s, email as e from"
            + " {people} p ~ 1,2",
        "select id from people as \"P p\" ~ select id from {people} as \"P p\" ~ none",
        "select * from people ~ select * from {people} as \"people\" ~ 2,3",
        "select *, 1 as one from people ~ select *, 1 as one from {people} as \"people\" ~ 2,3",
        "select d.*, p.* from people p, dept d ~ select d.*, p.* from {people} p, {dept} d ~ 4,5",
        "select * from dept d, people p ~ select * from {dept} d, {people} p ~ 4,5",
        "select * from dept d join people p on d.id = p.dept_id ~ select * from {dept} d join"
            + " {people} p on d.id = p.dept_id ~ 4,5",
        "select p.* from people p join dept d using (id) ~ select p.* from {people} p join {dept} d"
            + " using (id) ~ 2,3",
        "select SSN from PUBLIC.People ~ select SSN from {people} as \"people\" ~ 0",
        "select public.people.ssn, public.people.* from public.people where public.people.id = 1 ~"
            + " select people.ssn, people.* from {people} as \"people\" where people.id = 1 ~ 0,3,4",
        "select (select public.people.ssn from other.people) from people ~ select (select"
            + " public.people.ssn from {other}) from {people} as \"people\" ~ none",
        "select (select public.people.ssn from (select 1) people) from people ~ select (select"
            + " public.people.ssn from (select 1) people) from {people} as \"people\" ~ none",
        "select (select public.people.ssn from dept) from people ~ select (select people.ssn from"
            + " {dept}) from {people} as \"people\" ~ 0",
        "select \"ssn\" from \"public\".\"people\" ~ select \"ssn\" from {people} as \"people\" ~ 0",
        "select id from \"Odd One\" ~ select id from {odd} as \"Odd One\" ~ none",
        "select \"Se\"\"cret\" from \"Odd One\" x ~ select \"Se\"\"cret\" from {odd} x ~ 0",
        "select pan, last4 from cards ~ select pan, last4 from {cards} as \"cards\" ~ 0,1",
        "select note from other.people ~ select note from {other} ~ none",
        "select ssn from contact c ~ select ssn from {contact} c ~ none",
        "select c.ssn from contact c, people p where c.phone = p.name ~ select c.ssn from {contact}"
            + " c, {people} p where c.phone = p.name ~ none",
        "select id from people where id in (select ssn from contact) ~ select id from {people} as"
            + " \"people\" where id in (select ssn from {contact}) ~ none",
        "select id from only people ~ select id from {only people} as \"people\" ~ none",
        "select id from only (people) as p ~ select id from {only people} as p ~ none",
        "select id from people * ~ select id from {people} as \"people\" ~ none",
        "table people ~ select * from {people} as \"people\" ~ 2,3",
        "(table only people) ~ (select * from {only people} as \"people\") ~ 2,3",
        "table dept ~ table {dept} ~ none",
        "(select ssn from people) limit 1 ~ (select ssn from {people} as \"people\") limit 1 ~ 0",
        "select ssn from people order by id limit 2 ~ select ssn from {people} as \"people\" order"
            + " by id limit 2 ~ 0",
        "select ssn, id from people order by 2 ~ select ssn, id from {people} as \"people\" order by"
            + " 2 ~ 0",
        "select p.name, p.ssn from people p group by p.id order by p.dept_id ~ select p.name, p.ssn"
            + " from {people} p group by p.id, \"p\".\"name\", \"p\".\"ssn\","
            + " \"p\".\"dept_id\" order by p.dept_id ~ 1",
        "select name from people group by id having count(*) > 0 ~ select name from {people} as"
            + " \"people\" group by id, \"people\".\"name\" having count(*) > 0 ~ none",
        "select p.* from people p group by 1, upper(p.name) ~ select p.* from {people} p group by 1,"
            + " upper(p.name) ~ 2,3",
        "select id, ssn from people p group by 1 ~ select id, ssn from {people} p group by 1,"
            + " \"p\".\"ssn\" ~ 1",
        "select p.* from people p group by p.id ~ select p.* from {people} p group by p.id,"
            + " \"p\".\"name\", \"p\".\"ssn\", \"p\".\"email\", \"p\".\"dept_id\" ~ 2,3",
        "select b from people p(a, b) group by a ~ select b from {people} p(a, b) group by a,"
            + " \"p\".\"b\" ~ none",
        "select name from people group by rollup (id), name ~ select name from {people} as"
            + " \"people\" group by rollup (id), name ~ none",
        "select dname from dept group by id ~ select dname from {dept} group by id ~ none",
        "select id, count(*) from people group by 1 ~ select id, count(*) from {people} as"
            + " \"people\" group by 1 ~ none",
        "select ((select p from people p where id = 1)).ssn ~ select ((select p.\"ssn\" from {people}"
            + " p where id = 1)) ~ 0",
        "select ((select people from only people order by id limit 1)).name || '' ~ select ((select"
            + " people.\"name\" from {only people} as \"people\" order by id limit 1)) || '' ~ 0",
        "select ((select p from people p limit 1)).none ~ select ((select p from {people} p limit"
            + " 1)).none ~ 0",
        "select ((select name from people name limit 1)).ssn ~ select ((select name from {people}"
            + " name limit 1)).ssn ~ none",
        "select ((select p from people p, dept d limit 1)).ssn ~ select ((select p from {people} p,"
            + " {dept} d limit 1)).ssn ~ 0",
        "select ((select p from people p(a) limit 1)).ssn ~ select ((select p from {people} p(a)"
            + " limit 1)).ssn ~ 0",
        "select x.has_orders from (select true as has_orders from people) x ~ select x.has_orders from"
            + " (select true as has_orders from {people} as \"people\") x ~ none",
        "values (1, (select max(id) from people)) ~ values (1, (select max(id) from {people} as"
            + " \"people\")) ~ none",
        "select id from people union select id from dept ~ select id from {people} as \"people\""
            + " union select id from {dept} ~ none",
        "select (select count(*) from people), array(select id from people) ~ select (select"
            + " count(*) from {people} as \"people\"), array(select id from {people} as"
            + " \"people\") ~ none",
        "select * from (select id from people) x ~ select * from (select id from {people} as"
            + " \"people\") x ~ none",
        "select p.ssn, x.i from people p, lateral (select p.id as i) x ~ select p.ssn, x.i from"
            + " {people} p, lateral (select p.id as i) x ~ 0",
        "select id from people p, generate_series(1, p.id) ~ select id from {people} p,"
            + " generate_series(1, p.id) ~ none",
        "select case when exists (select 1 from people) then 1 end limit (select min(id) from"
            + " people) ~ select case when exists (select 1 from {people} as \"people\") then 1 end"
            + " limit (select min(id) from {people} as \"people\") ~ none",
        "select count(*) filter (where id in (select id from people)) over (order by (select 1 from"
            + " people)) from dept ~ select count(*) filter (where id in (select id from {people} as"
            + " \"people\")) over (order by (select 1 from {people} as \"people\")) from {dept} ~ none",
        "select id from ((people p join dept d using (id)) join contact c on true) ~ select id from"
            + " (({people} p join {dept} d using (id)) join {contact} c on true) ~ none",
        "explain select * from dept ~ explain select * from {dept} ~ none",
        "show server_version ~ show server_version ~ none",
        "select 1 ~ select 1 ~ none",
        "select from people ~ select from {people} as \"people\" ~ none",
      })
  void aReadSeesMaskedColumnsOnlyThroughDerivedTables(
      String statement, String expected, String masked) {
    MaskingPlan plan = planned(MaskingScene.plan(statement, Effect.READ));

    assertThat(plan.text()).isEqualTo(MaskingScene.expand(expected));
    assertThat(positions(plan)).isEqualTo(masked.equals("none") ? "" : masked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "select upper(ssn), id from people ~ 0 ~",
        "select ssn || '', p.id from people p ~ 0 ~",
        "select case when email like 'a%' then id end, id from people ~ 0 ~",
        "select id, p from people p ~ 1 ~",
        "select id, row_to_json(p.*), (p).ssn, p.f_of from people p ~ 1,2,3 ~",
        "select p.name from people p where ssn is null ~ ~ CONDITION",
        "select count(*) from people group by id having max(ssn) > '' ~ ~ CONDITION",
        "select count(*) filter (where ssn > ''), count(id) from people ~ 0 ~ CONDITION",
        "select id from people order by ssn ~ ~ ORDERING",
        "select id, ssn as s from people order by s ~ 1 ~ ORDERING",
        "select id, ssn from people order by (2) desc, 1 ~ 1 ~ ORDERING",
        "select count(*) from people group by ssn ~ ~ GROUPING",
        "select ssn, count(*) from people group by 1 ~ 0 ~ GROUPING",
        "select count(*) from people group by rollup ((1), email) ~ ~ GROUPING",
        "select count(distinct ssn) from people ~ 0 ~ GROUPING",
        "select distinct id, ssn from people ~ 1 ~ GROUPING",
        "select distinct on (ssn) id from people ~ ~ GROUPING",
        "select distinct id from people ~ ~",
        "select id, rank() over (order by ssn) from people ~ 1 ~ ORDERING",
        "select id, rank() over w from people window w as (partition by ssn) ~ 1 ~ GROUPING",
        "select id from people p join contact c on p.ssn = c.ssn ~ ~ JOIN",
        "select * from people join contact using (ssn) ~ 0,3 ~ JOIN",
        "select * from people join dept using (id) ~ 2,3 ~",
        "select phone from people natural join contact ~ ~ JOIN",
        "select name from people natural join dept ~ ~",
        "select name from people union all select ssn from people ~ 0 ~",
        "select id, name from people union select 1, ssn from people ~ 1 ~ GROUPING",
        "table people union all table people ~ 2,3 ~",
        "select x.b, x.a from (select id as a, ssn as b from people) x ~ 0 ~",
        "select b, a from (select id, ssn from people) x(a, b) ~ 0 ~",
        "with x as (select ssn, id from people) select * from x ~ 0 ~",
        "with x(a, b) as (select ssn, id from people), y as (select * from x) select b, a from y ~"
            + " 1 ~",
        "with recursive r as (select id, ssn from people where id = '1' union all select p.id, r.ssn"
            + " from people p join r on p.dept_id = r.id) select id, ssn from r ~ 1 ~",
        "with recursive r(a, b) as (select id, name from people union all select b, ssn from r,"
            + " people) select a, b from r ~ 0,1 ~",
        "with recursive r as (select id, dept_id from people union all select p.id, p.dept_id from"
            + " people p join r on p.dept_id = r.id) select * from r ~ ~",
        "select (select max(ssn) from people), (select max(id) from people) ~ 0 ~",
        "select exists (select 1 from people where ssn = ''), 1 ~ 0 ~ CONDITION",
        "select x.v, p.id from people p, lateral (values (p.ssn, 1)) x(v, w) ~ 0 ~",
        "select g, p.id from people p, generate_series(1, length(p.ssn)) g ~ 0 ~",
        "select g, * from generate_series(1, 2) g, people ~ 4,5 ~",
        "select q.c, q.b from people as q(a, b, c, d, e) ~ 0 ~",
        "select j.ssn, j.id from (people p join contact d on true) as j(id, a, ssn) ~ 0 ~",
        "values (1, (select max(ssn) from people)), (2, '') ~ 1 ~",
        "select identity, identifier from (select id as identity, identifier from v_names) x ~ 1 ~",
        "select who, id from v_deep ~ 0 ~ CONDITION",
        "select id, ssn from kid ~ 1 ~",
        "select id from dept where id in (select id from contact limit 1) ~ ~",
      })
  void anAnswerSaysWhatWasComputedFromMasks(String statement, String masked, String uses) {
    MaskingPlan plan = planned(MaskingScene.plan(statement, Effect.READ));

    assertThat(positions(plan)).isEqualTo(masked == null ? "" : masked);
    assertThat(plan.uses().stream().map(Enum::name).collect(Collectors.joining(",")))
        .isEqualTo(uses == null ? "" : uses);
  }

  @Test
  void columnsThatCannotBeCountedAreAllMarkedWhereOneMayBeMasked() {
    MaskingPlan plan =
        planned(
            MaskingScene.plan("select 1, * from people p, json_each(row_to_json(p))", Effect.READ));

    assertThat(plan.outputs().covers(0)).isFalse();
    assertThat(plan.outputs().covers(3)).isTrue();
    assertThat(plan.outputs().covers(6)).isTrue();
    assertThat(plan.outputs().covers(7)).isTrue();
  }

  /** Nested items of a recursive WITH are read again a bounded number of times. */
  @Test
  void nestedRecursionIsFollowedInBoundedTime() {
    String nested = "select id, ssn from people union all select * from r";
    for (int depth = 0; depth < 20; depth++) {
      nested = "with recursive r as (" + nested + ") select * from r";
    }
    assertThat(positions(planned(MaskingScene.plan(nested, Effect.READ)))).startsWith("0,1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "select who from v_names ~ select who from (SELECT people.ssn AS who, people.id,"
            + " people.ssn AS identifier FROM {people} as \"people\") as \"v_names\"",
        "select n.who from public.v_names n ~ select n.who from (SELECT people.ssn AS who,"
            + " people.id, people.ssn AS identifier FROM {people} as \"people\") n",
        "table v_names ~ select * from (SELECT people.ssn AS who, people.id, people.ssn AS"
            + " identifier FROM {people} as \"people\") as \"v_names\"",
        "select dname from v_dept ~ select dname from \"public\".\"v_dept\"",
        "select who from v_deep ~ select who from (SELECT v.who, v.id FROM (SELECT people.ssn AS"
            + " who, people.id, people.ssn AS identifier FROM {people} as \"people\") v WHERE"
            + " (v.who <> ''::text)) as \"v_deep\"",
      })
  void aViewOverMaskedColumnsIsReadThroughItsQuery(String statement, String expected) {
    assertThat(planned(MaskingScene.plan(statement, Effect.READ)).text())
        .isEqualTo(MaskingScene.expand(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "select id from sorted ~ select id from {sorted} as \"sorted\"",
        "select id from tree ~ select id from {tree} as \"tree\"",
      })
  void rowsAreSortedWhereTheirStorageMayTellMaskedValues(String statement, String expected) {
    assertThat(planned(MaskingScene.plan(statement, Effect.READ)).text())
        .isEqualTo(MaskingScene.expand(expected));
  }

  @Test
  void commentsStayWhereTheyAre() {
    String statement = "select/**/ssn/* , id */from--x\npeople/* /* */ */limit/**/1";

    assertThat(planned(MaskingScene.plan(statement, Effect.READ)).text())
        .isEqualTo(
            MaskingScene.expand(
                "select/**/ssn/* , id */from--x\n{people} as \"people\"/* /* */ */limit/**/1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "with people as (select 1 as ssn) select ssn || 'x' from people ~ with people as (select 1"
            + " as ssn) select ssn || 'x' from people",
        "with people as (select id from people) select * from people ~ with people as (select id"
            + " from {people} as \"people\") select * from people",
        "with recursive people as (select 1 union select * from people) table people ~ with"
            + " recursive people as (select 1 union select * from people) table people",
        "with recursive a as (select * from people), people as (select 1) select * from a ~ with"
            + " recursive a as (select * from people), people as (select 1) select * from a",
        "with a as (select id from people), people as (select 1) select id from a, people ~ with a"
            + " as (select id from {people} as \"people\"), people as (select 1) select id from a,"
            + " people",
        "with people as (select 1) select id from public.people ~ with people as (select 1) select"
            + " id from {people} as \"people\"",
        "with people as (select 1) select (select x.y from (with z as (table people) table z) x) ~"
            + " with people as (select 1) select (select x.y from (with z as (table people) table"
            + " z) x)",
        "select (with people as (select 1 as i) select i from people), id from people ~ select"
            + " (with people as (select 1 as i) select i from people), id from {people} as"
            + " \"people\"",
        "(with people as (select 1 as i) select i from people) union select id from people ~ (with"
            + " people as (select 1 as i) select i from people) union select id from {people} as"
            + " \"people\"",
        "with a as (with people as (select 1) select * from people), b as (select id from people)"
            + " select 1 from a, b ~ with a as (with people as (select 1) select * from people), b"
            + " as (select id from {people} as \"people\") select 1 from a, b",
        "with \"People\" as (select 1) select id from people ~ with \"People\" as (select 1) select"
            + " id from {people} as \"people\"",
      })
  void anItemOfWithHidesARelationExactlyWhereItIsSeen(String statement, String expected) {
    assertThat(planned(MaskingScene.plan(statement, Effect.READ)).text())
        .isEqualTo(MaskingScene.expand(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "select * from v_people ~ INDIRECT_RELATION",
        "table mv ~ INDIRECT_RELATION",
        "select 1 from (select id from public.v_people) x ~ INDIRECT_RELATION",
        "select id from far ~ INDIRECT_RELATION",
        "select last_value from numbers ~ INDIRECT_RELATION",
        "select id from v_calls ~ INDIRECT_RELATION",
        "select 1 from nobody ~ UNKNOWN_RELATION",
        "select most_common_vals from pg_stats ~ UNKNOWN_RELATION",
        "select 1 from pg_catalog.pg_statistic ~ UNKNOWN_RELATION",
        "select 1 from shop.public.people ~ UNKNOWN_RELATION",
        "select 1 from \"People\" ~ UNKNOWN_RELATION",
        "with recursive x as (select 1 from nobody) select 1 ~ UNKNOWN_RELATION",
        "select id from people tablesample system ((select id from people)) ~ UNSUPPORTED_FORM",
        "select id from dept tablesample system ((select id from public.people)) ~"
            + " UNSUPPORTED_FORM",
        "with d as (select 1) select 1 from d tablesample system ((select 1)) ~ UNSUPPORTED_FORM",
        "select id from dept tablesample public.mine (1) ~ NOT_BUILT_IN",
        "select id from people for update ~ UNSUPPORTED_FORM",
        "select id from people p for share of p ~ UNSUPPORTED_FORM",
        "select id into x from people ~ UNSUPPORTED_FORM",
        "with x as (update people set name = '' returning id) table x ~ UNSUPPORTED_FORM",
        "with x as (insert into notes values (1) returning id) table x ~ UNSUPPORTED_FORM",
        "with x as (delete from people returning id) table x ~ UNSUPPORTED_FORM",
        "explain select id from people ~ EXPLAINED",
        "explain analyze select 1 from dept where exists (select from people) ~ EXPLAINED",
        "explain update people set name = '' ~ UNSUPPORTED_FORM",
        "insert into notes select 1 ~ UNSUPPORTED_FORM",
        "select public.leak(1) ~ NOT_BUILT_IN",
        "select schema_to_xml('public', true, false, '') ~ INDIRECT_FUNCTION",
        "select * from pg_catalog.ts_stat('select 1') ~ INDIRECT_FUNCTION",
        "select max(pg_relation_size(1)) from dept ~ INDIRECT_FUNCTION",
        "select 1 from public.all_people() ~ NOT_BUILT_IN",
        "select ('select 1').ts_stat from dept ~ INDIRECT_FUNCTION",
        "select (p.name).pg_column_size from people p ~ INDIRECT_FUNCTION",
        "select 1 operator(public.+) 2 ~ NOT_BUILT_IN",
        "select '1'::public.mine ~ NOT_BUILT_IN",
        "select 1; select ssn from people ~ UNSUPPORTED_FORM",
        "copy people to stdout ~ UNSUPPORTED_FORM",
        "select 'x ~ UNSUPPORTED_FORM",
        "declare c cursor for select ssn from people ~ UNSUPPORTED_FORM",
        "select ctid from people ~ SYSTEM_COLUMN",
        "select d.xmin from dept d ~ SYSTEM_COLUMN",
        "select id from dept order by ctid ~ SYSTEM_COLUMN",
        "select (d).tableoid from dept d ~ SYSTEM_COLUMN",
        "select id from sorted tablesample system (50) ~ STORAGE",
        "select id from people p tablesample system (50) repeatable (1) ~ STORAGE",
        "select id from people tablesample bernoulli (100) ~ STORAGE",
        "select count(*) from leaf ~ STORAGE",
        "select 1 from v_odd ~ INDIRECT_RELATION",
        "select 1 from v_strange ~ INDIRECT_RELATION",
        "select 1 from v_loop ~ INDIRECT_RELATION",
      })
  void whatCannotBeFollowedIsNotRead(String statement, MaskRefusal cause) {
    assertRefused(MaskingScene.plan(statement, Effect.READ), cause);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into people (id, ssn) values (1, 'x')",
        "insert into people values (1, 'a', 'b', 'c', 2) returning id",
        "update people set ssn = $1, name = upper(name) where id = 2 returning id, name",
        "update only people p set (ssn, email) = ('x', default) where p.id = 2",
        "delete from people p using dept d where p.dept_id = d.id",
        "insert into notes (id, body) select id, name from people",
        "update notes set body = c.ssn from contact c",
        "with x as (select * from notes) insert into notes select * from x returning *",
        "insert into notes values (1) on conflict (id) do update set body = excluded.body",
        "merge into notes n using dept d on n.id = d.id when matched then delete",
        "select id from dept for update",
      })
  void aWriteThatReadsNoMaskedColumnRunsAsItStands(String statement) {
    MaskingPlan plan = planned(MaskingScene.plan(statement, Effect.WRITE));

    assertThat(plan.text()).isEqualTo(statement);
    assertThat(positions(plan)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "insert into notes (body) select identifier from v_people ~ INDIRECT_RELATION",
        "insert into notes (body) select who from v_names ~ INDIRECT_RELATION",
        "delete from notes using v_calls ~ INDIRECT_RELATION",
        "insert into notes (body) select histogram_bounds::text from pg_stats ~ UNKNOWN_RELATION",
      })
  void aWriteReadsMaskedColumnsUnderNoOtherName(String statement, MaskRefusal cause) {
    assertRefused(MaskingScene.plan(statement, Effect.WRITE), cause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"create table x as select 1", "do $$ begin end $$", "select 1; select 2"})
  void theAnswerOfWhatIsNotFollowedIsWithheldWhole(String statement) {
    MaskingPlan plan = planned(MaskingScene.plan(statement, Effect.UNKNOWN));

    assertThat(plan.text()).isEqualTo(statement);
    assertThat(positions(plan)).isEqualTo("everything");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "select upper(ssn), p from people p where ssn > '' ~ select upper(ssn), p from"
            + " \"public\".\"people\" p where ssn > ''",
        "select * from v_people natural join v_calls ~ select * from \"public\".\"v_people\" natural"
            + " join \"public\".\"v_calls\"",
        "explain select ssn from people ~ explain select ssn from \"public\".\"people\"",
      })
  void whoMaySeeEverythingReadsTheTablesThemselvesByFullName(String statement, String expected) {
    MaskingPlan plan = planned(MaskingScene.planWithoutMask(statement, Effect.READ));

    assertThat(plan.text()).isEqualTo(expected);
    assertThat(positions(plan)).isEmpty();
  }

  /** Labels of what a text does not name are not known, so these are refused beside none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select pg_relation_size('public.people')",
        "select pg_size_pretty(pg_catalog.pg_database_size('x'))",
        "select query from pg_stat_get_activity(null)",
        "explain analyze select pg_table_size(1)",
        "select pg_current_wal_lsn()",
        "select ('public.people'::regclass).pg_relation_size",
        "select r.pg_relation_size from unnest(array[1]) r",
      })
  void whatTellsOfStorageOrOthersIsRefusedWithoutAMaskToo(String statement) {
    assertRefused(
        MaskingScene.planWithoutMask(statement, Effect.READ), MaskRefusal.INDIRECT_FUNCTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v_system", "mv_system"})
  void aCatalogueOfTheTargetIsNotReadThroughARelation(String name) {
    assertRefused(
        MaskingScene.planWithoutMask("select * from " + name, Effect.READ),
        MaskRefusal.INDIRECT_RELATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select pg_size_pretty(1::bigint), pg_size_bytes('1 kB'), pg_column_size(1)",
        "select current_setting('server_version'), pg_backend_pid()",
        "select x.has_orders, x.lo_price, (x.y).has_more from (select 1) x",
      })
  void whatTellsNothingOfValuesIsReadWithoutAMask(String statement) {
    assertThat(planned(MaskingScene.planWithoutMask(statement, Effect.READ)).text())
        .isEqualTo(statement);
  }

  @Test
  void aPlanPrintsNoText() {
    MaskingPlan plan = planned(MaskingScene.plan("select 'secret'", Effect.READ));

    assertThat(plan.toString()).doesNotContain("secret");
  }
}
