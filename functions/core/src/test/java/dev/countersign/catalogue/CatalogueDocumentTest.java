package dev.countersign.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.canonical.InvalidJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogueDocumentTest {

  private static final RelationName ORDERS = new RelationName("shop", "orders");
  private static final RelationName OPEN_ORDERS = new RelationName("shop", "open \"orders\"");

  private static final Catalogue CATALOGUE =
      new Catalogue(
          List.of("shop", "public"),
          new TreeMap<>(
              Map.of(
                  ORDERS,
                  new Relation(
                      ORDERS,
                      RelationKind.PARTITIONED_TABLE,
                      List.of(
                          new Column("id", "bigint", false, false),
                          new Column("total", "numeric(12,2)", true, true, "with tax")),
                      List.of("id"),
                      new TreeSet<>(),
                      false,
                      "one row an order",
                      "",
                      new TreeSet<>(),
                      new TreeSet<>(),
                      new TreeSet<>(),
                      List.of(
                          new KeyConstraint(
                              "orders_of",
                              KeyConstraint.Kind.FOREIGN_KEY,
                              List.of("total"),
                              Optional.of(new KeyConstraint.Reference(ORDERS, List.of("id")))),
                          new KeyConstraint(
                              "orders_pkey",
                              KeyConstraint.Kind.PRIMARY_KEY,
                              List.of("id"),
                              Optional.empty()))),
                  OPEN_ORDERS,
                  new Relation(
                      OPEN_ORDERS,
                      RelationKind.VIEW,
                      List.of(new Column("id", "bigint", true, false)),
                      List.of(),
                      new TreeSet<>(List.of(ORDERS)),
                      true,
                      "",
                      "SELECT orders.id FROM shop.orders",
                      new TreeSet<>(List.of("id")),
                      new TreeSet<>(List.of("total")),
                      new TreeSet<>(List.of("id", "total")),
                      List.of()))),
          new TreeSet<>(List.of("mood", "address")),
          new TreeSet<>(List.of("max", "refund")),
          new TreeSet<>(List.of("max")),
          new TreeSet<>(List.of("@>")),
          new TreeSet<>(List.of(new PlainType("shop", "mood"))),
          new TreeSet<>(
              List.of(new PlainRoutine("shop", "refund", new TreeSet<>(List.of(ORDERS))))));

  @Test
  void aCatalogueComesBackAsItWas() throws InvalidJson {
    assertThat(CatalogueDocument.read(CatalogueDocument.write(CATALOGUE))).isEqualTo(CATALOGUE);
    assertThat(CatalogueDocument.read(CatalogueDocument.write(Catalogue.none())).isNone()).isTrue();
  }

  @Test
  void aColumnWithoutACommentAndARelationWithoutKeysAreWrittenWithoutThem() throws InvalidJson {
    String plain =
        "{\"plainRoutines\":[],\"plainTypes\":[],\"relations\":[{\"callsRoutines\":false,"
            + "\"columns\":[{\"generated\":false,\"name\":\"id\",\"nullable\":false,"
            + "\"type\":\"bigint\"}],\"comment\":\"\",\"definition\":\"\",\"dependsOn\":[],\"estimatedBy\":[],"
            + "\"kind\":\"TABLE\",\"name\":\"orders\",\"orderedBy\":[],\"placedBy\":[],"
            + "\"primaryKey\":[\"id\"],\"schema\":\"shop\"}],\"searchPath\":[\"shop\"],"
            + "\"userOperators\":[],\"userRoutines\":[],\"userTypes\":[],\"version\":1}";
    Relation orders = CatalogueDocument.read(plain).find(ORDERS).orElseThrow();
    assertThat(orders.columns()).containsExactly(new Column("id", "bigint", false, false));
    assertThat(orders.keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"version\":1     | \"version\":2",
        "\"kind\":\"VIEW\" | \"kind\":\"THING\"",
        "\"nullable\":true | \"nullable\":\"true\"",
        "\"nullable\":true | \"nullable\":null",
        "\"comment\":\"\"  | \"comment\":\"\",\"owner\":\"x\"",
        "\"comment\":\"\", | ~~",
        "\"estimatedBy\":[], | ~~",
        "\"overloads\":[\"max\"] | \"overloads\":[]",
        "\"reads\":[       | \"read\":[",
        "[\"@>\"]          | [7]",
        "[\"id\"]          | [1]",
        "[\"id\"]          | \"id\"",
        "\"comment\":\"with tax\" | \"comment\":\"\"",
        "\"kind\":\"PRIMARY_KEY\" | \"kind\":\"FOREIGN_KEY\"",
        "\"kind\":\"FOREIGN_KEY\" | \"kind\":\"UNIQUE\"",
        "\"kind\":\"FOREIGN_KEY\" | \"kind\":\"CHECK\"",
      })
  void whatIsNotWrittenSoIsNotRead(String part, String other) {
    String document = CatalogueDocument.write(CATALOGUE);
    assertThat(document).contains(part);
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> CatalogueDocument.read(document.replace(part, other)));
  }
}
