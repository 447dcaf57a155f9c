package dev.countersign.localstack.shop;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The rows of the shop's tables. Each is computed from its number alone, so that the content is the
 * same to the byte each time, whatever the order in which it is made. Nobody in it exists: names
 * are put together from word lists, e-mail domains are reserved (RFC 2606), telephone numbers are
 * of the ranges that regulators keep for fiction, and card numbers are of test ranges.
 */
final class ShopContent {

  static final int EMPLOYEES = 120;
  static final int CUSTOMERS = 20_000;
  static final int PRODUCTS = 2_000;
  static final int ORDERS = 60_000;

  private static final long SEED = 20_261_121L;
  private static final Instant TODAY = Instant.parse("2026-11-01T00:00:00Z");
  private static final int SECONDS_OF_TWO_YEARS = 2 * 365 * 24 * 3600;
  private static final List<String> COUNTRIES = List.of("DE", "FR", "GB", "US");
  private static final List<String> STATUSES =
      List.of(
          "delivered",
          "delivered",
          "delivered",
          "delivered",
          "delivered",
          "shipped",
          "shipped",
          "paid",
          "pending",
          "returned",
          "cancelled");
  private static final List<String> MAIL_DOMAINS =
      List.of("example.com", "example.net", "example.org");

  /** A table, its columns in the order of its rows, and what makes them. */
  record Table(String name, List<String> columns, Rows rows) {}

  /** Gives all rows of a table to a sink. */
  interface Rows {
    void writeTo(RowSink sink) throws IOException;
  }

  private ShopContent() {}

  /** All tables, those that others refer to first. */
  static List<Table> tables() {
    return List.of(
        new Table(
            "employees",
            List.of(
                "id",
                "full_name",
                "email",
                "title",
                "department",
                "salary",
                "manager_id",
                "hired_on"),
            ShopContent::employees),
        new Table(
            "customers",
            List.of(
                "id",
                "full_name",
                "email",
                "phone",
                "birth_date",
                "country",
                "segment",
                "newsletter",
                "created_at"),
            ShopContent::customers),
        new Table(
            "addresses",
            List.of("id", "customer_id", "kind", "street", "city", "postcode", "country"),
            ShopContent::addresses),
        new Table(
            "products",
            List.of("id", "sku", "name", "category", "price", "stock", "attributes"),
            ShopContent::products),
        new Table(
            "orders",
            List.of("id", "customer_id", "handled_by", "status", "total", "ordered_at"),
            ShopContent::orders),
        new Table(
            "order_items",
            List.of("order_id", "line", "product_id", "quantity", "price"),
            ShopContent::orderItems),
        new Table(
            "payments",
            List.of(
                "id",
                "order_id",
                "card_number",
                "card_holder",
                "card_expiry",
                "amount",
                "currency",
                "status",
                "paid_at"),
            ShopContent::payments));
  }

  private static void employees(RowSink sink) throws IOException {
    for (int id = 1; id <= EMPLOYEES; id++) {
      SplittableRandom random = random(1, id);
      String given = Words.pick(Words.GIVEN_NAMES, random);
      String family = Words.pick(Words.FAMILY_NAMES, random);
      sink.row(
          Integer.toString(id),
          given + " " + family,
          Words.ascii(given) + "." + Words.ascii(family) + "." + id + "@shop.example.com",
          id == 1 ? "managing director" : Words.pick(Words.TITLES, random),
          Words.pick(Words.DEPARTMENTS, random),
          cents(2_800_000L + random.nextInt(6_000_000)),
          id == 1 ? null : Integer.toString(1 + random.nextInt(Math.min(id - 1, 12))),
          LocalDate.of(2012, 1, 2).plusDays(random.nextInt(5_000)).toString());
    }
  }

  private static void customers(RowSink sink) throws IOException {
    for (int id = 1; id <= CUSTOMERS; id++) {
      SplittableRandom random = random(2, id);
      // In the order of fullName.
      String given = Words.pick(Words.GIVEN_NAMES, random);
      String family = Words.pick(Words.FAMILY_NAMES, random);
      String country = country(id);
      String domain = Words.pick(MAIL_DOMAINS, random);
      sink.row(
          Integer.toString(id),
          given + " " + family,
          Words.ascii(given) + "." + Words.ascii(family) + id + "@" + domain,
          random.nextInt(20) == 0 ? null : phone(country, random),
          LocalDate.of(1945, 1, 1).plusDays(random.nextInt(22_000)).toString(),
          country,
          random.nextInt(8) == 0 ? "business" : "retail",
          random.nextInt(3) == 0 ? "t" : "f",
          TODAY
              .minusSeconds(SECONDS_OF_TWO_YEARS + random.nextInt(SECONDS_OF_TWO_YEARS))
              .toString());
    }
  }

