package dev.countersign.mask;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.PlainRoutine;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.sql.Node;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The target's relations, and which of their columns are masked for this caller. */
final class Known {

  private final Catalogue catalogue;
  private final SortedSet<ColumnName> masked;

  Known(Catalogue catalogue, SortedSet<ColumnName> masked) {
    this.catalogue = catalogue;
    this.masked = Collections.unmodifiableSortedSet(new TreeSet<>(masked));
  }

  SortedSet<ColumnName> masked() {
    return masked;
  }

  /** The relation that this node names, if it may be read at all. */
  Relation relation(Node named) throws CannotBeMasked {
    Relation relation =
        find(named)
            .orElseThrow(() ->
                new CannotBeMasked(
                    MaskRefusal.UNKNOWN_RELATION,
                    catalogue.isNone()
                        ? "the connection's target was not surveyed yet"
                        : "relation `"
                            + named.fullName()
                            + "` is not in the connection's catalogue"));
    if (relation.kind() == RelationKind.FOREIGN_TABLE || relation.kind() == RelationKind.SEQUENCE) {
      throw new CannotBeMasked(
          MaskRefusal.INDIRECT_RELATION,
          "relation `" + relation.name() + "` is a foreign table or a sequence");
    }
    if (relation.callsRoutines() && !masked.isEmpty()) {
      throw new CannotBeMasked(
          MaskRefusal.INDIRECT_RELATION,
          "relation `"
              + relation.name()
              + "` is read through routines of the target, which cannot be followed");
    }
    for (RelationName below : relation.dependsOn()) {
      if (!below.equals(relation.name()) && isMasked(below)) {
        throw new CannotBeMasked(
            MaskRefusal.INDIRECT_RELATION,
            "relation `"
                + relation.name()
                + "` reads `"
                + below
                + "`, which has masked columns; read that instead");
      }
    }
    return relation;
  }

  private Optional<Relation> find(Node named) {
    return switch (named.names().size()) {
      case 1 -> catalogue.resolve(named.lastName());
      case 2 -> catalogue.find(new RelationName(named.names().getFirst().text(), named.lastName()));
      default -> Optional.empty();
    };
  }

  /** The full name of a type or function of the target that calls nothing that is not built in. */
  Optional<String> plainName(Node node) throws CannotBeMasked {
    String said = node.names().size() == 2 ? node.names().getFirst().text() : "";
    if (node.names().size() > 2) {
      return Optional.empty();
    }
    if (node.kind() == Node.Kind.TYPE) {
      return catalogue
          .plainType(said, node.lastName())
          .map(type -> MaskedTable.quoted(type.schema()) + "." + MaskedTable.quoted(type.name()));
    }
    Optional<PlainRoutine> routine =
        node.kind() == Node.Kind.FUNCTION
            ? catalogue.plainRoutine(said, node.lastName())
            : Optional.empty();
    if (routine.isPresent() && !routine.get().reads().isEmpty() && !masked.isEmpty()) {
      throw new CannotBeMasked(
          MaskRefusal.UNSUPPORTED_FORM,
          "a function reads what the text does not name, beside masked columns");
    }
    return routine.map(
        found -> MaskedTable.quoted(found.schema()) + "." + MaskedTable.quoted(found.name()));
  }

  boolean isMasked(RelationName name) {
    return masked.stream().anyMatch(column -> column.relation().equals(name));
  }

  /** A generated column may be computed from any column of its row, so it is masked with them. */
  boolean isMasked(Relation relation, Column column) {
    return masked.contains(new ColumnName(relation.name(), column.name()))
        || (column.generated() && isMasked(relation.name()));
  }

  boolean isMasked(Relation relation, String column) {
    return relation.columns().stream()
        .anyMatch(each -> each.name().equals(column) && isMasked(relation, each));
  }
}
