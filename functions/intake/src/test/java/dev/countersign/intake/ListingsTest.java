package dev.countersign.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.KeyConstraint;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller may know of connections and of what is behind them: what it may use, no more. */
class ListingsTest {

  private static final String NO_SCHEMA_CHANGES = "@id(\"no-schema-changes\")";
  private static final String HIDDEN_CUSTOMERS =
      """
      @id("nobody-uses-customers") @message("customers are off limits")
      forbid (principal, action in [Action::"read", Action::"write", Action::"unknown"],
        resource == Relation::"orders.public.customers");

      """;

  private final IntakeScene scene = new IntakeScene();

  private static Listings.Asked first(int limit) {
    return new Listings.Asked(limit, Optional.empty());
  }

  private JsonNode catalogue(List<String> caller, Listings.Asked asked)
      throws JsonProcessingException {
    return listed(scene.listings.catalogue(caller, "orders", asked));
  }

  private static JsonNode listed(Listings.Answer answer) throws JsonProcessingException {
    return switch (answer) {
      case Listings.Answer.Listed listed -> new ObjectMapper().readTree(listed.document());
      case Listings.Answer.Refused refused -> throw new AssertionError(refused.problem());
    };
  }

  private static Problem refused(Listings.Answer answer) {
    return switch (answer) {
      case Listings.Answer.Listed listed -> throw new AssertionError(listed.document());
      case Listings.Answer.Refused refused -> refused.problem();
    };
  }

  private static List<String> names(JsonNode page, String list, String field) {
    List<String> names = new ArrayList<>();
    page.path(list).forEach(item -> names.add(item.path(field).asText()));
    return names;
  }

  private void forbidCustomers() {
    scene.replaceInPolicies(NO_SCHEMA_CHANGES, HIDDEN_CUSTOMERS + NO_SCHEMA_CHANGES);
  }

  private static Relation table(String name, String comment, Column... columns) {
    return new Relation(
        new RelationName("public", name),
        RelationKind.TABLE,
        List.of(columns),
        List.of("id"),
        new TreeSet<>(),
        false,
        comment);
  }

  private void survey(Relation... found) {
    TreeMap<RelationName, Relation> relations = new TreeMap<>();
    for (Relation relation : found) {
      relations.put(relation.name(), relation);
    }
    scene.survey(new Catalogue(List.of("public"), relations, new TreeSet<>(), new TreeSet<>()));
  }

  private static Column text(String name) {
    return new Column(name, "text", true, false);
  }

  @Test
  void aConnectionIsListedForWhoMayUseIt() throws JsonProcessingException {
    JsonNode page = listed(scene.listings.connections(scene.tokens.reporter(), first(10)));
    assertThat(page.toString())
        .isEqualTo(
            "{\"connections\":[{\"connection\":\"orders\",\"dialect\":\"postgresql\","
                + "\"sql\":\"/v1/connections/orders/sql\","
                + "\"catalogue\":\"/v1/connections/orders/catalogue\"}]}");
  }

  @Test
  void aConnectionThatTheCallerMayNotUseIsNotListed() throws JsonProcessingException {
    JsonNode page = listed(scene.listings.connections(scene.tokens.stranger(), first(10)));
    assertThat(page.toString()).isEqualTo("{\"connections\":[]}");
  }

  @Test
  void theCatalogueOfAConnectionThatTheCallerMayNotUseAnswersAsThatOfNone() {
    Problem hidden =
        refused(scene.listings.catalogue(scene.tokens.stranger(), "orders", first(10)));
    assertThat(hidden.type()).isEqualTo(ProblemType.UNKNOWN_CONNECTION);
    for (String name : List.of("nothing", "NO NAME", "")) {
      assertThat(refused(scene.listings.catalogue(scene.tokens.stranger(), name, first(10))))
          .isEqualTo(hidden);
    }
    // Not even a token that is none tells them apart.
    Listings.Asked bad = new Listings.Asked(10, Optional.of("bad"));
    assertThat(refused(scene.listings.catalogue(scene.tokens.stranger(), "orders", bad)))
        .isEqualTo(refused(scene.listings.catalogue(scene.tokens.stranger(), "nothing", bad)));
  }

