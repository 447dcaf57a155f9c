package dev.countersign.setup.harden;

import dev.countersign.catalogue.RelationName;
import dev.countersign.setup.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The statements that harden a target, in their order. Run again they come to the same. They give
 * the role no relation that it may not read already, and take from others only what {@code
 * fromPublic} says.
 */
final class HardeningSql {

  /** By its comment a schema is known as one that this command made, and may make anew. */
  static final String COMMENT = "Countersign: masking views, made by ./countersign harden";

  private final String role;
  private final boolean fromPublic;
  private final List<String> lines = new ArrayList<>();

  private HardeningSql(String role, boolean fromPublic) {
    this.role = Identifiers.quoted(role);
    this.fromPublic = fromPublic;
  }

  /**
   * The statements, and comments that begin with two hyphens.
   *
   * @param existing the masking views that are there already
   */
  static List<String> of(
      List<GuardedRelation> relations,
      List<HandingOn> handingOn,
      SortedSet<RelationName> existing,
      String role,
      boolean fromPublic) {
    HardeningSql sql = new HardeningSql(role, fromPublic);
    sql.schemas(relations);
    existing.forEach(view -> sql.lines.add("DROP VIEW " + Identifiers.quoted(view)));
    relations.forEach(sql::relation);
    handingOn.forEach(sql::handingOn);
    return List.copyOf(sql.lines);
  }

  private void schemas(List<GuardedRelation> relations) {
    SortedSet<String> schemas = new TreeSet<>();
    relations.forEach(relation -> schemas.add(MaskingViews.schema(relation.name().schema())));
    for (String schema : schemas) {
      lines.add("CREATE SCHEMA IF NOT EXISTS " + Identifiers.quoted(schema));
      lines.add("COMMENT ON SCHEMA " + Identifiers.quoted(schema) + " IS '" + COMMENT + "'");
      lines.add("GRANT USAGE ON SCHEMA " + Identifiers.quoted(schema) + " TO " + role);
    }
  }

  private void relation(GuardedRelation relation) {
    String name = Identifiers.quoted(relation.name());
    lines.add(MaskingViews.create(relation));
    lines.add("REVOKE SELECT ON " + name + " FROM " + role);
    if (relation.readByPublic()) {
      fromPublic("REVOKE SELECT ON " + name + " FROM PUBLIC");
    }
    if (!relation.readByRole()) {
      lines.add("-- the role may not read " + printable(name) + " and is given nothing of it");
      return;
    }
    if (relation.open().isEmpty()) {
      lines.add("-- every column of " + printable(name) + " is labelled: only its view is left");
    } else {
      lines.add("GRANT SELECT (" + columns(relation) + ") ON " + name + " TO " + role);
    }
    lines.add("GRANT SELECT ON " + Identifiers.quoted(MaskingViews.name(relation)) + " TO " + role);
  }

  private static String columns(GuardedRelation relation) {
    return relation.open().stream()
        .map(GuardedColumn::name)
        .map(Identifiers::quoted)
        .collect(Collectors.joining(", "));
  }

  private void handingOn(HandingOn found) {
    String revoke =
        switch (found.kind()) {
          case VIEW -> "REVOKE SELECT ON " + found.name() + " FROM ";
          case ROUTINE -> "REVOKE EXECUTE ON ROUTINE " + found.name() + " FROM ";
        };
    lines.add(revoke + role);
    if (found.openToPublic()) {
      fromPublic(revoke + "PUBLIC");
    }
  }

  /** What every role has, this one has too; but others may live by it. */
  private void fromPublic(String revoke) {
    lines.add(
        fromPublic
            ? revoke
            : "-- needs --from-public, and others may need it: " + printable(revoke));
  }

  /** A name with a line break would end the comment that it stands in. */
  private static String printable(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
