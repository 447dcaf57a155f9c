package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.PlainType;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A read finds built-in operators only: where a type has its own, it is no read that uses them. */
final class OwnOperatorsTest {

  private static final Catalogue CATALOGUE =
      catalogue(
          relation(
              "users",
              column("id", "integer"),
              column("email", "public.citext"),
              column("other", "\"my \"\"x\"\"\".\"Odd.Type\"(3)[]"),
              column("mood", "public.mood"),
              column("moods", "public.mood[]"),
              column("name", "character varying(40)"),
              column("made", "timestamp(3) without time zone")),
          relation("visits", column("visitor", "text"), column("email", "text")),
          relation("lists", column("mails", "public.citext[]")),
          relation("pages", column("page", "integer"), column("title", "text")));

  private static Column column(String name, String type) {
    return new Column(name, type, true, false);
  }

  private static Relation relation(String name, Column... columns) {
    return new Relation(
        new RelationName("public", name),
        RelationKind.TABLE,
        List.of(columns),
        List.of(),
        new TreeSet<>(),
        false,
        "");
  }

  private static Catalogue catalogue(Relation... relations) {
    SortedMap<RelationName, Relation> byName = new TreeMap<>();
    for (Relation relation : relations) {
      byName.put(relation.name(), relation);
    }
    return new Catalogue(
        List.of("public"),
        byName,
        new TreeSet<>(List.of("citext", "mood", "Odd.Type")),
        new TreeSet<>(List.of("max", "substring", "split_part", "lower")),
        new TreeSet<>(List.of("max", "substring", "split_part")),
        new TreeSet<>(),
        new TreeSet<>(List.of(new PlainType("public", "mood"))),
        new TreeSet<>());
  }

