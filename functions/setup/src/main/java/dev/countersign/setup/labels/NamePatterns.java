package dev.countersign.setup.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the name of a column says about its values. Names are compared without regard to case and to
 * what separates their words; a pattern of one short word must be a word of the name.
 */
final class NamePatterns {

  /** A label and the names that mean it: anywhere in a name, or as one of its words. */
  private record Pattern(String label, List<String> within, Set<String> words) {}

  /** The first that fits counts. */
  private static final List<Pattern> PATTERNS =
      List.of(
          new Pattern(
              "none",
              List.of(
                  "emailsent",
                  "phonetype",
                  "emailtype",
                  "addresstype",
                  "nametype",
                  "ipaddress",
                  "macaddress",
                  "filename",
                  "hostname",
                  "tablename",
                  "columnname"),
              Set.of()),
          new Pattern("email", List.of("email"), Set.of("mail")),
          new Pattern(
              "phone",
              List.of("phone", "mobilenumber", "msisdn", "faxnumber"),
              Set.of("mobile", "cell", "tel", "fax")),
          new Pattern(
              "card-number",
              List.of("cardnumber", "cardno", "creditcard", "ccnumber", "primaryaccountnumber"),
              Set.of("pan", "ccnum")),
          new Pattern("iban", List.of("iban"), Set.of("bban")),
          new Pattern(
              "secret",
              List.of("password", "passwd", "apikey", "secretkey", "accesstoken", "privatekey"),
              Set.of("pwd", "secret", "token", "pin", "otp")),
          new Pattern(
              "national-id",
              List.of(
                  "socialsecurity",
                  "passport",
                  "nationalid",
                  "taxid",
                  "driverlicen",
                  "drivinglicen",
                  "personalnumber"),
              Set.of("ssn", "sin", "nino", "tin", "nif", "cpf")),
          new Pattern(
              "birth-date", List.of("birthda", "dateofbirth", "birthyear"), Set.of("dob", "born")),
          new Pattern(
              "address",
              List.of(
                  "streetaddress",
                  "homeaddress",
                  "fulladdress",
                  "postaladdress",
                  "address1",
                  "address2",
                  "addressline",
                  "postalcode",
                  "postcode",
                  "zipcode",
                  "streetname"),
              Set.of("address", "addr", "street", "zip", "postal")),
          new Pattern(
              "name",
              List.of(
                  "firstname",
                  "lastname",
                  "fullname",
                  "surname",
                  "givenname",
                  "familyname",
                  "middlename",
                  "maidenname",
                  "custname",
                  "customername",
                  "personname",
                  "patientname",
                  "employeename",
                  "cardholder",
                  "holdername",
                  "nickname"),
              Set.of("fname", "lname")),
          new Pattern(
              "login", List.of("username", "userlogin", "loginname", "uniqname"), Set.of("login")),
          new Pattern("income", List.of("salary", "income"), Set.of("wage", "wages")),
          new Pattern("grade", List.of(), Set.of("gpa", "grade", "grades")),
          new Pattern(
              "serial",
              List.of("serialnumber", "vinnumber", "licenseplate", "licenceplate", "numberplate"),
              Set.of("vin", "imei", "imsi", "iccid")),
          new Pattern("location", List.of(), Set.of("latlng", "geolocation")));

  /** Tables whose rows are people: a plain {@code name} there is a person's. */
  private static final List<String> PEOPLE =
      List.of(
          "user",
          "customer",
          "client",
          "person",
          "people",
          "employee",
          "patient",
          "member",
          "student",
          "instructor",
          "teacher",
          "author",
          "contact",
          "salesperson",
          "staff",
          "guest",
          "passenger",
          "subscriber",
          "applicant",
          "candidate",
          "owner",
          "tenant",
          "driver");

  private NamePatterns() {}

  /** The label that the column's name suggests. */
  static Optional<String> label(String table, String column) {
    String joined = joined(column);
    List<String> words = words(column);
    if (joined.equals("name") && isOfPeople(table)) {
      return Optional.of("name");
    }
    for (Pattern pattern : PATTERNS) {
      boolean fits =
          pattern.within().stream().anyMatch(joined::contains)
              || words.stream().anyMatch(pattern.words()::contains);
      if (fits) {
        return Optional.of(pattern.label()).filter(label -> !label.equals("none"));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the table's rows are people, by its name: in the singular or the plural, not linked to
   * more.
   */
  private static boolean isOfPeople(String table) {
    String joined = joined(table);
    return PEOPLE.stream().anyMatch(word -> joined.endsWith(word) || joined.endsWith(word + "s"));
  }

  private static String joined(String name) {
    StringBuilder joined = new StringBuilder();
    String lower = name.toLowerCase(Locale.ROOT);
    for (int index = 0; index < lower.length(); index++) {
      char character = lower.charAt(index);
      if (Character.isLetterOrDigit(character)) {
        joined.append(character);
      }
    }
    return joined.toString();
  }

  /** The words between signs, and where a capital follows a small letter. */
  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char before = '_';
    for (int index = 0; index < name.length(); index++) {
      char character = name.charAt(index);
      boolean starts = Character.isUpperCase(character) && Character.isLowerCase(before);
      if (starts || !Character.isLetterOrDigit(character)) {
        words.add(word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
      if (Character.isLetterOrDigit(character)) {
        word.append(character);
      }
      before = character;
    }
    words.add(word.toString().toLowerCase(Locale.ROOT));
    return words;
  }
}
