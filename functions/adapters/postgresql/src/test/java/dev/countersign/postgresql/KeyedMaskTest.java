package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Label;
import dev.countersign.bundle.Mask;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.clearance.Examination;
import dev.countersign.execute.Credentials;
import dev.countersign.execute.MaskKey;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.execute.Secrets;
import dev.countersign.execute.TargetFault;
import dev.countersign.mask.MaskRefusal;
import dev.countersign.mask.MaskedUse;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.BindValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A mask that discloses equality shows which values are equal and nothing else, and its key is in
 * no text.
 */
final class KeyedMaskTest {

  private static final String KEY =
      "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";
  private static final String OTHER_KEY = KEY.replace('0', '9');

  /** The second database holds other values, of which the same ones are equal. */
  private static final String SCRIPT =
      """
      create table customers (id int primary key, email text, num integer, ref uuid, born date);
      create table orders (id int primary key, email varchar(80), num bigint, code char(20));
      create table leads (id int primary key, email text);
      create table days (id int primary key);
      insert into days values (2026);
      create view v_customers as select id, lower(email) as email from customers;
      insert into customers values
        (1, '%1$s', %3$d, '%4$s', '2000-01-01'), (2, '%2$s', -7, null, null),
        (3, '%1$s', %3$d, '%4$s', null), (4, null, null, null, null);
      insert into orders values
        (10, '%1$s', %3$d, '%1$s'), (11, '%1$s', -7, 'x'), (12, 'n%2$s', 0, null), (13, null, null, null);
      insert into leads values (20, '%1$s'), (21, '%2$s');
      """;

  private static final ExaminedStatements READS =
      ExaminedStatements.of(
          "public",
          Map.of(
              "customers.*", new Label("who", Mask.DISCLOSES_EQUALITY),
              "orders.*", new Label("who", Mask.DISCLOSES_EQUALITY),
              "leads.email", new Label("it's a \\ lead", Mask.DISCLOSES_EQUALITY),
              "*.id", new Label("none", Mask.DISCLOSES_THOUSANDS)));

  private static TestDatabase one;
  private static TestDatabase other;
  private static PostgresqlTarget target;
  private static Catalogue catalogue;

  @BeforeAll
  static void open() throws SQLException {
    one =
        TestPostgresql.fresh(
            "keeper",
            SCRIPT.formatted(
                "ada@example.com", "ben@example.com", 42, "11111111-2222-3333-4444-555555555555"));
    other =
        TestPostgresql.fresh(
            "keeper",
            SCRIPT.formatted("zoe@x.example", "yan", 7, "99999999-2222-3333-4444-555555555555"));
    target = target(one, KEY);
    catalogue = target.survey();
  }

  @AfterAll
  static void close() throws SQLException {
    target.close();
    one.close();
    other.close();
  }

  private static PostgresqlTarget target(TestDatabase database, String key) {
    Secrets secrets = role -> new Credentials(role, "not asked for", MaskKey.of(key));
    return new PostgresqlTarget(
        database.connection("keeper", "keeper", TestDatabase.LIMITS), secrets, Optional.empty());
  }

  private static MaskingPlan planned(String statement, String... parameters) {
    return READS.examine(statement, values(parameters), catalogue).plan().orElseThrow();
  }

  private static List<BindValue> values(String... values) {
    return List.of(values).stream().map(value -> new BindValue(Optional.of(value))).toList();
  }

  private static RawOutcome run(PostgresqlTarget target, MaskingPlan plan, String... parameters) {
    return target.run(
        new Run(
            plan.text(),
            values(parameters),
            Run.Mode.READ_ONLY,
            List.of(),
            TestDatabase.LIMITS,
            plan.keyed()),
        () -> false,
        answer -> true);
  }

  private static String rows(RawOutcome outcome) {
    assertThat(outcome).isInstanceOf(RawOutcome.Answered.class);
    return ((RawOutcome.Answered) outcome)
        .answer().rows().stream()
            .map(row -> row.stream().map(v -> v.orElse("null")).collect(Collectors.joining(" ")))
            .collect(Collectors.joining("; "));
  }

  private static String answer(String statement, String... parameters) {
    MaskingPlan plan = planned(statement, parameters);
    assertThat(plan.keyed()).isTrue();
    return rows(run(target, plan, parameters));
  }