  private static Classification classify(String text) {
    return new Classifier().classify(text, CATALOGUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id from users where email = 'a'",
        "select id from users where 'a' = email",
        "select id from users u where u.email <> $1",
        "select id from users where email in ('a', 'b')",
        "select id from users where (email, id) = ('a', 1)",
        "select id from users where email like 'a%' or id = 3",
        "select id from users where email between 'a' and 'b'",
        "select id from users where email is distinct from 'a'",
        "select id from users where email is  not null and email = 'a'",
        "select id from users where 'a' = email is null",
        "select id from users where name like email is null",
        "select id from users where not name || email is not null",
        "select id from users where name between 'a' and email is null",
        "select id from users where id = 1 and email = any ($1)",
        "select email = 'a' from users",
        "select email || 'a' from users",
        "select case email when 'a' then 1 end from users",
        "select nullif(email, 'a') from users",
        "select id from users where other = '{}'",
        "select id from users join visits using (email)",
        "select 1 from users natural join visits",
        "select 1 from users u join visits v on u.email = v.visitor",
        "select 1 from (select email as e from users) x where e = 'a'",
        "select 1 from (select email e from users) x, (select 1 f) y where x.e = 'a'",
        "with w(e) as (select email from users) select 1 from w where e = 'a'",
        "with w as (select email as e from users), v as (select e as f from w)"
            + " select 1 from v where f = 'a'",
        "select 1 from users as u(a, b) where b = 'a'",
        "select 1 from users where (select email from users limit 1) = 'a'",
        "select 1 from pages where title in (select email from users)",
        "select 1 from pages where title in (select id::text from users union select email from users)",
        "select 1 from (select 'x' as e union select email from users) x where e = 'a'",
        "select 1 from (select 'x' as e union (select email as f from users)) x where e = 'a'",
        "select 1 from (select 1 as e, '', '', '', '', '', now() union select * from users) x"
            + " where e = 1",
        "select 1 from users u, unnest(array[u.email]) e where e = 'a'",
        "select 1 from pages where title = any (array(select email from users))",
        "select 1 from pages where title = (select max from (select array_agg(email) as max from users) x)",
        "select 1 from (select array_agg(email) as all_of from users) x where all_of @> '{a}'",
        "select 1 from (select coalesce(email, '') from users) x where \"coalesce\" = 'a'",
        "select coalesce(email, '') = 'a' from users",
        "select lag(email) over (order by id) = 'a' from users",
        "select id from users order by email using <",
        "select mode() within group (order by email) = 'a' from users",
        "select 1 from (select mode() within group (order by email) as m from users) x"
            + " where m = 'a'",
        "select 1 from users u where (u).email = 'a'",
        "select sum(id) filter (where email = 'a') from users",
        "select id from users group by id, email having email > 'a'",
        "explain select id from users where email = 'a'",
        "select max(email) from users",
        "select max(upper(coalesce(email, ''))) from users",
        "select substring(email from 'a') from users",
        "select e from (select email as e from users) x where split_part(e, '@', 1) is null",
      })
  void whatMayUseAnOperatorOfAnotherTypeIsNoRead(String text) {
    Classification found = classify(text);

    assertThat(found.effect()).isEqualTo(Effect.UNKNOWN);
    assertThat(found.signals()).contains(Signal.NOT_ON_ALLOW_LIST);
    assertThat(found.reason()).startsWith("it may use an operator or a function of ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from users",
        "select id, email, other from users where id = 1",
        "select u.email as e from users u where u.id = 1 order by u.email desc, e",
        "select distinct email from users",
        "select email, count(*), count(email) from users group by email having count(*) > 1",
        "select id from users where email is null",
        "select id from users where not email is null",
        "select id from users join pages on email is not null",
        "select id from users where email is null or id = 3",
        "select id from users where id = 3 AND NOT email IS NULL and not email is not null",
        "select id from users where email IS NOT NULL and name = 'x'",
        "select id from users where email::text = 'a' and length(email) = 3",
        "select id from users where mood = 'ok' and moods @> '{ok}' and made > now()",
        "select * from (select * from users) u where u.id = 5",
        "select e from (select email as e from users where id = 5) x",
        "select array_agg(email), coalesce(email, '') from users group by 2",
        "select row_number() over (partition by email order by id) from users",
        "select 1 from users u join visits v on u.name = v.visitor",
        "select 1 from visits where email = 'a'",
        "select 1 from pages natural join visits where title = 'a'",
        "select exists (select 1 from users where id = 1) and true",
        "select 1 from users u, generate_series(1, u.id) n where n > 1",
        "select 1 from (select name from users union select title from pages) x where name = 'a'",
        "select max(id), max(email::text) from users",
        "select substring(name from 'a'), split_part(name, '@', 1) from users",
        "select max(page) from pages",
        "select 1 from pages where exists (select email from users where id = page)",
        "select (select count(*) from (select email from users) x)",
      })
  void whatUsesNoneIsStillARead(String text) {
    Classification found = classify(text);

    assertThat(found.effect()).as(found.reason()).isEqualTo(Effect.READ);
  }

  @Test
  void aWriteStaysAWriteSinceItRunsWithTheSearchPathOfTheConnection() {
    assertThat(classify("update users set name = 'x' where email = 'a'").effect())
        .isEqualTo(Effect.WRITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update users set name = max(name) where id = 1",
        "insert into pages select max(page) from pages",
        "select public.max(id) from users",
        "select lower(name) from users",
      })
  void elsewhereTheNameOfABuiltInFunctionMayMeanAnother(String text) {
    assertThat(classify(text).effect()).isEqualTo(Effect.UNKNOWN);
  }

  @Test
  void ofAnArrayTheReasonNamesTheTypeThatItIsOf() {
    assertThat(classify("select 1 from lists where mails[1] = 'a'").reason())
        .isEqualTo(
            "it may use an operator or a function of `mails`, whose type `public.citext` is not"
                + " built in");
  }

  @Test
  void theReasonNamesTheColumnAndItsType() {
    assertThat(classify("select id from users where email = 'secret'").reason())
        .isEqualTo(
            "it may use an operator or a function of `email`, whose type `public.citext` is not built in");
  }
}