  @Test
  void whoIsNotAuthenticatedLearnsNothing() {
    assertThat(refused(scene.listings.connections(List.of("Bearer none"), first(10))).type())
        .isEqualTo(ProblemType.UNAUTHENTICATED);
    assertThat(refused(scene.listings.catalogue(List.of(), "orders", first(10))).type())
        .isEqualTo(ProblemType.UNAUTHENTICATED);
  }

  @Test
  void aRelationSaysWhatMayBeDoneWithItAndWhichColumnsComeMasked() throws JsonProcessingException {
    JsonNode customers = catalogue(scene.tokens.reporter(), first(10)).path("relations").path(0);
    assertThat(customers.toString())
        .isEqualTo(
            "{\"schema\":\"public\",\"name\":\"customers\",\"kind\":\"table\","
                + "\"uses\":{\"read\":\"permitted\",\"write\":\"needs-approval\"},"
                + "\"primaryKey\":[\"id\"],\"foreignKeys\":[],\"columns\":["
                + "{\"name\":\"id\",\"type\":\"text\",\"nullable\":true,\"generated\":false,"
                + "\"masked\":false},"
                + "{\"name\":\"email\",\"type\":\"text\",\"nullable\":true,\"generated\":false,"
                + "\"masked\":true}]}");
  }

  @Test
  void aPersonWhoSeesAColumnInClearIsToldSo() throws JsonProcessingException {
    survey(table("customers", "", text("id"), text("email"), text("phone")));
    JsonNode ofAgent = catalogue(scene.tokens.reporter(), first(10));
    JsonNode ofSupport = catalogue(scene.tokens.person("person-ines-9096"), first(10));
    assertThat(masked(ofAgent)).containsExactly(false, true, true);
    assertThat(masked(ofSupport)).containsExactly(false, true, false);
    assertThat(ofSupport.at("/relations/0/uses").toString()).isEqualTo("{\"read\":\"permitted\"}");
  }

  private static List<Boolean> masked(JsonNode page) {
    List<Boolean> masked = new ArrayList<>();
    page.at("/relations/0/columns").forEach(column -> masked.add(column.get("masked").asBoolean()));
    return masked;
  }

  @Test
  void aGeneratedColumnBesideAMaskedOneComesMasked() throws JsonProcessingException {
    survey(
        table(
            "customers",
            "",
            text("id"),
            text("email"),
            new Column("email_length", "integer", true, true)));
    assertThat(masked(catalogue(scene.tokens.reporter(), first(10))))
        .containsExactly(false, true, true);
  }

  @Test
  void aRelationThatTheCallerMayUseForNothingIsNotThere() throws JsonProcessingException {
    forbidCustomers();
    JsonNode page = catalogue(scene.tokens.reporter(), first(10));
    assertThat(names(page, "relations", "name")).containsExactly("orders");
    assertThat(page.toString()).doesNotContain("customers", "next");
  }

  @Test
  void aHiddenRelationAtTheEndMakesNoNextPage() throws JsonProcessingException {
    forbidCustomers();
    survey(
        table("a", "", text("id")), table("b", "", text("id")), table("customers", "", text("id")));
    JsonNode page = catalogue(scene.tokens.reporter(), first(2));
    assertThat(names(page, "relations", "name")).containsExactly("a", "b");
    assertThat(page.has("next")).isFalse();
  }

