package dev.countersign.localstack.shop;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The rows of the shop, drawn from a fixed seed in a fixed order, in the text format of COPY.
 * Everyone and everything is invented; mail goes to domains that exist for examples (RFC 2606), and
 * card numbers are made within ranges for tests.
 */
final class ShopRows {

  static final int CUSTOMERS = 20_000;
  static final int PRODUCTS = 2_000;
  static final int EMPLOYEES = 300;
  static final int ORDERS = 60_000;

  private static final long SEED = 20_261_121;
  private static final Instant OPENED = Instant.parse("2023-01-01T00:00:00Z");
  private static final int SECONDS_OPEN = 3 * 365 * 24 * 3600;
  private static final int MOST_LINES = 3;
  private static final int MOST_PIECES = 5;

  private static final List<String> FIRST =
      List.of(
          "Ada", "Bram", "Chiara", "Dario", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas",
          "Kira", "Lena", "Marek", "Nora", "Oskar", "Pia", "Quentin", "Rosa", "Stefan", "Tilda",
          "Umar", "Vera", "Wanda", "Yusuf", "Zoe");
  private static final List<String> LAST =
      List.of(
          "Albers",
          "Brandt",
          "Castell",
          "Dorsey",
          "Ekholm",
          "Ferrer",
          "Gallo",
          "Hauge",
          "Ivers",
          "Jansky",
          "Kovac",
          "Lindqvist",
          "Moreau",
          "Novak",
          "Ortega",
          "Petrov",
          "Quist",
          "Rinaldi",
          "Sato",
          "Thorn",
          "Ulrich",
          "Varga");
  private static final List<String> DOMAINS = List.of("example.com", "example.net", "example.org");
  private static final List<String> COUNTRIES =
      List.of("DE", "FR", "IT", "NL", "PL", "SE", "ES", "AT");
  private static final List<String> CITIES =
      List.of("Altenau", "Brisac", "Corvera", "Dorvik", "Elmstad", "Fontane", "Gralow", "Hollbek");
  private static final List<String> STREETS =
      List.of("Mill Lane", "Harbour Road", "Station Street", "Oak Avenue");
  private static final List<String> THINGS =
      List.of("lamp", "chair", "kettle", "desk", "shelf", "clock", "rug", "vase");
  private static final List<String> KINDS =
      List.of("oak", "steel", "linen", "glass", "cork", "brass");
  private static final List<String> STATUSES =
      List.of("new", "paid", "packed", "shipped", "delivered", "returned");
  private static final List<String> DEPARTMENTS =
      List.of("sales", "logistics", "support", "finance", "engineering");
  private static final List<String> CARD_RANGES = List.of("400000", "555555", "222300", "601100");

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  String customers() {
    StringBuilder rows = new StringBuilder();
    for (int id = 1; id <= CUSTOMERS; id++) {
      String first = pick(FIRST);
      String last = pick(LAST);
      String email = (first + "." + last + id).toLowerCase(Locale.ROOT) + "@" + pick(DOMAINS);
      String phone = "+49 30 555 %05d".formatted(random.nextInt(100_000));
      line(rows, id, first + " " + last, email, phone, pick(COUNTRIES), moment());
    }
    return rows.toString();
  }

  String addresses() {
    StringBuilder rows = new StringBuilder();
    for (int id = 1; id <= CUSTOMERS; id++) {
      String street = (1 + random.nextInt(180)) + " " + pick(STREETS);
      line(rows, id, id, street, "%05d".formatted(10_000 + random.nextInt(80_000)), pick(CITIES));
    }
    return rows.toString();
  }

  String products() {
    StringBuilder rows = new StringBuilder();
    for (int id = 1; id <= PRODUCTS; id++) {
      String thing = pick(THINGS);
      String kind = pick(KINDS);
      String attributes =
          "{\"material\": \"" + kind + "\", \"weight\": " + (1 + random.nextInt(9_000)) + "}";
      line(rows, id, kind + " " + thing + " no. " + id, thing, price(), attributes);
    }
    return rows.toString();
  }

  String employees() {
    StringBuilder rows = new StringBuilder();
    for (int id = 1; id <= EMPLOYEES; id++) {
      LocalDate hired = LocalDate.of(2015, 1, 1).plusDays(random.nextInt(4_000));
      line(rows, id, pick(FIRST) + " " + pick(LAST), pick(DEPARTMENTS), hired);
    }
    return rows.toString();
  }

  String orders() {
    StringBuilder rows = new StringBuilder();
    for (int id = 1; id <= ORDERS; id++) {
      line(rows, id, 1 + random.nextInt(CUSTOMERS), pick(STATUSES), moment());
    }
    return rows.toString();
  }

  String orderItems() {
    StringBuilder rows = new StringBuilder();
    for (int order = 1; order <= ORDERS; order++) {
      int lines = 1 + random.nextInt(MOST_LINES);
      for (int line = 1; line <= lines; line++) {
        line(
            rows,
            order,
            line,
            1 + random.nextInt(PRODUCTS),
            1 + random.nextInt(MOST_PIECES),
            price());
      }
    }
    return rows.toString();
  }

  String payments() {
    StringBuilder rows = new StringBuilder();
    for (int id = 1; id <= ORDERS; id++) {
      line(rows, id, id, card(), price(), moment(), random.nextInt(20) == 0 ? "failed" : "settled");
    }
    return rows.toString();
  }

  private String card() {
    StringBuilder digits = new StringBuilder(pick(CARD_RANGES));
    while (digits.length() < 15) {
      digits.append(random.nextInt(10));
    }
    return digits.append(luhnDigit(digits)).toString();
  }

  /** The digit that makes the sum of ISO/IEC 7812-1, annex B, a multiple of ten. */
  private static int luhnDigit(CharSequence digits) {
    int sum = 0;
    for (int place = 0; place < digits.length(); place++) {
      int digit = digits.charAt(digits.length() - 1 - place) - '0';
      int doubled = place % 2 == 0 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return (10 - sum % 10) % 10;
  }

  private String price() {
    return "%d.%02d".formatted(1 + random.nextInt(400), random.nextInt(100));
  }

  private Instant moment() {
    return OPENED.plusSeconds(random.nextInt(SECONDS_OPEN));
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  /**
   * No value here holds a tab, a backslash or a line break, which COPY's text format would need
   * escaped.
   */
  private static void line(StringBuilder rows, Object... values) {
    for (int index = 0; index < values.length; index++) {
      rows.append(index == 0 ? "" : "\t").append(values[index]);
    }
    rows.append('\n');
  }
}
