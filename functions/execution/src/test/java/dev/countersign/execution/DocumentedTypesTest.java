package dev.countersign.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.detect.ValueNet;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault;
import dev.countersign.mask.Masker;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.mask.OutputMask;
import dev.countersign.operation.BindValue;
import dev.countersign.operation.OperationId;
import dev.countersign.postgresql.PostgresqlTarget;
import dev.countersign.postgresql.TestDatabase;
import dev.countersign.postgresql.TestPostgresql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of docs/TYPES.md, line by line, on a real server: a value leaves as the answer's JSON
 * that is stated there, and what left is the same value when it comes back as a parameter.
 */
final class DocumentedTypesTest {

  private static final Pattern LINE =
      Pattern.compile(
          "\\| `(?<type>[^`]+)` \\| `(?<value>[^`]+)` \\| (?<answer>`[^`]*`|``|null) \\|");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OWNER = "types";

  private static TestDatabase database;
  private static PostgresqlTarget target;

  @BeforeAll
  static void open() throws SQLException {
    database =
        TestPostgresql.fresh(
            OWNER,
            """
            CREATE TYPE mood AS ENUM ('sad', 'so so', 'glad');
            CREATE TYPE moodrange AS RANGE (subtype = mood);
            CREATE TYPE address AS (street text, city text, rooms int[]);
            CREATE DOMAIN percentage AS int CHECK (value BETWEEN 0 AND 100);
            """);
    target = database.target(OWNER, OWNER, TestDatabase.LIMITS);
  }

  @AfterAll
  static void close() throws SQLException {
    target.close();
    database.close();
  }

  /** A line of the table. */
  record Documented(String type, String value, Optional<String> answer) {}

  static Stream<Documented> lines() throws IOException {
    Path document = Path.of(System.getProperty("countersign.repository"), "docs", "TYPES.md");
    return Files.readAllLines(document).stream()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(line -> {
          String answer = line.group("answer");
          return new Documented(
              line.group("type"),
              line.group("value"),
              answer.equals("null")
                  ? Optional.empty()
                  : Optional.of(answer.substring(1, answer.length() - 1)));
        });
  }

