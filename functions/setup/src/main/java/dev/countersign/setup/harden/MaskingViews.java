package dev.countersign.setup.harden;

import dev.countersign.catalogue.RelationName;
import dev.countersign.setup.Identifiers;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The views that stand for relations with labelled columns: named as these, in a schema of their
 * own beside each schema, with every labelled column a constant. They never name a labelled column.
 */
final class MaskingViews {

  /** What stands in place of a text. */
  static final String MASK = "***";

  private static final String SUFFIX = "_masked";
  private static final Set<String> TEXTS = Set.of("text", "character varying", "bpchar");

  private MaskingViews() {}

  /** The schema of the views for the relations of this schema. */
  static String schema(String schema) {
    return schema + SUFFIX;
  }

  static RelationName name(GuardedRelation relation) {
    return new RelationName(schema(relation.name().schema()), relation.name().name());
  }

  static String create(GuardedRelation relation) {
    return relation.columns().stream()
        .map(column ->
            relation.isLabelled(column) ? masked(column) : Identifiers.quoted(column.name()))
        .collect(
            Collectors.joining(
                ", ",
                "CREATE VIEW "
                    + Identifiers.quoted(name(relation))
                    + " WITH (security_barrier) AS SELECT ",
                " FROM " + Identifiers.quoted(relation.name())));
  }

  private static String masked(GuardedColumn column) {
    String type = column.type().toLowerCase(Locale.ROOT).replaceAll("\\s*\\([^)]*\\)", "");
    String plain = type.equals("character") ? "bpchar" : type;
    return TEXTS.contains(plain)
        ? "CAST('" + MASK + "' AS " + plain + ") AS " + Identifiers.quoted(column.name())
        : "CAST(NULL AS " + column.type() + ") AS " + Identifiers.quoted(column.name());
  }
}
