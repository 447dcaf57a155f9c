package dev.countersign.detect;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes texts with and without values of each kind, the same for the same seed. Its checksums are
 * computed in a way of their own, not by the detectors' code. Every positive is a whole value of
 * its kind in one of the forms that documents, forms and exports use; every negative looks like one
 * and is none.
 */
final class LabelledTexts {

  /**
   * A text and what it holds.
   *
   * @param family what it was made as, such as {@code iban in groups}
   * @param text the text
   * @param kind the kind of the value in it; empty where there is none
   * @param value the value in it; empty where there is none
   */
  record LabelledText(String family, String text, Optional<ValueKind> kind, String value) {}

  private static final List<String> FRAMES =
      List.of(
          "%s",
          "%s",
          "%s",
          "paid with %s today",
          "(%s)",
          "\"%s\"",
          "{\"value\": \"%s\", \"n\": 3}",
          "a;%s;b",
          "note: %s.",
          "%s, thanks",
          "{%s,other}",
          "(17,%s,t)",
          "<v>%s</v>");

  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "DE",
          "dddddddddddddddddd",
          "GB",
          "aaaadddddddddddddd",
          "FR",
          "ddddddddddmmmmmmmmmmmdd",
          "NL",
          "aaaadddddddddd",
          "CH",
          "dddddmmmmmmmmmmmm",
          "NO",
          "ddddddddddd",
          "ES",
          "dddddddddddddddddddd",
          "IT",
          "addddddddddmmmmmmmmmmmm",
          "MT",
          "aaaadddddmmmmmmmmmmmmmmmmmm",
          "SE",
          "dddddddddddddddddddd");

  private final SplittableRandom random;
  private final List<LabelledText> texts = new ArrayList<>();

  private LabelledTexts(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Each family this many times. */
  static List<LabelledText> of(long seed, int each) {
    LabelledTexts made = new LabelledTexts(seed);
    for (int round = 0; round < each; round++) {
      made.cards();
      made.accounts();
      made.addresses();
      made.phones();
      made.identifiers();
      made.times();
      made.nearMisses();
    }
    return List.copyOf(made.texts);
  }

  private void positive(ValueKind kind, String family, String value) {
    String frame = FRAMES.get(random.nextInt(FRAMES.size()));
    texts.add(new LabelledText(family, frame.formatted(value), Optional.of(kind), value));
  }

  private void negative(String family, Supplier<String> value) {
    String frame = FRAMES.get(random.nextInt(FRAMES.size()));
    texts.add(new LabelledText(family, frame.formatted(value.get()), Optional.empty(), ""));
  }

  private void cards() {
    String visa = card("4", 16);
    positive(ValueKind.CARD_NUMBER, "card: Visa", visa);
    positive(ValueKind.CARD_NUMBER, "card: Visa in groups", grouped(visa, " ", 4, 4, 4, 4));
    positive(
        ValueKind.CARD_NUMBER,
        "card: Mastercard with hyphens",
        grouped(card("5" + between(1, 5), 16), "-", 4, 4, 4, 4));
    positive(
        ValueKind.CARD_NUMBER, "card: Mastercard, second range", card("2" + between(300, 699), 16));
    positive(ValueKind.CARD_NUMBER, "card: American Express", card("37", 15));
    positive(
        ValueKind.CARD_NUMBER,
        "card: American Express in groups",
        grouped(card("34", 15), " ", 4, 6, 5));
    positive(ValueKind.CARD_NUMBER, "card: Diners Club", card("36", 14));
    positive(ValueKind.CARD_NUMBER, "card: Discover", card("6011", 16));
    positive(
        ValueKind.CARD_NUMBER, "card: JCB with dots", grouped(card("3530", 16), ".", 4, 4, 4, 4));
    positive(ValueKind.CARD_NUMBER, "card: UnionPay, 19 digits", card("62", 19));
    positive(ValueKind.CARD_NUMBER, "card: oddly grouped", grouped(card("4", 16), " ", 2, 6, 8));
    positive(ValueKind.CARD_NUMBER, "card: behind letters", "PAN" + card("4", 16));
  }

  private void accounts() {
    List<String> countries = ACCOUNTS.keySet().stream().sorted().toList();
    for (String form :
        List.of("iban", "iban in groups", "iban in small letters", "iban with hyphens")) {
      String iban = iban(countries.get(random.nextInt(countries.size())));
      positive(
          ValueKind.IBAN,
          form,
          switch (form) {
            case "iban in groups" -> iban.replaceAll("(.{4})(?=.)", "$1 ");
            case "iban in small letters" -> iban.toLowerCase(Locale.ROOT);
            case "iban with hyphens" -> iban.replaceAll("(.{4})(?=.)", "$1-");
            default -> iban;
          });
    }
  }

  private void addresses() {
    String name = word();
    String other = word();
    positive(ValueKind.EMAIL, "email", name + "@" + other + ".com");
    positive(ValueKind.EMAIL, "email with dots", name + "." + other + "@mail." + word() + ".co.uk");
    positive(ValueKind.EMAIL, "email with a tag", name + "+" + digits(3) + "@" + other + ".org");
    positive(
        ValueKind.EMAIL,
        "email in capitals",
        (name + "_" + other + "@" + name + ".DE").toUpperCase(Locale.ROOT));
    positive(ValueKind.EMAIL, "email beyond ASCII", "jörg." + name + "@müller-" + other + ".de");
    positive(ValueKind.EMAIL, "email with rare signs", name + "!" + other + "@" + name + ".net");
    positive(
        ValueKind.EMAIL, "email with an equals sign", name + "=" + other + "@" + name + ".net");
    positive(ValueKind.EMAIL, "email with quotes", "\\\"" + name + " x\\\"@" + other + ".net");
  }

  private void phones() {
    String area = between(2, 9) + digits(2);
    positive(ValueKind.PHONE, "phone: E.164", "+49" + between(1, 9) + digits(9));
    positive(ValueKind.PHONE, "phone: international", "+44 20 " + digits(4) + " " + digits(4));
    positive(ValueKind.PHONE, "phone: with (0)", "+49 (0)30 " + digits(4) + "-" + digits(3));
    positive(
        ValueKind.PHONE,
        "phone: with 00",
        "0033 1 " + digits(2) + " " + digits(2) + " " + digits(2) + " " + digits(2));
    positive(ValueKind.PHONE, "phone: North America", area + "-" + digits(3) + "-" + digits(4));
    positive(ValueKind.PHONE, "phone: (area)", "(" + area + ") " + digits(3) + "-" + digits(4));
    positive(ValueKind.PHONE, "phone: 1-area", "1-" + area + "-" + digits(3) + "-" + digits(4));
    positive(ValueKind.PHONE, "phone: dots", area + "." + digits(3) + "." + digits(4));
    positive(
        ValueKind.PHONE, "phone: trunk zero", "0" + between(1, 9) + digits(2) + "/" + digits(7));
    positive(
        ValueKind.PHONE,
        "phone: pairs",
        "0"
            + between(1, 9)
            + " "
            + digits(2)
            + " "
            + digits(2)
            + " "
            + digits(2)
            + " "
            + digits(2));
    positive(
        ValueKind.PHONE, "phone: Japan", "0" + between(3, 6) + "-" + digits(4) + "-" + digits(4));
    positive(ValueKind.PHONE, "phone: in one piece", area + digits(7));
    positive(
        ValueKind.PHONE,
        "phone: no trunk zero",
        "6" + digits(2) + " " + digits(2) + " " + digits(2) + " " + digits(2));
  }

  private void identifiers() {
    negative("order number of 16 digits", () -> between(1, 9) + digits(15));
    negative("order number with a year", () -> "ORD-2024-" + digits(8));
    negative("number of 10 digits", () -> between(1, 9) + digits(9));
    negative("number of 12 digits", () -> between(1, 9) + digits(11));
    negative("number with leading zeros", () -> "000" + digits(9));
    negative("snowflake", () -> "1" + digits(18));
    negative("UUID", () -> new UUID(random.nextLong(), random.nextLong()).toString());
    negative("MD5", () -> hexadecimal(32));
    negative("SHA-256", () -> hexadecimal(64));
    negative("commit", () -> hexadecimal(40));
    negative(
        "version",
        () -> between(0, 20) + "." + between(0, 40) + "." + between(0, 9) + "-rc." + between(1, 9));
    negative(
        "package@version",
        () -> word() + "@" + between(0, 20) + "." + between(0, 40) + "." + between(0, 9));
    negative("file name", () -> word() + "@" + between(2, 3) + "x.png");
    negative("handle", () -> "@" + word() + "." + word());
    negative("local address", () -> word() + "@localhost");
    negative(
        "IPv4",
        () ->
            between(1, 255)
                + "."
                + between(0, 255)
                + "."
                + between(0, 255)
                + "."
                + between(0, 255));
    negative("MAC", () -> hexadecimal(12).replaceAll("(..)(?=.)", "$1:"));
    negative(
        "coordinates",
        () -> "-" + between(10, 89) + "." + digits(6) + ", " + between(10, 179) + "." + digits(6));
    negative("amount", () -> between(1, 999) + "," + digits(3) + "," + digits(3) + "." + digits(2));
    negative("decimal", () -> "0." + digits(16));
    negative(
        "ISBN", () -> "978-" + between(0, 9) + "-" + digits(2) + "-" + digits(6) + "-" + digits(1));
    negative("barcode", () -> "4" + digits(12));
    negative("social security form", () -> digits(3) + "-" + digits(2) + "-" + digits(4));
    negative("part number", () -> digits(4) + "-" + digits(6));
    negative("VIN", () -> "1FA6P8TH" + between(0, 9) + "M5" + digits(6));
    negative("postal code", () -> digits(5) + "-" + digits(4));
    negative(
        "list of numbers", () -> digits(4) + "," + digits(4) + "," + digits(4) + "," + digits(4));
  }

  private void times() {
    String date = "20" + between(10, 29) + "-0" + between(1, 9) + "-" + between(10, 28);
    String time = between(10, 23) + ":" + between(10, 59) + ":" + between(10, 59);
    negative("timestamp", () -> date + " " + time + "." + digits(6));
    negative("ISO timestamp", () -> date + "T" + time + "+0200");
    negative("compact timestamp", () -> date.replace("-", "") + time.replace(":", ""));
    negative(
        "day first",
        () -> "0" + between(1, 9) + ".0" + between(1, 9) + ".20" + between(10, 29) + " " + time);
    negative(
        "day first with hyphens",
        () ->
            "0"
                + between(1, 9)
                + "-0"
                + between(1, 9)
                + "-20"
                + between(10, 29)
                + " "
                + between(10, 23));
    negative("epoch seconds", () -> "17" + digits(8));
    negative("epoch milliseconds", () -> "17" + digits(11));
    negative("epoch microseconds", () -> "17" + digits(14));
    negative("interval", () -> between(1, 30) + " days " + time);
    negative("range of dates", () -> "[" + date + "," + date + ")");
  }

  private void nearMisses() {
    negative("card with a wrong check digit", () -> wrongLast(card("4", 16)));
    negative(
        "grouped card with a wrong check digit",
        () -> grouped(wrongLast(card("51", 16)), " ", 4, 4, 4, 4));
    negative("check digit right, no scheme", () -> card("9", 16));
    negative("card within a longer number", () -> card("4", 16) + digits(6));
    negative("card within a word", () -> "x" + card("4", 16) + "y");
    negative("iban with a wrong check digit", () -> wrongLast(iban("DE")));
    negative("iban of no country", () -> "ZZ" + iban("DE").substring(2));
    negative("iban cut short", () -> iban("DE").substring(0, 20));
    negative("plus and few digits", () -> "+" + between(1, 9) + digits(5));
    negative("plus and no country", () -> "+0" + digits(9));
  }

  private static String grouped(String digits, String separator, int... sizes) {
    StringBuilder grouped = new StringBuilder();
    int from = 0;
    for (int size : sizes) {
      grouped.append(from == 0 ? "" : separator).append(digits, from, from + size);
      from += size;
    }
    return grouped.toString();
  }

  /** The last digit is chosen by trying: the sum of all, doubled from the left, must end in 0. */
  private String card(String prefix, int length) {
    String start = prefix + digits(length - 1 - prefix.length());
    for (int last = 0; last < 10; last++) {
      String number = start + last;
      int sum = 0;
      for (int index = 0; index < length; index++) {
        int digit = number.charAt(index) - '0';
        boolean doubles = (length - index) % 2 == 0;
        sum += doubles ? (2 * digit) / 10 + (2 * digit) % 10 : digit;
      }
      if (sum % 10 == 0) {
        return number;
      }
    }
    throw new IllegalStateException("one of ten digits checks");
  }

  private String iban(String country) {
    StringBuilder account = new StringBuilder();
    for (char form : String.valueOf(ACCOUNTS.get(country)).toCharArray()) {
      boolean letter = form == 'a' || (form == 'm' && random.nextInt(4) == 0);
      account.append(
          letter ? (char) ('A' + random.nextInt(26)) : (char) ('0' + random.nextInt(10)));
    }
    StringBuilder number = new StringBuilder();
    for (char character : (account + country + "00").toCharArray()) {
      number.append(Character.digit(character, Character.MAX_RADIX));
    }
    int check = 98 - new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
    return country + (check < 10 ? "0" : "") + check + account;
  }

  private String wrongLast(String number) {
    int last = number.charAt(number.length() - 1) - '0';
    return number.substring(0, number.length() - 1) + (last + 1 + random.nextInt(8)) % 10;
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private String digits(int count) {
    return of("0123456789", count);
  }

  private String hexadecimal(int count) {
    return of("0123456789abcdef", count);
  }

  private String word() {
    return of("abcdefghiklmnoprstuw", between(4, 9));
  }

  private String of(String alphabet, int count) {
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < count; index++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