  private static void addresses(RowSink sink) throws IOException {
    int id = 0;
    for (int customer = 1; customer <= CUSTOMERS; customer++) {
      SplittableRandom random = random(3, customer);
      String country = country(customer);
      int count = 1 + random.nextInt(2);
      for (int place = 0; place < count; place++) {
        id++;
        sink.row(
            Integer.toString(id),
            Integer.toString(customer),
            place == 0 ? "billing" : "shipping",
            (1 + random.nextInt(180)) + " " + Words.pick(Words.STREETS, random),
            Words.pick(Words.CITIES, random),
            Integer.toString(10_000 + random.nextInt(89_999)),
            country);
      }
    }
  }

  private static void products(RowSink sink) throws IOException {
    for (int id = 1; id <= PRODUCTS; id++) {
      SplittableRandom random = random(4, id);
      String material = Words.pick(Words.MATERIALS, random);
      String ware = Words.pick(Words.WARES, random);
      sink.row(
          Integer.toString(id),
          "SKU-" + (100_000 + id),
          material + " " + ware + " no. " + (id % 97 + 1),
          Words.pick(Words.CATEGORIES, random),
          cents(price(id)),
          Integer.toString(random.nextInt(400)),
          "{\"material\": \"%s\", \"grams\": %d}".formatted(material, 50 + random.nextInt(9_000)));
    }
  }

  private static void orders(RowSink sink) throws IOException {
    for (int id = 1; id <= ORDERS; id++) {
      Order order = order(id);
      sink.row(
          Integer.toString(id),
          Integer.toString(order.customer()),
          order.employee() == 0 ? null : Integer.toString(order.employee()),
          order.status(),
          cents(order.total()),
          order.at().toString());
    }
  }

  private static void orderItems(RowSink sink) throws IOException {
    for (int id = 1; id <= ORDERS; id++) {
      int number = 0;
      for (Line line : order(id).lines()) {
        number++;
        sink.row(
            Integer.toString(id),
            Integer.toString(number),
            Integer.toString(line.product()),
            Integer.toString(line.quantity()),
            cents(price(line.product())));
      }
    }
  }

  private static void payments(RowSink sink) throws IOException {
    for (int id = 1; id <= ORDERS; id++) {
      Order order = order(id);
      SplittableRandom random = random(5, id);
      // The card belongs to the customer and is the same for each order of theirs.
      SplittableRandom card = random(6, order.customer());
      String status = paymentStatus(order.status());
      boolean charged = status.equals("captured") || status.equals("refunded");
      sink.row(
          Integer.toString(id),
          Integer.toString(id),
          CardNumbers.next(card),
          fullName(order.customer()),
          LocalDate.of(2027, 1, 1).plusMonths(card.nextInt(48)).toString(),
          cents(order.total()),
          "EUR",
          status,
          charged ? order.at().plusSeconds(60 + random.nextInt(7_200)).toString() : null);
    }
  }

  private static String paymentStatus(String orderStatus) {
    return switch (orderStatus) {
      case "pending" -> "authorized";
      case "cancelled" -> "declined";
      case "returned" -> "refunded";
      default -> "captured";
    };
  }

  /** An order; employee 0 stands for nobody. */
  private record Order(int customer, int employee, String status, Instant at, List<Line> lines) {
    long total() {
      return lines.stream().mapToLong(line -> price(line.product()) * line.quantity()).sum();
    }
  }

  private record Line(int product, int quantity) {}

  private static Order order(int id) {
    SplittableRandom random = random(7, id);
    int customer = 1 + random.nextInt(CUSTOMERS);
    int employee = random.nextInt(4) == 0 ? 1 + random.nextInt(EMPLOYEES) : 0;
    Instant at = TODAY.minusSeconds(random.nextInt(SECONDS_OF_TWO_YEARS));
    List<Line> lines = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int line = 0; line < count; line++) {
      lines.add(new Line(1 + random.nextInt(PRODUCTS), 1 + random.nextInt(3)));
    }
    return new Order(customer, employee, Words.pick(STATUSES, random), at, lines);
  }

  /** The price of a product in cents. */
  private static long price(int product) {
    return 199 + 50L * random(8, product).nextInt(600);
  }

  private static String country(int customer) {
    return Words.pick(COUNTRIES, random(9, customer));
  }

  private static String fullName(int customer) {
    SplittableRandom random = random(2, customer);
    return Words.pick(Words.GIVEN_NAMES, random) + " " + Words.pick(Words.FAMILY_NAMES, random);
  }

  private static String phone(String country, SplittableRandom random) {
    return switch (country) {
      case "DE" -> "+49 30 23125 %03d".formatted(random.nextInt(1_000));
      case "FR" -> "+33 1 99 00 %02d %02d".formatted(random.nextInt(100), random.nextInt(100));
      case "GB" -> "+44 7700 900%03d".formatted(random.nextInt(1_000));
      default -> "+1 %d-555-01%02d".formatted(201 + random.nextInt(700), random.nextInt(100));
    };
  }

  private static String cents(long amount) {
    return amount / 100 + "." + (amount % 100 < 10 ? "0" : "") + amount % 100;
  }

  /** What is random of the row with this number in what this stream stands for. */
  private static SplittableRandom random(int stream, int number) {
    return new SplittableRandom(SEED + 1_000_003L * stream + 31_337_000_007L * number);
  }
}
