package dev.countersign.localstack.bench;

import java.util.List;

/**
 * A statement that is asked both ways.
 *
 * @param name what tables call it
 * @param statement as the plane takes it
 * @param parameters its positional parameters, all of them integers
 * @param rows how many rows it answers with
 */
record Question(String name, String statement, List<String> parameters, int rows) {

  Question {
    parameters = List.copyOf(parameters);
  }

  static Question point() {
    return new Question(
        "a point SELECT",
        "select id, full_name, email, country from customers where id = $1",
        List.of("4711"),
        1);
  }

  static Question thousandRows() {
    return new Question(
        "a SELECT of 1,000 rows",
        "select id, full_name, email, country from customers order by id limit 1000",
        List.of(),
        1_000);
  }

  /** With a column that support sees in clear and the reporter does not. */
  static Question thousandPhones() {
    return new Question(
        "1,000 rows with a phone number",
        "select id, full_name, phone, country from customers order by id limit 1000",
        List.of(),
        1_000);
  }

  /** As JDBC takes it. */
  String jdbc() {
    return statement.replace("$1", "?");
  }
}
