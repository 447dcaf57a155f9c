package dev.countersign.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.intake.SubmissionCodec.Decoded;
import dev.countersign.operation.BindValue;
import dev.countersign.problem.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One JSON object with known fields of the right form and size; everything else is refused. */
class SubmissionCodecTest {

  private static final String SECRET = "zebra";

  private static Decoded decode(String body) {
    return SubmissionCodec.decode(
        new Intake.Sent("orders", body, Optional.of("key-1"), Optional.of("session-1")));
  }

  private static Submission accepted(String body) {
    assertThat(decode(body)).isInstanceOf(Decoded.Accepted.class);
    return ((Decoded.Accepted) decode(body)).submission();
  }

  private static Problem rejected(String body) {
    assertThat(decode(body)).isInstanceOf(Decoded.Rejected.class);
    return ((Decoded.Rejected) decode(body)).problem();
  }

  @Test
  void aCompleteRequestIsTakenAsItCame() {
    Submission submission =
        accepted(
            "{\"statement\":\" select $1 \",\"parameters\":[\"x\",1.50,true,null],\"purpose\":\"p\"}");
    assertThat(submission.statement()).isEqualTo(" select $1 ");
    assertThat(submission.parameters().stream().map(BindValue::text).toList())
        .containsExactly(
            Optional.of("x"), Optional.of("1.50"), Optional.of("true"), Optional.empty());
    assertThat(submission.connection()).isEqualTo("orders");
    assertThat(submission.idempotencyKey()).contains("key-1");
    assertThat(submission.session()).contains("session-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "12345678901234567890.123450 | 12345678901234567890.123450",
        "1.5e-3 | 0.0015",
        "9007199254740991 | 9007199254740991",
        "false | false",
        "[] | {}",
        "[1,null,3] | {\"1\",NULL,\"3\"}",
        "[[0.10,2],[3,4]] | {{\"0.10\",\"2\"},{\"3\",\"4\"}}",
        "[\"a\\\"b\\\\c\",\"NULL\",\"\",\"{x}\"] | {\"a\\\"b\\\\c\",\"NULL\",\"\",\"{x}\"}",
        "{\"a\":[1.50]} | {\"a\":[1.50]}",
        "[{\"a\":1}] | {\"{\\\"a\\\":1}\"}",
      })
  void aParameterIsTheTextThatTheTargetReadsItFrom(String json, String text) {
    assertThat(
            accepted("{\"statement\":\"s\",\"purpose\":\"p\",\"parameters\":[" + json + "]}")
                .parameters())
        .containsExactly(new BindValue(Optional.of(text)));
  }

  @Test
  void aStatementMayBeAskedForAsAWrite() {
    assertThat(accepted("{\"statement\":\"s\",\"purpose\":\"p\",\"effect\":\"write\"}").asWrite())
        .isTrue();
    assertThat(accepted("{\"statement\":\"s\",\"purpose\":\"p\"}").asWrite()).isFalse();
  }

  @Test
  void parametersMayBeLeftOut() {
    assertThat(accepted("{\"statement\":\"select 1\",\"purpose\":\"p\"}").parameters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not-json | ``",
        "not-json | zebra",
        "not-json | {\"statement\":\"zebra\"",
        "not-json | [\"zebra\"]",
        "not-json | \"zebra\"",
        "not-json | null",
        "not-json | {\"purpose\":\"p\",\"purpose\":\"zebra\",\"statement\":\"s\"}",
        "not-json | {\"statement\":\"s\",\"purpose\":\"p\"} zebra",
        "not-json | {'statement':'zebra','purpose':'p'}",
        "not-json | {\"statement\":\"zebra\",\"purpose\":\"\\ud800\"}",
        "unknown-field | {\"statement\":\"s\",\"purpose\":\"p\",\"zebra\":1}",
        "invalid-field | {}",
        "invalid-field | {\"statement\":\"s\",\"purpose\":\"p\",\"effect\":\"zebra\"}",
        "invalid-field | {\"statement\":\"s\",\"purpose\":\"p\",\"effect\":\"read\"}",
        "invalid-field | {\"statement\":\"s\",\"purpose\":\"p\",\"effect\":null}",
        "invalid-field | {\"statement\":\"s\",\"purpose\":\"p\",\"effect\":[\"write\"]}",
        "invalid-field | {\"statement\":\"zebra\"}",
        "invalid-field | {\"purpose\":\"zebra\"}",
        "invalid-field | {\"statement\":\"  \",\"purpose\":\"zebra\"}",
        "invalid-field | {\"statement\":\"zebra\",\"purpose\":\"\"}",
        "invalid-field | {\"statement\":[\"zebra\"],\"purpose\":\"p\"}",
        "invalid-field | {\"statement\":\"s\",\"purpose\":1}",
        "invalid-field | {\"statement\":\"s\",\"purpose\":\"p\",\"parameters\":\"zebra\"}",
        "invalid-field | {\"statement\":\"s\",\"purpose\":\"p\",\"parameters\":{\"zebra\":1}}",
        "not-json | {\"statement\":\"zebra\",\"purpose\":\"p\",\"parameters\":[9007199254740993]}",
        "not-json | {\"statement\":\"s\",\"purpose\":\"p\",\"parameters\":[{\"zebra\":1,\"zebra\":2}]}",
        "invalid-field | {\"statement\":\"s\",\"purpose\":\"p\",\"parameters\":null}"
      })
  void whatIsNotAsItMustBeIsRefusedWithoutRepeatingIt(String type, String body) {
    Problem problem = rejected(body);
    assertThat(problem.type().slug()).isEqualTo(type);
    assertThat(problem.detail()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "statement, 65536, ''",
    "statement, 65537, too-large",
    "purpose, 1000, ''",
    "purpose, 1001, invalid-field",
    "parameter, 65536, ''",
    "parameter, 65537, invalid-field",
    "body, 524287, invalid-field",
    "body, 524288, too-large"
  })
  void theLimitsAreExact(String what, int size, String type) {
    String text = "x".repeat(size);
    String body =
        switch (what) {
          case "statement" -> "{\"statement\":\"" + text + "\",\"purpose\":\"p\"}";
          case "purpose" -> "{\"statement\":\"s\",\"purpose\":\"" + text + "\"}";
          case "parameter" ->
              "{\"statement\":\"s\",\"purpose\":\"p\",\"parameters\":[\"" + text + "\"]}";
          default -> "{" + " ".repeat(size - 1) + "}";
        };
    String found =
        switch (decode(body)) {
          case Decoded.Accepted accepted -> "";
          case Decoded.Rejected rejected -> rejected.problem().type().slug();
        };
    assertThat(found).isEqualTo(type);
  }

  @Test
  void theLimitOfAStatementIsCountedInBytes() {
    assertThat(
            rejected("{\"statement\":\"" + "\u20ac".repeat(21_846) + "\",\"purpose\":\"p\"}")
                .type()
                .slug())
        .isEqualTo("too-large");
  }

  @Test
  void thereAreAtMostAThousandParameters() {
    String many = "1,".repeat(1_000) + "1";
    assertThat(
            rejected("{\"statement\":\"s\",\"purpose\":\"p\",\"parameters\":[" + many + "]}")
                .type()
                .slug())
        .isEqualTo("invalid-field");
  }

  @Test
  void aSubmissionDoesNotPrintItsText() {
    assertThat(accepted("{\"statement\":\"zebra\",\"purpose\":\"zebra\"}").toString())
        .doesNotContain(SECRET);
  }
}
