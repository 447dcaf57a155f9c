package dev.countersign.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueNetTest {

  private final ValueNet net = new ValueNet(kind -> false);

  private String passed(String type, String value) {
    return net.pass(ValueForm.of(type), Optional.of(value)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text | call 555-123-4567 now | call ***phone*** now",
        "text | 4111 1111 1111 1111 and a@b.example | ***card-number*** and ***email***",
        "character varying(40) | DE89 3704 0044 0532 0130 00 | ***iban***",
        "text[] | {a@b.example,x} | {***email***,x}",
        "record | (1,a@b.example) | (1,***email***)",
        "jsonb | {\"mail\": \"a@b.example\"} | {\"mail\": \"***email***\"}",
        "json | {\"mail\":\"a\\u0040b.example\"} | {\"mail\":\"***email***\"}",
        "json | {\"pan\":4111111111111111,\"n\":1} | {\"pan\":\"***card-number***\",\"n\":1}",
        "json | {\"a\\\"b\":4111111111111111} | {\"a\\\"b\":\"***card-number***\"}",
        "text | {\"in\": \"{\\\"mail\\\": \\\"a\\\\u0040b.example\\\"}\"} | {\"in\": \"{\\\"mail\\\": \\\"***email***\\\"}\"}",
        "bigint | 4111111111111111 | ***card-number***",
        "bigint[] | {1,4111111111111111} | {1,***card-number***}",
      })
  void aValueIsReplacedWhereItStands(String type, String value, String expected) {
    assertThat(passed(type, value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timestamp without time zone | 2024-05-05 10:10:10.123456",
        "bigint | 1700000000000000",
        "double precision | 4111111111111111",
        "uuid | 41111111-1111-4111-8111-111111111111",
        "text | ORD-2024-00012345",
        "text | 192.168.100.200",
        "text | lodash@4.17.21",
        "text | icon@2x.png",
        "text | 0.4111111111111111",
        "text | 41111111111111111111111111",
        "text | 01-02-2024 15:30",
        "text | ***email***",
      })
  void whatIsNoValueStays(String type, String value) {
    assertThat(passed(type, value)).isEqualTo(value);
    assertThat(net.withheld()).isEmpty();
  }

  @Test
  void aKindThatTheCallerMaySeePassesAndIsAskedOnce() {
    AtomicInteger asked = new AtomicInteger();
    ValueNet lenient =
        new ValueNet(kind -> {
          asked.incrementAndGet();
          return kind == ValueKind.EMAIL;
        });
    Optional<String> passed =
        lenient.pass(ValueForm.TEXT, Optional.of("a@b.example, c@d.example, 555-123-4567"));
    assertThat(passed).hasValue("a@b.example, c@d.example, ***phone***");
    assertThat(asked).hasValue(2);
    assertThat(lenient.withheld()).containsOnlyKeys(ValueKind.PHONE).containsValue(1L);
  }

  @Test
  void nobodyIsAskedWhileNothingIsFound() {
    ValueNet unasked =
        new ValueNet(kind -> {
          throw new AssertionError("asked");
        });
    assertThat(unasked.pass(ValueForm.TEXT, Optional.of("a plain text"))).contains("a plain text");
    assertThat(unasked.pass(ValueForm.TEXT, Optional.empty())).isEmpty();
  }

  @Test
  void digitsOfAnAccountThatMayBeSeenAreNotTakenForSomethingElse() {
    ValueNet lenient = new ValueNet(kind -> kind == ValueKind.IBAN);
    assertThat(lenient.pass(ValueForm.TEXT, Optional.of("DE89 3704 0044 0532 0130 00")))
        .contains("DE89 3704 0044 0532 0130 00");
  }

  @ParameterizedTest
  @CsvSource({
    "0", "1", "@", "a@", "a@b.", "1 ", "1-", "+1", "(", "(1", "DE00", "\\u0040", "\\", "0 1 ", "(0)"
  })
  void hugeTextsOfTheWorstFormsAreReadInLinearTime(String piece) {
    // A detector that read the rest again at each place would take hours on these.
    String text = piece.repeat(1_000_000 / piece.length());
    assertThat(Detectors.find(text)).isNotNull();
  }
}
