package dev.countersign.detect;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds account numbers: a country that issues them, its length, and check digits that are right;
 * in one piece or in groups of four.
 *
 * <p>Source: ISO 13616-1 and the SWIFT IBAN registry for countries and lengths; ISO/IEC 7064, MOD
 * 97-10, for the check digits.
 */
final class Ibans {

  private static final int GROUP = 4;
  private static final int MODULUS = 97;
  private static final int LETTER_VALUE = 10;

  private static final Map<String, Integer> LENGTHS =
      Stream.of(
              "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28",
              "CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23",
              "GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28",
              "LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28",
              "NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24",
              "SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30")
          .flatMap(line -> Stream.of(line.split(" ", -1)))
          .collect(
              Collectors.toUnmodifiableMap(
                  entry -> entry.substring(0, 2), entry -> Integer.valueOf(entry.substring(2))));

  private Ibans() {}

  static void find(String text, List<Found> found) {
    int index = 0;
    while (index + GROUP < text.length()) {
      int end = startsAt(text, index) ? end(text, index) : -1;
      if (end > 0) {
        found.add(new Found(ValueKind.IBAN, index, end));
        index = end;
      } else {
        index++;
      }
    }
  }

  private static boolean startsAt(String text, int index) {
    return Characters.isAsciiLetter(text.charAt(index))
        && Characters.isAsciiLetter(text.charAt(index + 1))
        && Characters.isDigitAt(text, index + 2)
        && Characters.isDigitAt(text, index + 3)
        && !Characters.isWordAt(text, index - 1);
  }

  /** Where the account number that starts here ends; -1 if it is none. */
  private static int end(String text, int start) {
    int length = LENGTHS.getOrDefault(country(text, start), 0);
    int remainder = 0;
    int count = GROUP;
    int index = start + GROUP;
    while (count < length && index < text.length()) {
      char character = text.charAt(index);
      if (Characters.isDigit(character) || Characters.isAsciiLetter(character)) {
        remainder = with(remainder, character);
        count++;
      } else if (count % GROUP != 0 || !separates(text, index)) {
        return -1;
      }
      index++;
    }
    if (count != length || Characters.isWordAt(text, index)) {
      return -1;
    }
    for (int first = start; first < start + GROUP; first++) {
      remainder = with(remainder, text.charAt(first));
    }
    return remainder == 1 ? index : -1;
  }

  private static String country(String text, int start) {
    return new String(new char[] {upper(text.charAt(start)), upper(text.charAt(start + 1))});
  }

  /** One separator at a time, and only between groups. */
  private static boolean separates(String text, int index) {
    char character = text.charAt(index);
    return (Characters.isSpace(character) || Characters.isHyphen(character))
        && Characters.isWordAt(text, index - 1);
  }

  private static int with(int remainder, char character) {
    return Characters.isDigit(character)
        ? (remainder * 10 + character - '0') % MODULUS
        : (remainder * 100 + upper(character) - 'A' + LETTER_VALUE) % MODULUS;
  }

  private static char upper(char character) {
    return character >= 'a' && character <= 'z' ? (char) (character - 'a' + 'A') : character;
  }
}
