package dev.countersign.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.InvalidJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A catalogue as canonical JSON and back. What is not written so is not read: what a survey of
 * another version wrote has to be surveyed again. A comment of a column and the keys of a relation
 * stand there only where there are any.
 */
public final class CatalogueDocument {

  /** How long a document may be. */
  public static final int MAXIMUM_BYTES = 32 << 20;

  private static final int VERSION = 1;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CatalogueDocument() {}

  /** The document of this catalogue. */
  public static String write(Catalogue catalogue) {
    ObjectNode document = NODES.objectNode();
    document.put("version", VERSION);
    document.set("searchPath", texts(catalogue.searchPath()));
    ArrayNode relations = document.putArray("relations");
    catalogue.relations().values().forEach(relation -> relations.add(relation(relation)));
    document.set("userTypes", texts(catalogue.userTypes()));
    document.set("userRoutines", texts(catalogue.userRoutines()));
    // A document of before has none, and stays what it is.
    if (!catalogue.overloads().isEmpty()) {
      document.set("overloads", texts(catalogue.overloads()));
    }
    document.set("userOperators", texts(catalogue.userOperators()));
    ArrayNode types = document.putArray("plainTypes");
    for (PlainType type : catalogue.plainTypes()) {
      types.addObject().put("schema", type.schema()).put("name", type.name());
    }
    ArrayNode routines = document.putArray("plainRoutines");
    for (PlainRoutine routine : catalogue.plainRoutines()) {
      ObjectNode node =
          routines.addObject().put("schema", routine.schema()).put("name", routine.name());
      ArrayNode reads = node.putArray("reads");
      routine.reads().forEach(relation -> reads.add(name(relation)));
    }
    return new String(CanonicalJson.bytes(document), StandardCharsets.UTF_8);
  }

  /**
   * The catalogue of this document.
   *
   * @throws InvalidJson if it is not, byte for byte, what {@link #write} writes
   */
  public static Catalogue read(String text) throws InvalidJson {
    JsonNode document = CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8), MAXIMUM_BYTES);
    SortedMap<RelationName, Relation> relations = new TreeMap<>();
    for (JsonNode node : document.path("relations")) {
      Relation relation = relation(node);
      relations.put(relation.name(), relation);
    }
    Catalogue catalogue =
        new Catalogue(
            texts(document.path("searchPath")),
            relations,
            sorted(document.path("userTypes")),
            sorted(document.path("userRoutines")),
            sorted(document.path("overloads")),
            sorted(document.path("userOperators")),
            plainTypes(document.path("plainTypes")),
            plainRoutines(document.path("plainRoutines")));
    if (!write(catalogue).equals(text)) {
      throw new InvalidJson("not the document of a catalogue");
    }
    return catalogue;
  }

  private static ObjectNode relation(Relation relation) {
    ObjectNode node = name(relation.name());
    node.put("kind", relation.kind().name());
    ArrayNode columns = node.putArray("columns");
    for (Column column : relation.columns()) {
      ObjectNode described =
          columns
              .addObject()
              .put("name", column.name())
              .put("type", column.type())
              .put("nullable", column.nullable())
              .put("generated", column.generated());
      if (!column.comment().isEmpty()) {
        described.put("comment", column.comment());
      }
    }
    node.set("primaryKey", texts(relation.primaryKey()));
    ArrayNode dependsOn = node.putArray("dependsOn");
    relation.dependsOn().forEach(other -> dependsOn.add(name(other)));
    node.put("callsRoutines", relation.callsRoutines());
    node.put("comment", relation.comment());
    node.put("definition", relation.definition());
    node.set("orderedBy", texts(relation.orderedBy()));
    node.set("placedBy", texts(relation.placedBy()));
    node.set("estimatedBy", texts(relation.estimatedBy()));
    if (!relation.keys().isEmpty()) {
      ArrayNode keys = node.putArray("keys");
      relation.keys().forEach(key -> keys.add(key(key)));
    }
    return node;
  }

  private static ObjectNode key(KeyConstraint key) {
    ObjectNode node = NODES.objectNode().put("name", key.name()).put("kind", key.kind().name());
    node.set("columns", texts(key.columns()));
    key.reference()
        .ifPresent(reference -> {
          ObjectNode other = name(reference.relation());
          other.set("columns", texts(reference.columns()));
          node.set("reference", other);
        });
    return node;
  }

  private static Relation relation(JsonNode node) throws InvalidJson {
    List<Column> columns = new ArrayList<>();
    for (JsonNode column : node.path("columns")) {
      columns.add(
          new Column(
              column.path("name").asText(),
              column.path("type").asText(),
              column.path("nullable").asBoolean(),
              column.path("generated").asBoolean(),
              column.path("comment").asText()));
    }
    SortedSet<RelationName> dependsOn = new TreeSet<>();
    for (JsonNode other : node.path("dependsOn")) {
      dependsOn.add(name(other));
    }
    List<KeyConstraint> keys = new ArrayList<>();
    for (JsonNode key : node.path("keys")) {
      keys.add(key(key));
    }
    return new Relation(
        name(node),
        kind(node.path("kind").asText()),
        columns,
        texts(node.path("primaryKey")),
        dependsOn,
        node.path("callsRoutines").asBoolean(),
        node.path("comment").asText(),
        node.path("definition").asText(),
        sorted(node.path("orderedBy")),
        sorted(node.path("placedBy")),
        sorted(node.path("estimatedBy")),
        keys);
  }

  private static KeyConstraint key(JsonNode node) throws InvalidJson {
    JsonNode other = node.path("reference");
    Optional<KeyConstraint.Reference> reference =
        other.isMissingNode()
            ? Optional.empty()
            : Optional.of(new KeyConstraint.Reference(name(other), texts(other.path("columns"))));
    for (KeyConstraint.Kind kind : KeyConstraint.Kind.values()) {
      boolean points = kind == KeyConstraint.Kind.FOREIGN_KEY;
      if (kind.name().equals(node.path("kind").asText()) && points == reference.isPresent()) {
        return new KeyConstraint(
            node.path("name").asText(), kind, texts(node.path("columns")), reference);
      }
    }
    throw new InvalidJson("an unknown kind of key");
  }

  private static SortedSet<PlainType> plainTypes(JsonNode array) {
    SortedSet<PlainType> types = new TreeSet<>();
    for (JsonNode type : array) {
      types.add(new PlainType(type.path("schema").asText(), type.path("name").asText()));
    }
    return types;
  }

  private static SortedSet<PlainRoutine> plainRoutines(JsonNode array) {
    SortedSet<PlainRoutine> routines = new TreeSet<>();
    for (JsonNode routine : array) {
      SortedSet<RelationName> reads = new TreeSet<>();
      routine.path("reads").forEach(relation -> reads.add(name(relation)));
      routines.add(
          new PlainRoutine(routine.path("schema").asText(), routine.path("name").asText(), reads));
    }
    return routines;
  }

  private static RelationKind kind(String word) throws InvalidJson {
    for (RelationKind kind : RelationKind.values()) {
      if (kind.name().equals(word)) {
        return kind;
      }
    }
    throw new InvalidJson("an unknown kind of relation");
  }

  private static ObjectNode name(RelationName name) {
    return NODES.objectNode().put("schema", name.schema()).put("name", name.name());
  }

  private static RelationName name(JsonNode node) {
    return new RelationName(node.path("schema").asText(), node.path("name").asText());
  }

  private static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static SortedSet<String> sorted(JsonNode array) {
    return new TreeSet<>(texts(array));
  }
}
