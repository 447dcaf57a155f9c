package dev.countersign.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.KeyConstraint;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationName;
import dev.countersign.clearance.UsableRelation;
import dev.countersign.operation.ConnectionName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A page of a connection's relations as JSON. It holds names, types, keys and comments: of what
 * rows hold, and of defaults and constraints that may quote it, it knows nothing.
 */
final class CatalogueListing {

  /**
   * How many bytes of relations a page has. A relation that is larger by itself is shown without
   * comments: PostgreSQL bounds its columns to 1,600 and their names to 63 bytes. It does not bound
   * the foreign keys, so what is too large even then is shown with the first of these only.
   */
  private static final int MOST_BYTES = 1 << 20;

  private static final int MOST_OF_A_COMMENT = 2_000;

  private final Page.Listing listing;
  private final Page page;
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final ArrayNode relations;
  private int size;
  private List<String> last = List.of();
  private boolean full;

  CatalogueListing(ConnectionName connection, boolean surveyed, Page.Listing listing, Page page) {
    this.listing = listing;
    this.page = page;
    document.put("connection", connection.text());
    document.put("surveyed", surveyed);
    this.relations = document.putArray("relations");
  }

  /** Adds a relation; one that does not fit is what says that there is a next page. */
  void add(UsableRelation usable) {
    ObjectNode node = relation(usable, true);
    if (bytes(node) > MOST_BYTES) {
      node = relation(usable, false).put("commentsLeftOut", true);
      leaveOutForeignKeys(node);
    }
    int length = bytes(node);
    if (relations.size() == page.limit() || (size > 0 && size + length > MOST_BYTES)) {
      full = true;
      document.put("next", listing.token(last));
      return;
    }
    relations.add(node);
    size += length;
    RelationName name = usable.relation().name();
    last = List.of(name.schema(), name.name());
  }

  private static void leaveOutForeignKeys(ObjectNode node) {
    if (bytes(node) <= MOST_BYTES) {
      return;
    }
    ArrayNode keys = node.withArray("foreignKeys");
    int all = keys.size();
    int over = bytes(node.put("foreignKeysLeftOut", all)) - MOST_BYTES;
    while (over > 0 && !keys.isEmpty()) {
      over -= bytes(keys.remove(keys.size() - 1)) + 1;
    }
    node.put("foreignKeysLeftOut", all - keys.size());
  }

  private static int bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static ObjectNode relation(UsableRelation usable, boolean withComments) {
    Relation relation = usable.relation();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("schema", relation.name().schema());
    node.put("name", relation.name().name());
    node.put("kind", relation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (withComments && !relation.comment().isEmpty()) {
      node.put("comment", beginning(relation.comment()));
    }
    ObjectNode uses = node.putObject("uses");
    usable.uses().forEach((use, leave) -> uses.put(use.word(), leave.word()));
    ArrayNode key = node.putArray("primaryKey");
    relation.primaryKey().forEach(key::add);
    ArrayNode foreignKeys = node.putArray("foreignKeys");
    usable.keys().forEach(known -> addForeignKey(foreignKeys, known));
    ArrayNode columns = node.putArray("columns");
    for (Column column : relation.columns()) {
      ObjectNode described =
          columns
              .addObject()
              .put("name", column.name())
              .put("type", column.type())
              .put("nullable", column.nullable())
              .put("generated", column.generated())
              .put("masked", usable.masked().contains(column.name()));
      if (withComments && !column.comment().isEmpty()) {
        described.put("comment", beginning(column.comment()));
      }
    }
    return node;
  }

  private static void addForeignKey(ArrayNode foreignKeys, KeyConstraint key) {
    key.reference()
        .ifPresent(reference -> {
          ObjectNode node = foreignKeys.addObject().put("name", key.name());
          ArrayNode columns = node.putArray("columns");
          key.columns().forEach(columns::add);
          ObjectNode other = node.putObject("references");
          other.put("schema", reference.relation().schema());
          other.put("name", reference.relation().name());
          ArrayNode otherColumns = other.putArray("columns");
          reference.columns().forEach(otherColumns::add);
        });
  }

  private static String beginning(String comment) {
    return comment.codePointCount(0, comment.length()) <= MOST_OF_A_COMMENT
        ? comment
        : comment.substring(0, comment.offsetByCodePoints(0, MOST_OF_A_COMMENT)) + "…";
  }

  boolean isFull() {
    return full;
  }

  String text() {
    return document.toString();
  }
}
