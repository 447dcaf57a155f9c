package dev.countersign.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.classify.Effect;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every channel by which a write could use the true values of masked columns. */
class WriteExposuresTest {

  private static MaskingPlan planned(String statement, Effect effect) {
    MaskVerdict verdict = MaskingScene.plan(statement, effect);
    assertThat(verdict).as(statement).isInstanceOf(MaskVerdict.Planned.class);
    return ((MaskVerdict.Planned) verdict).plan();
  }

  private static String exposures(MaskingPlan plan) {
    return plan.exposures().stream()
        .map(exposure -> exposure.column().name() + " " + exposure.place().word())
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "update people set name = ssn ~ ssn value",
        "update people set name = 'x' where ssn = '4111' ~ ssn condition",
        "update people set name = 'x' where people.ssn = '4111' ~ ssn condition",
        "update people set name = 'x' where public.people.ssn = '4111' ~ ssn condition",
        "update people set name = 'x' returning ssn ~ ssn returning",
        "update people set name = 'x' returning id, 1 / length(email) ~ email returning",
        "update people set name = 'x' returning * ~ email returning, ssn returning",
        "update people set name = 'x' returning people.* ~ email returning, ssn returning",
        "update people set name = 'x' returning people ~ email returning, ssn returning",
        "update people p set name = 'x' returning p ~ email returning, ssn returning",
        "update people set name = 'x' returning old ~ email returning, ssn returning",
        "update people set name = 'x' returning new.ssn ~ ssn returning",
        "update people set name = ssn returning name ~ ssn value",
        "update people p set name = p.f_of ~ email value, ssn value",
        "update people p set name = (p).ssn ~ email value, ssn value",
        "update people set (name) = (select email) ~ email value",
        "update people set name = case when ssn like '1%' then 'a' end ~ ssn value",
        "update people set name = 'x' from contact c where c.ssn = people.ssn ~ ssn condition",
        "update notes set body = (select email from people limit 1) ~ email value",
        "update notes set body = (select name from people where ssn > '5' limit 1) ~ ssn condition,"
            + " ssn value",
        "update notes set body = p.email from people p where p.id = notes.id ~ email value",
        "update notes set body = 'x' where exists (select 1 from people where ssn > '5') ~ ssn condition",
        "update notes set body = 'x' where id in (select id from people order by email limit 1) ~"
            + " email condition",
        "update notes set body = q.e from (select email as e from people) q ~ email source",
        "update notes set body = 'x' from people p join contact c on c.ssn = p.ssn ~ ssn condition,"
            + " ssn source",
        "delete from cards where pan like '4111%' ~ pan condition",
        "delete from cards where id = 1 returning reverse(pan) ~ pan returning",
        "delete from cards where id = 1 returning last4 ~ pan returning",
        "delete from notes using people p where p.ssn > notes.body ~ ssn condition",
        "delete from contact using people natural join dept ~ email condition, email source, ssn"
            + " condition, ssn source",
        "delete from contact using people join contact c using (ssn) ~ ssn condition, ssn source",
        "delete from notes where body = any (array(select email from people)) ~ email condition",
        "insert into notes (body) select ssn from people ~ ssn value",
        "insert into notes (id) select id from people where ssn like '1%' ~ ssn condition, ssn value",
        "insert into notes (body) select p::text from people p ~ email value, ssn value",
        "insert into notes (body) select row_to_json(people)::text from people ~ email value, ssn"
            + " value",
        "insert into notes (body) select q.c from people as q(a, b, c, d, e) ~ email source, email value,"
            + " ssn source, ssn value",
        "insert into notes (body) select j.c from (people cross join dept) as j(a, b, c, d, e) ~ email"
            + " condition, email source, email value, ssn condition, ssn source, ssn value",
        "insert into notes (body) select j::text from (people cross join dept) j ~ email condition,"
            + " email source, email value, ssn condition, ssn source, ssn value",
        "insert into notes (body) select people.f_of from people ~ email value, ssn value",
        "insert into notes (body) select * from people ~ email value, ssn value",
        "insert into notes (body) table people ~ email value, ssn value",
        "insert into notes (body) values ((select email from people)) ~ email value",
        "insert into notes select id from people tablesample system ((select ssn from people)) ~ email"
            + " source, email value, ssn source, ssn value",
        "insert into notes (body) select ssn from kid ~ ssn value",
        "insert into people (id) values (1) on conflict (ssn) do nothing ~ ssn conflict",
        "insert into people (id) values (1) on conflict (lower(ssn)) do nothing ~ ssn conflict",
        "insert into people (id) values (1) on conflict do nothing ~ email conflict, ssn conflict",
        "insert into people (id) values (1) on conflict on constraint people_ssn_key do nothing ~"
            + " email conflict, ssn conflict",
        "insert into people (id) values (1) on conflict (id) where ssn > '5' do nothing ~ ssn condition",
        "insert into people (id) values (1) on conflict (id) do update set name = 'x' where people.ssn"
            + " like '1%' ~ ssn condition",
        "insert into people (id) values (1) on conflict (id) do update set name = people.email ~ email"
            + " value",
        "insert into people (id) values (1) on conflict (id) do update set name = (select excluded.ssn"
            + " from people excluded) ~ ssn value",
        "insert into people (id) select id from people order by ssn on conflict (id) do update set name"
            + " = excluded.ssn ~ ssn condition, ssn value",
        "insert into people as excluded (id) values (1) on conflict (id) do update set name ="
            + " excluded.ssn ~ ssn value",
        "with w as (select ssn from people) insert into notes (body) select * from w ~ email value,"
            + " ssn source, ssn value",
        "with w as (select ssn as s from people) update notes set body = s from w returning body ~"
            + " ssn source",
        "with w as (update people set name = ssn returning id) delete from notes ~ ssn value",
        "with w as (delete from people where ssn > '5' returning id) update notes set body = 'x' where"
            + " id in (select id from w) ~ ssn condition",
        "with w as (update people set name = 'x' returning email) delete from notes using w ~ email"
            + " source",
        "merge into notes n using people p on n.id = p.id when matched then delete ~ email condition,"
            + " email value, ssn condition, ssn value",
        "merge into people p using notes n on n.id = p.id when matched then update set name = 'x'"
            + " returning 1 ~ email condition, email returning, email value, ssn condition, ssn"
            + " returning, ssn value",
        "update people p set name = 'x' from (people cross join dept) j where j.ssn > '' ~ email"
            + " condition, email source, ssn condition, ssn source",
        "update people set name = 'x' where ctid = '(0,1)' ~ email condition, ssn condition",
        "update people set name = tableoid::text ~ email value, ssn value",
        "delete from people where id = 1 returning people.xmin ~ email returning, ssn returning",
        "update notes set body = 'x' from people tablesample bernoulli (50) where people.id = notes.id ~"
            + " email source, ssn source",
        "insert into notes select id, ssn from people order by 2 limit 1 ~ ssn condition, ssn value",
        "insert into notes select 1, ssn as s from people group by s ~ ssn condition, ssn value",
        "insert into notes select distinct 1, ssn from people ~ ssn condition, ssn value",
        "insert into notes select 1, ssn from people union select 1, body from notes ~ ssn condition,"
            + " ssn value",
        "insert into notes select id from people group by id having max(email) > 'x' ~ email condition,"
            + " email value",
        "insert into notes select q.id from (select id, ssn as s from people) q where q.s > '5' ~ ssn"
            + " source, ssn value",
        "insert into notes with w as (select id, ssn as s from people) select id from w where s > '5' ~"
            + " ssn source, ssn value",
        "insert into notes select max(id), max(ssn) over () from people ~ ssn value",
        "delete from notes where id in (select id from people group by id, email) ~ email condition",
      })
  void aWriteThatUsesAMaskedColumnSaysWhichAndWhere(String statement, String expected) {
    MaskingPlan plan = planned(statement, Effect.WRITE);

    assertThat(exposures(plan).split(", ")).containsExactlyInAnyOrder(expected.split(", "));
    assertThat(plan.text()).isEqualTo(statement);
    assertThat(plan.outputs()).as("the answer").isEqualTo(new OutputMask.Everything());
  }

  /** What it calls may be anything, so the policy of what is unknown decides about it too. */
  @ParameterizedTest
  @ValueSource(strings = {"update people set name = f(ssn)", "delete from people where f(ssn)"})
  void aChangeThatAlsoDoesWhatIsNotKnownSaysItToo(String statement) {
    assertThat(exposures(planned(statement, Effect.UNKNOWN))).contains("ssn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into people (id, ssn) values (1, 'x') on conflict (id) do update set name = 'y'",
        "insert into people (id, ssn) values (1, 'x') on conflict (id) do update set ssn = excluded.ssn,"
            + " name = excluded::text",
        "insert into people values (1, 'a', 'b') on conflict (id) do update set (ssn, email) = row"
            + " (excluded.*)",
        "with w as (select id from people) update notes set body = 'x' from w where w.id = notes.id",
        "with d as (delete from people where id = 1 returning id) insert into notes select id from d",
      })
  void whatSetsMaskedColumnsOrPassesThemByExposesNothing(String statement) {
    MaskingPlan plan = planned(statement, Effect.WRITE);

    assertThat(plan.exposures()).isEmpty();
    assertThat(plan.outputs()).isInstanceOf(OutputMask.Positions.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "with w as (update people set name = ssn returning id) select id from w ~ WRITE",
        "with w as (update people set name = f(ssn) returning id) select id from w ~ UNKNOWN",
        "select id from people where ssn like '1%' for update ~ WRITE",
        "explain analyze update people set name = 'x' ~ WRITE",
        "explain analyze update people set name = f(ssn) ~ UNKNOWN",
        "do $$ begin perform 1; end $$ ~ WRITE",
      })
  void whatIsNotOneChangeIsRefused(String statement, Effect effect) {
    assertThat(MaskingScene.plan(statement, effect))
        .isInstanceOfSatisfying(
            MaskVerdict.Refused.class,
            refused -> assertThat(refused.cause()).isEqualTo(MaskRefusal.COLUMN_IN_WRITE));
  }

  /** What a read may not look at, no write may copy, whatever is masked for its requester. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "insert into notes select 1, most_common_vals::text from pg_stats ~ UNKNOWN_RELATION",
        "update notes set body = (select max(query) from pg_stat_activity) ~ UNKNOWN_RELATION",
        "delete from notes using information_schema.columns c where c.column_name = body ~"
            + " UNKNOWN_RELATION",
        "merge into notes using pg_catalog.pg_statistic on true when matched then delete ~"
            + " UNKNOWN_RELATION",
        "insert into notes select 1, a from v_system ~ INDIRECT_RELATION",
        "insert into notes select id, 'x' from far ~ INDIRECT_RELATION",
        "update notes set body = pg_relation_size('people')::text ~ INDIRECT_FUNCTION",
        "delete from notes where pg_stat_get_live_tuples(16384) > 5 ~ INDIRECT_FUNCTION",
        "insert into notes values (1, ('people'::regclass).pg_relation_size::text) ~"
            + " INDIRECT_FUNCTION",
        "delete from notes returning ('people'::regclass).pg_table_size ~ INDIRECT_FUNCTION",
        "with w as (select pg_relation_size('people') s) update notes set body = s from w ~"
            + " INDIRECT_FUNCTION",
      })
  void whatAReadIsRefusedForIsNoWriteEither(String statement, MaskRefusal cause) {
    for (Effect effect : List.of(Effect.WRITE, Effect.UNKNOWN)) {
      assertThat(MaskingScene.planWithoutMask(statement, effect))
          .isInstanceOfSatisfying(
              MaskVerdict.Refused.class, refused -> assertThat(refused.cause()).isEqualTo(cause));
    }
  }

  @Test
  void aSequenceIsTakenFromBesideMaskedColumns() {
    MaskingPlan plan =
        planned(
            "insert into people (id, ssn) values (nextval('public.numbers'), 'x')", Effect.WRITE);

    assertThat(plan.exposures()).isEmpty();
  }
}