  private static Relation pointing(String name, String... others) {
    List<KeyConstraint> keys = new ArrayList<>();
    for (String other : others) {
      keys.add(
          new KeyConstraint(
              "to_" + other,
              KeyConstraint.Kind.FOREIGN_KEY,
              List.of("id"),
              Optional.of(
                  new KeyConstraint.Reference(new RelationName("public", other), List.of("key")))));
    }
    return new Relation(
        new RelationName("public", name),
        RelationKind.TABLE,
        List.of(text("id")),
        List.of("id"),
        new TreeSet<>(),
        false,
        "",
        "",
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        keys);
  }

  @Test
  void aForeignKeySaysWhatItPointsAt() throws JsonProcessingException {
    survey(pointing("lines", "parts"), table("parts", "", text("key")));
    assertThat(
            catalogue(scene.tokens.reporter(), first(1)).at("/relations/0/foreignKeys").toString())
        .isEqualTo(
            "[{\"name\":\"to_parts\",\"columns\":[\"id\"],\"references\":{\"schema\":\"public\","
                + "\"name\":\"parts\",\"columns\":[\"key\"]}}]");
  }

  @Test
  void aForeignKeyToWhatTheCallerMayNotUseIsNotThereUnderAnyName() throws JsonProcessingException {
    forbidCustomers();
    survey(
        pointing("lines", "customers", "gone", "parts"),
        table("customers", "", text("key")),
        table("parts", "", text("key")));
    JsonNode page = catalogue(scene.tokens.reporter(), first(10));
    assertThat(page.at("/relations/0/foreignKeys").findValuesAsText("name")).contains("to_parts");
    assertThat(page.toString()).doesNotContain("customers", "gone");
  }

  @Test
  void aColumnHasTheBeginningOfItsComment() throws JsonProcessingException {
    survey(
        table(
            "a",
            "",
            new Column("id", "text", true, false, "made by us"),
            new Column("long", "text", true, false, "c".repeat(5_000)),
            text("plain")));
    JsonNode columns = catalogue(scene.tokens.reporter(), first(1)).at("/relations/0/columns");
    assertThat(columns.at("/0/comment").asText()).isEqualTo("made by us");
    assertThat(columns.at("/1/comment").asText()).hasSize(2_001).endsWith("…");
    assertThat(columns.at("/2").has("comment")).isFalse();
  }

  @Test
  void aTargetThatWasNotSurveyedSaysSo() throws JsonProcessingException {
    scene.survey(Catalogue.none());
    assertThat(catalogue(scene.tokens.reporter(), first(10)).toString())
        .isEqualTo("{\"connection\":\"orders\",\"surveyed\":false,\"relations\":[]}");
  }

  @Test
  void pagesTogetherAreTheWholeInOrderAndNothingTwice() throws JsonProcessingException {
    Relation[] tables = new Relation[7];
    for (int number = 0; number < tables.length; number++) {
      tables[number] = table("t" + number, "", text("id"));
    }
    survey(tables);
    List<String> seen = new ArrayList<>();
    Optional<String> next = Optional.empty();
    int pages = 0;
    do {
      JsonNode page = catalogue(scene.tokens.reporter(), new Listings.Asked(3, next));
      seen.addAll(names(page, "relations", "name"));
      next = Optional.ofNullable(page.path("next").textValue());
      pages++;
    } while (next.isPresent());
    assertThat(pages).isEqualTo(3);
    assertThat(seen).containsExactly("t0", "t1", "t2", "t3", "t4", "t5", "t6");
  }