  private static String hash(String key, String kind, String value)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), "HmacSHA256"));
    byte[] text = (kind + "\0" + value).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(mac.doFinal(text));
  }

  @Test
  void itIsHmacSha256OfTheKindAndTheText() throws GeneralSecurityException {
    assertThat(answer("select email, num, ref from customers where id is not null limit 1"))
        .isEqualTo(
            String.join(
                " ",
                hash(KEY, "who", "ada@example.com"),
                hash(KEY, "who", "42"),
                hash(KEY, "who", "11111111-2222-3333-4444-555555555555")));
    assertThat(answer("select max(email) filter (where email like '%') from leads"))
        .isIn(
            hash(KEY, "it's a \\ lead", "ada@example.com"),
            hash(KEY, "it's a \\ lead", "ben@example.com"));
  }

  @Test
  void anotherKeyGivesOtherMasks() throws GeneralSecurityException {
    MaskingPlan plan = planned("select email from customers limit 1");
    try (PostgresqlTarget rekeyed = target(one, OTHER_KEY)) {
      assertThat(rows(run(rekeyed, plan))).isEqualTo(hash(OTHER_KEY, "who", "ada@example.com"));
    }
  }

  @Test
  void aNewKeyHoldsTenMinutesLaterAlsoWhereNothingWasAskedMeanwhile()
      throws GeneralSecurityException {
    AtomicReference<String> key = new AtomicReference<>(KEY);
    AtomicLong now = new AtomicLong(Long.MAX_VALUE);
    MaskingPlan plan = planned("select email from customers limit 1");
    try (PostgresqlTarget kept =
        new PostgresqlTarget(
            one.connection("keeper", "keeper", TestDatabase.LIMITS),
            role -> new Credentials(role, "not asked for", MaskKey.of(key.get())),
            Optional.empty(),
            now::get)) {
      assertThat(rows(run(kept, plan))).isEqualTo(hash(KEY, "who", "ada@example.com"));
      key.set(OTHER_KEY);
      now.addAndGet(Duration.ofMinutes(10).toNanos());
      assertThat(rows(run(kept, plan))).isEqualTo(hash(KEY, "who", "ada@example.com"));
      now.incrementAndGet();
      assertThat(rows(run(kept, plan))).isEqualTo(hash(OTHER_KEY, "who", "ada@example.com"));
    }
  }

  /** Asked of the two databases, and of the first one without a mask. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*) from customers c join orders o on o.email = c.email",
        "select count(*) from customers c join orders o using (email)",
        "select count(*) from customers c join orders o on o.num = c.num",
        "select count(*) from customers c join orders o on o.code = c.email",
        "select count(*) from customers a join customers b on a.ref = b.ref",
        "select count(*) from customers c left join orders o on o.email = c.email where o.email is"
            + " null",
        "select count(*) from customers where email in (select email from orders)",
        "select count(*) from customers c where not exists (select from orders o where o.email ="
            + " c.email)",
        "select count(distinct email), count(email), count(*) from customers",
        "select count(*) from (select email from customers union select email from orders) u",
        "select count(*) as n from customers group by email order by n",
        "select count(*) from (select email from customers intersect select email from orders) u",
        "select count(*) over (partition by email) as n from customers order by n",
        "select email is null from customers order by 1",
      })
  void joinsAndGroupsComeOutAsOverTheValues(String statement) throws SQLException {
    MaskingPlan plan = planned(statement);
    String masked = rows(run(target, plan));
    try (PostgresqlTarget second = target(other, KEY)) {
      assertThat(rows(run(second, plan))).isEqualTo(masked);
    }
    RawOutcome plain =
        target.run(
            new Run(
                statement, List.of(), Run.Mode.READ_ONLY, List.of("public"), TestDatabase.LIMITS),
            () -> false,
            answer -> true);
    assertThat(masked).isEqualTo(rows(plain));
  }

  @Test
  void theAnswerSaysThatMasksWereCompared() {
    assertThat(planned("select c.email from customers c join orders o on o.email = c.email").uses())
        .containsExactly(MaskedUse.JOIN);
  }

  @Test
  void valuesOfTwoKindsOrInTwoFormsAreNotComparable() {
    assertThat(answer("select count(*) from customers c join leads l on l.email = c.email"))
        .isEqualTo("0");
    assertThat(answer("select count(*) from v_customers v join orders o using (email)"))
        .as("what a view computes of a value is computed of its mask")
        .isEqualTo("4");
  }

  @Test
  void aTypeWithoutOneTextFormIsRedacted() {
    MaskingPlan plan = planned("select born from customers where id is not null limit 1");
    assertThat(plan.text()).contains("cast(null as date) as \"born\"");
    assertThat(rows(run(target, plan))).isEqualTo("null");
  }

  @Test
  void theClientsParametersKeepTheirNumbers() throws GeneralSecurityException {
    assertThat(answer("select email, $2 from customers where $1 = 'x' limit 1", "x", "y"))
        .isEqualTo(hash(KEY, "who", "ada@example.com") + " y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "0 ~ select email, $1 from customers",
        "0 ~ select email, encode($1, 'hex') from customers",
        "0 ~ select $2::text from customers where email = ''",
        "2 ~ select email, $1, $2, $3 from customers",
        "2 ~ select email, $1, $2, encode(cast($4 as bytea), 'escape') from customers",
        "2 ~ select email, $1, $2, $0003 from customers",
        "1 ~ select email from customers limit $2",
        "1 ~ select email, $1 from customers where exists (select $3::bytea)",
        "1 ~ with x as (select $2::bytea as k) select email, k, $1 from customers, x",
        "1 ~ select email, (values ($3)) from customers order by $1",
        "0 ~ select email from customers, json_to_record($1) as r(a text)",
        "0 ~ select email/**/,$1/*'*/::text/*'*/from customers",
        "0 ~ select email, U&'\\0024' || $1 from customers",
        "0 ~ select email, $$a$$ || $1 from customers",
      })
  void aParameterThatWasNotSentNeverMeansTheKey(int sent, String statement) {
    String[] parameters = new String[sent];
    Arrays.fill(parameters, "1");
    Examination examination = READS.examine(statement, values(parameters), catalogue);

    assertThat(examination.plan()).isEmpty();
    assertThat(examination.unmaskable().orElseThrow().cause())
        .isEqualTo(MaskRefusal.UNSUPPORTED_FORM);
  }

  @Test
  void aDollarInATextIsNoParameter() {
    assertThat(answer("select '$1' || $$ $2 $$, count(email) from customers")).contains("$1 $2  3");
  }

  @Test
  void withoutAKeyNothingIsSent() throws SQLException {
    try (PostgresqlTarget keyless = one.target("keeper", "keeper", TestDatabase.LIMITS)) {
      assertThat(run(keyless, planned("select email from customers")))
          .isEqualTo(
              new RawOutcome.Refused(new TargetFault(TargetFault.Kind.NO_MASK_KEY, "08001")));
      MaskingPlan plan = planned("select id from days");
      assertThat(plan.keyed()).isFalse();
      assertThat(rows(run(keyless, plan))).isEqualTo("2000");
    }
  }

  @Test
  void theKeyIsInNoTextThatTheTargetShows() {
    List<String> blocks =
        MaskKey.of(KEY).orElseThrow().parameters().stream()
            .map(block -> block.text().orElseThrow().substring(2))
            .toList();
    assertThat(planned("select email from customers").text())
        .doesNotContain(KEY, blocks.get(0), blocks.get(1));

    String shown =
        """
        select a.query || coalesce((select string_agg(statement, '') from pg_prepared_statements), '')
          || coalesce((select string_agg(statement, '') from pg_cursors), ''),
          length(cast($1 as bytea) || cast($2 as bytea))
        from pg_stat_activity a where a.pid = pg_backend_pid()\
        """;
    RawOutcome outcome =
        target.run(
            new Run(shown, List.of(), Run.Mode.READ_ONLY, List.of(), TestDatabase.LIMITS, true),
            () -> false,
            answer -> true);
    assertThat(rows(outcome)).endsWith(" 128").contains("$2").doesNotContain(KEY);
    blocks.forEach(block -> assertThat(rows(outcome)).doesNotContain(block));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0011", "not hexadecimal"})
  void aShortKeyIsNone(String text) {
    assertThat(MaskKey.of(text)).isEmpty();
    assertThat(MaskKey.of(KEY + KEY)).isPresent();
    assertThat(MaskKey.of(KEY + KEY + "00")).isEmpty();
    assertThat(MaskKey.of(KEY).orElseThrow().toString()).doesNotContain("00");
  }
}
