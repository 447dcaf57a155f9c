package dev.countersign.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Label;
import dev.countersign.bundle.Mask;
import dev.countersign.catalogue.Column;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MasksTest {

  private static String mask(String type, Mask mask) {
    return Masks.expression(
        new Column("c\"d", type, true, false), new Label("kind", mask), KeyPlaceholders.after(2));
  }

  private static String text(Mask mask) {
    Matcher found = Pattern.compile("cast\\('(.*)' as text\\)").matcher(mask("text", mask));
    assertThat(found.matches()).isTrue();
    return found.group(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "text ~ cast('***' as text)",
        "character varying(20) ~ cast('***' as character varying)",
        "character(4) ~ cast('***' as bpchar)",
        "integer ~ cast(null as integer)",
        "numeric(10,2) ~ cast(null as numeric)",
        "timestamp(3) with time zone ~ cast(null as timestamp with time zone)",
        "text[] ~ cast(null as text[])",
        "integer[] ~ cast(null as integer[])",
        "public.mood ~ cast(null as text)",
        "public.mood[] ~ cast(null as text)",
      })
  void aRedactedValueKeepsItsTypeWhereThatIsBuiltIn(String type, String expression) {
    assertThat(mask(type, Mask.REDACT)).isEqualTo(expression);
  }

  @ParameterizedTest
  @EnumSource(value = Mask.class, names = "DISCLOSES_.*", mode = EnumSource.Mode.MATCH_NONE)
  void aMaskKeepsNothingOfTheValueUnlessItsNameSaysSo(Mask mask) {
    for (String type : new String[] {"text", "date", "integer", "jsonb", "character(20)"}) {
      assertThat(mask(type, mask)).startsWith("cast(").doesNotContain("c\"\"d");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "DISCLOSES_LAST_FOUR ~ integer ~ cast(null as integer)",
        "DISCLOSES_YEAR ~ text ~ cast('***' as text)",
        "DISCLOSES_THOUSANDS ~ date ~ cast(null as date)",
      })
  void aMaskThatDoesNotSuitTheTypeRedacts(Mask mask, String type, String expression) {
    assertThat(mask(type, mask)).isEqualTo(expression);
  }

  @ParameterizedTest
  @CsvSource({
    "email, EMAIL",
    "phone, PHONE",
    "card-number, CARD_NUMBER",
    "iban, IBAN",
    "x, REDACT"
  })
  void theKindOfDataChoosesAMaskThatKeepsNothing(String kind, Mask mask) {
    assertThat(Mask.ofKind(kind)).isEqualTo(mask);
  }

  @Test
  void masksHaveTheFormOfWhatTheyStandFor() {
    assertThat(text(Mask.EMAIL)).matches("[a-z]+@[a-z]+\\.invalid");
    assertThat(text(Mask.PHONE)).matches("\\+1\\d{3}55501\\d\\d");
    assertThat(text(Mask.CARD_NUMBER)).matches("0{16}");
    String iban = text(Mask.IBAN);
    String turned = iban.substring(4) + iban.substring(0, 4);
    StringBuilder digits = new StringBuilder();
    turned.chars().forEach(character -> digits.append(Character.digit(character, 36)));
    assertThat(new BigInteger(digits.toString()).mod(BigInteger.valueOf(97))).isEqualTo(1);
  }
}