  @Test
  void aTokenGoesOnInItsOwnListingOnly() throws JsonProcessingException {
    survey(table("a", "", text("id")), table("b", "", text("id")));
    String token = catalogue(scene.tokens.reporter(), first(1)).path("next").asText();
    Listings.Asked asked = new Listings.Asked(1, Optional.of(token));
    assertThat(names(catalogue(scene.tokens.reporter(), asked), "relations", "name"))
        .containsExactly("b");
    assertThat(refused(scene.listings.catalogue(scene.tokens.deployer(), "orders", asked)).type())
        .isEqualTo(ProblemType.PAGE_INVALID);
    assertThat(refused(scene.listings.connections(scene.tokens.reporter(), asked)).type())
        .isEqualTo(ProblemType.PAGE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bad", "e30", "!", "eyJhZnRlciI6W119", "W10"})
  void aTokenThatNoListingGaveIsRefused(String token) {
    Problem problem =
        refused(
            scene.listings.catalogue(
                scene.tokens.reporter(), "orders", new Listings.Asked(1, Optional.of(token))));
    assertThat(problem.type()).isEqualTo(ProblemType.PAGE_INVALID);
  }

  @Test
  void aTokenThatIsHugeIsRefused() {
    String token =
        Base64.getUrlEncoder().encodeToString("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    assertThat(
            refused(
                    scene.listings.catalogue(
                        scene.tokens.reporter(),
                        "orders",
                        new Listings.Asked(1, Optional.of(token))))
                .type())
        .isEqualTo(ProblemType.PAGE_INVALID);
  }

  @Test
  void aPageOfLargeRelationsEndsEarlyAndGoesOn() throws JsonProcessingException {
    Relation[] tables = new Relation[12];
    for (int number = 0; number < tables.length; number++) {
      Column[] columns = new Column[1_600];
      for (int column = 0; column < columns.length; column++) {
        columns[column] = text("a_column_with_quite_a_long_name_" + column);
      }
      tables[number] = table("t%02d".formatted(number), "c".repeat(5_000), columns);
    }
    survey(tables);
    JsonNode page = catalogue(scene.tokens.reporter(), first(200));
    assertThat(page.toString().length()).isLessThan(1_200_000);
    assertThat(page.path("relations").size()).isBetween(1, 11);
    assertThat(page.has("next")).isTrue();
    assertThat(page.at("/relations/0/comment").asText()).hasSize(2_001).endsWith("…");
  }

  @Test
  void aRelationLargerThanAPageIsListedWithoutCommentsAndSaysSo() throws JsonProcessingException {
    Column[] columns = new Column[1_600];
    for (int column = 0; column < columns.length; column++) {
      columns[column] = new Column("c" + column, "text", true, false, "€".repeat(2_001));
    }
    survey(table("a", "small", text("id")), table("wide", "€", columns));
    JsonNode first = catalogue(scene.tokens.reporter(), first(10));
    assertThat(first.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(2 << 20);
    assertThat(first.at("/relations/0").has("commentsLeftOut")).isFalse();
    JsonNode wide = first.at("/relations/1");
    assertThat(wide.path("columns")).hasSize(1_600);
    assertThat(wide.path("commentsLeftOut").asBoolean()).isTrue();
    assertThat(wide.has("comment")).isFalse();
    assertThat(wide.at("/columns/0").has("comment")).isFalse();
  }

  @Test
  void aRelationWithMoreForeignKeysThanAPageHoldsIsListedWithTheFirstAndSaysHowManyAreMissing()
      throws JsonProcessingException {
    String[] others = new String[9_000];
    Arrays.fill(others, "o".repeat(63));
    survey(pointing("many", others), table("o".repeat(63), "", text("key")));
    JsonNode page = catalogue(scene.tokens.reporter(), first(1));
    JsonNode many = page.at("/relations/0");
    assertThat(many.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1 << 20);
    assertThat(many.path("foreignKeys").size()).isBetween(4_000, 6_000);
    assertThat(many.path("foreignKeysLeftOut").asInt())
        .isEqualTo(9_000 - many.path("foreignKeys").size());
    assertThat(many.path("columns")).hasSize(1);
    assertThat(page.has("next")).isTrue();
  }

  @Test
  void namesOfAnyFormAreListedAsTheyAre() throws JsonProcessingException {
    survey(table("we\"ird; drop table x--", "", text("id")), table("Ünïcode", "", text("id")));
    assertThat(names(catalogue(scene.tokens.reporter(), first(10)), "relations", "name"))
        .containsExactly("we\"ird; drop table x--", "Ünïcode");
  }
}