  @Test
  void theTableHasLines() throws IOException {
    assertThat(lines()).hasSizeGreaterThan(80);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aValueLeavesAsDocumentedAndComesBackEqual(Documented line) throws IOException {
    String value = "(" + line.value() + ")::" + line.type();

    JsonNode document = document("select " + value);
    JsonNode left = document.at("/rows/0/0");

    assertThat(document.at("/columns/0/type").textValue()).isEqualTo(line.type());
    assertThat(text(left)).isEqualTo(line.answer());
    assertThat(document("select $1::" + line.type(), left).at("/rows/0/0")).isEqualTo(left);
    assertThat(
            document(
                    "select ($1::"
                        + line.type()
                        + ")::text is not distinct from ("
                        + value
                        + ")::text",
                    left)
                .at("/rows/0/0")
                .textValue())
        .isEqualTo("t");
    assertThat(equality(line.type(), value, left)).isIn("t", "42883");
  }

  /** Whether the value that came back is equal by the type's own operator, if it has one. */
  private static String equality(String type, String value, JsonNode left) throws IOException {
    String question = "select $1::" + type + " is not distinct from " + value;
    return switch (run(question, left)) {
      case RawOutcome.Answered answered -> document(answered.answer()).at("/rows/0/0").textValue();
      case RawOutcome.Refused refused -> refused.fault().sqlState();
      case RawOutcome.Uncertain uncertain -> "uncertain";
    };
  }

  @Test
  void aDomainComesUnderTheNameOfTheTypeItIsMadeOf() throws IOException {
    JsonNode document = document("select 7::percentage");

    assertThat(document.at("/columns/0/type").textValue()).isEqualTo("integer");
    assertThat(document.at("/rows/0/0").textValue()).isEqualTo("7");
    assertThat(refusal("select $1::percentage", "101")).isEqualTo("23514");
  }

  @Test
  void anAnonymousRecordLeavesButCannotComeBack() throws IOException {
    assertThat(document("select row(1, 'a')").at("/rows/0/0").textValue()).isEqualTo("(1,a)");
    assertThat(refusal("select $1::record", "(1,a)")).isEqualTo("0A000");
  }

  @Test
  void theServersOwnSettingsDoNotChangeTheText() throws SQLException, IOException {
    for (String setting :
        List.of(
            "TimeZone = 'Asia/Tokyo'",
            "DateStyle = 'German, DMY'",
            "IntervalStyle = 'iso_8601'",
            "bytea_output = 'escape'",
            "extra_float_digits = -15",
            "array_nulls = off",
            "xmloption = 'document'")) {
      database.execute("ALTER DATABASE %s SET %s".formatted(database.name(), setting));
    }
    try (PostgresqlTarget fresh = database.target(OWNER, OWNER, TestDatabase.LIMITS)) {
      RawOutcome outcome =
          fresh.run(
              run(
                  """
                  select timestamptz '2026-11-21 12:00+00', date '2026-11-21', interval '1 day',
                    '\\x00'::bytea, 0.1::float8 + 0.2::float8, $1::int[], '<a/><b/>'::xml,
                    current_setting('lc_monetary')\
                  """,
                  List.of(new BindValue(Optional.of("{1,NULL}")))),
              CancelSignal.never());

      assertThat(outcome).isInstanceOf(RawOutcome.Answered.class);
      assertThat(
              ((RawOutcome.Answered) outcome)
                  .answer().rows().getFirst().stream().flatMap(Optional::stream))
          .containsExactly(
              "2026-11-21 12:00:00+00",
              "2026-11-21",
              "1 day",
              "\\x00",
              "0.30000000000000004",
              "{1,NULL}",
              "<a/><b/>",
              "C");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select $1::int | one | 22P02",
        "select $1::smallint | 32768 | 22003",
        "select $1::int[] | {1,2 | 22P02",
        "select $1::int[] | {{1},{2,3}} | 22P02",
        "select $1::timestamptz | 2026-02-30 | 22008",
        "select $1::jsonb | {x} | 22P02",
        "select $1::uuid | zebra | 22P02",
        "select $1::mood | zebra | 22P02",
        "select $1::bytea | \\xzz | 22023",
      })
  void aValueThatDoesNotFitItsPlaceIsAMatterOfParameters(String text, String value, String state) {
    RawOutcome outcome = run(text, JSON.getNodeFactory().textNode(value));

    assertThat(outcome)
        .isEqualTo(new RawOutcome.Refused(new TargetFault(TargetFault.Kind.PARAMETERS, state)));
  }

  private static String refusal(String text, String value) {
    return switch (run(text, JSON.getNodeFactory().textNode(value))) {
      case RawOutcome.Refused refused -> refused.fault().sqlState();
      case RawOutcome.Answered answered -> "answered";
      case RawOutcome.Uncertain uncertain -> "uncertain";
    };
  }

  private static Optional<String> text(JsonNode value) {
    return value.isNull() ? Optional.empty() : Optional.of(value.textValue());
  }

  private static RawOutcome run(String text, JsonNode... parameters) {
    List<BindValue> values =
        Arrays.stream(parameters).map(value -> new BindValue(text(value))).toList();
    return target.run(run(text, values), CancelSignal.never());
  }

  private static Run run(String text, List<BindValue> parameters) {
    return new Run(text, parameters, Run.Mode.READ_ONLY, List.of("public"), TestDatabase.LIMITS);
  }

  private static JsonNode document(String text, JsonNode... parameters) throws IOException {
    return switch (run(text, parameters)) {
      case RawOutcome.Answered answered -> document(answered.answer());
      case RawOutcome.Refused refused -> throw new AssertionError(text + ": " + refused.fault());
      case RawOutcome.Uncertain uncertain -> throw new AssertionError("uncertain");
    };
  }

  /** The answer as its requester reads it. */
  private static JsonNode document(RawAnswer raw) throws IOException {
    MaskingPlan plan =
        new MaskingPlan(
            "",
            new TreeSet<>(),
            new TreeSet<>(),
            new OutputMask.Positions(new TreeSet<>()),
            new TreeSet<>(),
            new TreeSet<>());
    return JSON.readTree(
        AnswerDocument.of(
            new OperationId("op-0123456789abcdef0123456789abcdef"),
            Departure.whole(Masker.mask(raw, plan, new ValueNet(kind -> false)))));
  }
}
