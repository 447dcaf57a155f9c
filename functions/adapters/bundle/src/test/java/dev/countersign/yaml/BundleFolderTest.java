package dev.countersign.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.bundle.Label;
import dev.countersign.bundle.Labels;
import dev.countersign.bundle.Mask;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.operation.ConnectionName;
import dev.countersign.people.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleFolderTest {

  private static final String CONNECTION =
      """
      dialect: postgresql
      host: ${HOST}
      port: 5432
      database: shop
      secrets: {read: orders/read, write: orders/write}
      searchPath: [public]
      """;

  private static final String PEOPLE =
      """
      olga:
        name: Olga Berg
        email: olga.berg@example.com
        accounts:
          - {issuer: "https://people.example", subject: p-1}
          - {issuer: "https://people.example", subject: p-2}
      sam:
        name: Sam Okafor
        email: sam.okafor@example.com
        accounts:
          - {issuer: "https://people.example", subject: p-3}
      """;

  private static final String AGENTS =
      """
      reporter:
        account: {issuer: "https://agents.example", subject: a-1}
        owners: [olga]
      """;

  private static final String ROLES =
      """
      groups:
        reporting: [reporter]
        dba: [sam]
      """;

  @TempDir private Path folder;

  @Test
  void aFolderIsReadAsTheBundleThatItDescribes() throws IOException {
    Bundle bundle = read(sound());

    ConnectionName orders = new ConnectionName("orders");
    assertThat(bundle.connection(orders))
        .contains(
            new Connection(
                orders,
                "db.example",
                5432,
                "shop",
                "orders/read",
                "orders/write",
                List.of("public"),
                Connection.Unlabelled.MASKED,
                Connection.Limits.defaults()));
    assertThat(bundle.labelsOf(orders).columns())
        .containsExactly(
            Map.entry(
                new ColumnName(new RelationName("public", "customers"), "email"),
                Label.of("email")));
    assertThat(bundle.roster().controllersOf(new Account("https://agents.example", "a-1")))
        .hasValueSatisfying(behind -> assertThat(behind.persons()).containsExactly("olga"));
    assertThat(bundle.roster().membersOf("dba")).containsExactly("sam");
    assertThat(bundle.policies()).containsOnlyKeys("policies/a.cedar");
  }

  @Test
  void exactNamesGoBeforePatternsAndThePatternThatSaysMostHolds() throws IOException {
    SortedMap<String, String> files = sound();
    files.put(
        "labels/orders.yaml",
        """
        public.customers.email: {kind: email, mask: redact}
        "*.*.*email*": email
        "*.*.*_email": work-email
        "public.people.*": {kind: person, mask: "null"}
        "*.*.born": {kind: birth, mask: discloses-year}
        """);
    Labels labels = read(files).labelsOf(new ConnectionName("orders"));

    assertThat(labels.of(column("public", "customers", "email")))
        .contains(new Label("email", Mask.REDACT));
    assertThat(labels.of(column("other", "customers", "email")))
        .contains(new Label("email", Mask.EMAIL));
    assertThat(labels.of(column("other", "customers", "home_email")))
        .contains(new Label("work-email", Mask.REDACT));
    assertThat(labels.of(column("public", "people", "home_email")))
        .contains(new Label("person", Mask.NULL));
    assertThat(labels.of(column("public", "customers", "born")))
        .contains(new Label("birth", Mask.DISCLOSES_YEAR));
    assertThat(labels.of(column("public", "customers", "id"))).isEmpty();
    assertThat(labels.of(column("public", "customers", "Email"))).isEmpty();
  }

  private static ColumnName column(String schema, String relation, String name) {
    return new ColumnName(new RelationName(schema, relation), name);
  }

  @Test
  void limitsAndWhatHoldsForUnlabelledColumnsAreReadWhereTheyAreStated() throws IOException {
    Bundle bundle =
        read(
            with(
                "connections/orders.yaml",
                CONNECTION
                    + """
                    unlabelled: clear
                    limits: {statementTimeout: PT5S, rows: 7}
                    """));

    Connection connection = bundle.connections().firstEntry().getValue();
    assertThat(connection.unlabelled()).isEqualTo(Connection.Unlabelled.CLEAR);
    assertThat(connection.limits())
        .isEqualTo(
            new Connection.Limits(
                Duration.ofSeconds(5),
                Connection.Limits.defaults().lockTimeout(),
                7,
                Connection.Limits.defaults().bytes()));
  }

  @Test
  void whatIsPublishedIsReadAgainAsTheSameBundleOfTheSameVersion() throws IOException {
    write(sound());
    BundleFiles files = BundleFolder.read(folder, Map.of("HOST", "db.example"));

    BundleFiles published = BundleFiles.ofDocument(files.document());

    assertThat(published.bundle()).isEqualTo(files.bundle());
    assertThat(published.version()).isEqualTo(files.bundle().version());
  }

  @Test
  void anyChangeToAnyFileIsAnotherVersion() throws IOException {
    BundleFiles files = new BundleFiles(sound());
    for (String changed : sound().keySet()) {
      SortedMap<String, String> other = sound();
      other.put(changed, other.get(changed) + "\n");
      assertThat(new BundleFiles(other).version()).as(changed).isNotEqualTo(files.version());
    }
  }

  static Stream<Arguments> unsoundFiles() {
    String people = "people.yaml";
    String agents = "agents.yaml";
    String roles = "roles.yaml";
    String connection = "connections/orders.yaml";
    return Stream.of(
        arguments(connection, CONNECTION + "hots: x", "`hots` is not a known key"),
        arguments(connection, CONNECTION.replace("host: ${HOST}", ""), "`host` is missing"),
        arguments(connection, CONNECTION.replace("${HOST}", ""), "`host` has no value"),
        arguments(connection, CONNECTION.replace("${HOST}", "7"), "`host` is not a text"),
        arguments(connection, CONNECTION.replace("${HOST}", "${OTHER}"), "`OTHER` has no value"),
        arguments(connection, CONNECTION.replace("5432", "x"), "`port` is not a positive number"),
        arguments(connection, CONNECTION.replace("5432", "0"), "`port` is not a positive number"),
        arguments(connection, CONNECTION.replace("5432", "65536"), "`port` is not a port"),
        arguments(connection, CONNECTION.replace("postgresql", "oracle"), "`dialect` is not known"),
        arguments(
            connection, CONNECTION.replace("[public]", "public"), "`searchPath` is not a list"),
        arguments(
            connection,
            CONNECTION.replace("[public]", "[1]"),
            "`searchPath` is not a list of texts"),
        arguments(
            connection, CONNECTION.replace("read: orders/read, ", ""), "`secrets.read` is missing"),
        arguments(
            connection,
            CONNECTION.replace("{read:", "{password: x, read:"),
            "`secrets.password` is not a known key"),
        arguments(
            connection, CONNECTION + "unlabelled: open", "`unlabelled` is neither `masked` nor"),
        arguments(connection, CONNECTION + "unlabelled:", "`unlabelled` has no value"),
        arguments(
            connection,
            CONNECTION + "limits: {statementTimeout: 15}",
            "`limits.statementTimeout` is not a text"),
        arguments(
            connection,
            CONNECTION + "limits: {statementTimeout: soon}",
            "`limits.statementTimeout` is not an ISO 8601 duration"),
        arguments(
            connection,
            CONNECTION + "limits: {lockTimeout: PT0S}",
            "`limits.lockTimeout` is not a positive duration of at most PT14M"),
        arguments(
            connection,
            CONNECTION + "limits: {statementTimeout: PT14M1S}",
            "`limits.statementTimeout` is not a positive duration of at most PT14M"),
        arguments(connection, CONNECTION + "host: twice", "it is not YAML 1.2 at line"),
        arguments(connection, "- a list", "it is not an object"),
        arguments(connection, "", "it is empty; where nothing is meant, write {}"),
        arguments(connection, CONNECTION + "limits: &a {rows: 1}\nother: *a", "it is not YAML 1.2"),
        arguments("connections/Orders.yaml", CONNECTION, "its name is not that of a connection"),
        arguments("connections/orders.yml", CONNECTION, "no such file belongs in a bundle"),
        arguments("connection/orders.yaml", CONNECTION, "no such file belongs in a bundle"),
        arguments("policies/nested/a.cedar", "", "no such file belongs in a bundle"),
        arguments("person.yaml", PEOPLE, "no such file belongs in a bundle"),
        arguments("labels/elsewhere.yaml", "a.b.c: email", "there is no such connection"),
        arguments("labels/orders.yaml", "customers.email: email", "is not of the form"),
        arguments("labels/orders.yaml", "public..email: email", "is not of the form"),
        arguments("labels/orders.yaml", "undetected: [fax]", "names no kind of value"),
        arguments("labels/orders.yaml", "undetected: phone", "is not a list"),
        arguments("labels/orders.yaml", "public.customers.email:", "has no value"),
        arguments("labels/orders.yaml", "a.b.c: {kind: email}", "`a.b.c.mask` is missing"),
        arguments("labels/orders.yaml", "a.b.c: {kind: email, mask: hash}", "is not known"),
        arguments("labels/orders.yaml", "a.b.c: {kind: x, mask: null}", "has no value"),
        arguments("labels/orders.yaml", "a.b.c: {kind: x, mask: iban, x: 1}", "not a known key"),
        arguments(
            "labels/orders.yaml", "a.b.c: email\na.b.c: none", "it is not YAML 1.2 at line 2"),
        arguments(people, PEOPLE.replace("name: Olga", "nme: Olga"), "`olga.name` is missing"),
        arguments(people, PEOPLE + "  admin: true", "`sam.admin` is not a known key"),
        arguments(people, PEOPLE.replace("sam:", "Sam:"), "`Sam` is not a name"),
        arguments(people, PEOPLE.replace("sam:", "\"https://x#y\":"), "is not a name"),
        arguments(people, PEOPLE.replace("p-3", "p-1"), "is listed twice"),
        arguments(
            people,
            PEOPLE.replace("subject: p-3", "sub: p-3"),
            "`sam.accounts.subject` is missing"),
        arguments(agents, AGENTS.replace("[olga]", "[]"), "`reporter.owners` names nobody"),
        arguments(agents, AGENTS.replace("owners", "owner"), "`reporter.owners` names nobody"),
        arguments(agents, AGENTS.replace("[olga]", ""), "`reporter.owners` has no value"),
        arguments(
            agents,
            AGENTS.replace("[olga]", "[nobody]"),
            "names `nobody`, who is not in the roster"),
        arguments(
            agents,
            AGENTS.replace("agents.example", "people.example").replace("a-1", "p-1"),
            "is listed twice"),
        arguments(roles, ROLES + "  other: [nobody]", "names `nobody`, who is not exactly one"),
        arguments(roles, ROLES.replace("dba", "D B A"), "`groups.D B A` is not a name"),
        arguments(roles, ROLES + "exclusive:", "`exclusive` has no value"),
        arguments(roles, ROLES + "exclusive: [{groups: [dba]}]", "names fewer than two groups"),
        arguments(
            roles,
            ROLES + "exclusive: [{groups: [dba, reportng]}]",
            "names `reportng`, which is not a group"),
        arguments(roles, ROLES + "exclusve: []", "`exclusve` is not a known key"));
  }

  @ParameterizedTest
  @MethodSource("unsoundFiles")
  void aFileThatIsNotAsItMustBeIsRefusedByNameAndKey(String file, String text, String message)
      throws IOException {
    SortedMap<String, String> files = with(file, text);
    assertThatExceptionOfType(UnsoundBundle.class)
        .isThrownBy(() -> read(files))
        .withMessageContaining(file)
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"people.yaml", "agents.yaml", "roles.yaml"})
  void aFileThatIsMissingIsNamed(String file) throws IOException {
    SortedMap<String, String> files = sound();
    files.remove(file);
    assertThatExceptionOfType(UnsoundBundle.class)
        .isThrownBy(() -> read(files))
        .withMessage("`" + file + "`: it is missing");
  }

  @Test
  void nobodyReachesTwoExclusiveGroupsOfTheirOwn() throws IOException {
    String roles =
        """
        groups: {dba: [sam], support: [sam]}
        exclusive: [{groups: [dba, support]}]
        """;
    assertExclusive(
        with("roles.yaml", roles), "`sam` reaches the exclusive groups `dba`, `support`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"owners: [olga, sam]", "owners: [olga]\n  operators: [sam]"})
  void nobodyReachesTwoExclusiveGroupsThroughAnAgentThatTheyOwnOrRun(String people)
      throws IOException {
    SortedMap<String, String> files =
        with("roles.yaml", ROLES + "exclusive: [{groups: [dba, reporting]}]");
    assertThat(read(files).roster().membersOf("dba")).containsExactly("sam");

    files.put("agents.yaml", AGENTS.replace("owners: [olga]", people));
    assertExclusive(files, "`sam` reaches the exclusive groups `dba`, `reporting`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nport: 1", "a: b", "\"", "a #b", "[a]", "{a}", ""})
  void aValueThatCouldChangeTheFormOfAFileIsRefused(String value) throws IOException {
    write(sound());
    assertThatExceptionOfType(UnsoundBundle.class)
        .isThrownBy(() -> BundleFolder.read(folder, Map.of("HOST", value)))
        .withMessageContaining("connections/orders.yaml")
        .withMessageContaining("`HOST` has a value that could change the file's form");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    write(sound());
    Files.write(folder.resolve("people.yaml"), new byte[] {'a', ':', ' ', (byte) 0xFF});

    assertThatExceptionOfType(UnsoundBundle.class)
        .isThrownBy(() -> BundleFolder.read(folder, Map.of("HOST", "h")))
        .withMessage("`people.yaml`: it cannot be read as UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"people.yaml\": {}}",
        "{\"people.yaml\": null}",
        "{\"other.yaml\": \"\"}",
        "{\"roles.yaml\": \"\", \"roles.yaml\": \"\"}",
        "{",
        ""
      })
  void aPublishedDocumentThatIsNotOneTextForEachFileIsRefused(String document) {
    assertThatExceptionOfType(UnsoundBundle.class)
        .isThrownBy(() -> BundleFiles.ofDocument(document));
  }

  private void assertExclusive(SortedMap<String, String> files, String message) {
    assertThatExceptionOfType(UnsoundBundle.class)
        .isThrownBy(() -> read(files))
        .withMessage("`roles.yaml`: " + message);
  }

  private static SortedMap<String, String> sound() {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("connections/orders.yaml", CONNECTION);
    files.put("labels/orders.yaml", "public.customers.email: email\n");
    files.put("people.yaml", PEOPLE);
    files.put("agents.yaml", AGENTS);
    files.put("roles.yaml", ROLES);
    files.put("policies/a.cedar", "");
    return files;
  }

  private static SortedMap<String, String> with(String file, String text) {
    SortedMap<String, String> files = sound();
    files.put(file, text);
    return files;
  }

  private Bundle read(SortedMap<String, String> files) throws IOException {
    write(files);
    return BundleFolder.read(folder, Map.of("HOST", "db.example")).bundle();
  }

  private void write(SortedMap<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
    }
  }
}
