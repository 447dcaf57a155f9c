package dev.countersign.mask;

import dev.countersign.bundle.Label;
import dev.countersign.bundle.Mask;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.PlainRoutine;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.TellingFunctions;
import dev.countersign.sql.Node;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The target's relations, and which of their columns are masked for this caller. */
final class Known {

  /** Source: PostgreSQL documentation, "System Columns". */
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "ctid", "xmin", "xmax", "cmin", "cmax");

  private final Catalogue catalogue;
  private final SortedSet<ColumnName> masked;
  private final Map<ColumnName, Label> labels = new HashMap<>();
  private final KeyPlaceholders key;
  private final ViewBodies bodies = new ViewBodies(this);
  private final Map<RelationName, SortedSet<String>> maskedColumns = new HashMap<>();

  Known(
      Catalogue catalogue,
      SortedSet<ColumnName> masked,
      Collection<LabelledColumn> labelled,
      KeyPlaceholders key) {
    this.catalogue = catalogue;
    this.key = key;
    labelled.forEach(each -> labels.put(each.column(), new Label(each.label(), each.mask())));
    this.masked = Collections.unmodifiableSortedSet(new TreeSet<>(masked));
  }

  SortedSet<ColumnName> masked() {
    return masked;
  }

  /** The relation that this node names, if it may be read at all. */
  Relation relation(Node named) throws CannotBeMasked {
    Relation relation = find(named).orElseThrow(() -> unknown(named));
    if (relation.kind() == RelationKind.FOREIGN_TABLE || relation.kind() == RelationKind.SEQUENCE) {
      throw indirect(relation, "is a foreign table or a sequence");
    }
    if (!readsSurveyedOnly(relation)) {
      throw indirect(relation, "reads a catalogue of the target, which may quote values");
    }
    if (relation.callsRoutines() && !masked.isEmpty()) {
      throw indirect(relation, "is read through routines of the target, which cannot be followed");
    }
    if (!hasBody(relation)) {
      refuseMaskedBelow(relation);
    }
    if (hasMasked(relation, relation.placedBy())) {
      throw new CannotBeMasked(
          MaskRefusal.STORAGE,
          "which rows are in partition `"
              + relation.name()
              + "` tells masked values; read the whole table");
    }
    return relation;
  }

  /** The relation that this node names, if it need not be read through the query of a view. */
  Relation relationItself(Node named) throws CannotBeMasked {
    Relation relation = relation(named);
    refuseMaskedBelow(relation);
    return relation;
  }

  private void refuseMaskedBelow(Relation relation) throws CannotBeMasked {
    Optional<RelationName> below = maskedBelow(relation);
    if (!isTable(relation) && below.isPresent()) {
      throw indirect(
          relation, "reads `" + below.get() + "`, which has masked columns; read that instead");
    }
  }

  private CannotBeMasked unknown(Node named) {
    return new CannotBeMasked(
        MaskRefusal.UNKNOWN_RELATION,
        catalogue.isNone()
            ? "the connection's target was not surveyed yet"
            : "relation `" + named.fullName() + "` is not in the connection's catalogue");
  }

  private static CannotBeMasked indirect(Relation relation, String why) {
    return new CannotBeMasked(
        MaskRefusal.INDIRECT_RELATION, "relation `" + relation.name() + "` " + why);
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
    if (routine.isPresent() && !mayReadUnnamed(routine.get())) {
      throw new CannotBeMasked(
          MaskRefusal.INDIRECT_FUNCTION,
          "a function reads what the text does not name, beside masked columns or in a catalogue of"
              + " the target");
    }
    return routine.map(
        found -> MaskedTable.quoted(found.schema()) + "." + MaskedTable.quoted(found.name()));
  }

  /**
   * Whether a function may read what the text does not name: not beside masked columns, and never a
   * catalogue of the target, which no label can be put on.
   */
  private boolean mayReadUnnamed(PlainRoutine routine) {
    return routine.reads().isEmpty()
        || (masked.isEmpty()
            && routine.reads().stream()
                .allMatch(name -> catalogue.find(name).map(this::readsSurveyedOnly).orElse(false)));
  }

  private boolean readsSurveyedOnly(Relation relation) {
    return relation.dependsOn().stream().allMatch(name -> catalogue.find(name).isPresent());
  }

  /** Whether it is a column that every table has, and that tells where a row is stored. */
  static boolean isSystemColumn(String name) {
    return SYSTEM_COLUMNS.contains(name);
  }

  /** Whether some relation of the target has a column of this name, other than a telling one. */
  boolean isColumnName(String name) {
    return !TellingFunctions.contains(name)
        && catalogue.relations().values().stream()
            .flatMap(relation -> relation.columns().stream())
            .anyMatch(column -> column.name().equals(name));
  }

  private static boolean isTable(Relation relation) {
    return relation.kind() == RelationKind.TABLE
        || relation.kind() == RelationKind.PARTITIONED_TABLE;
  }

  private static boolean hasBody(Relation relation) {
    return relation.kind() == RelationKind.VIEW && !relation.definition().isEmpty();
  }

  private Optional<RelationName> maskedBelow(Relation relation) {
    return relation.dependsOn().stream()
        .filter(below -> !below.equals(relation.name()) && isLabelled(below))
        .findFirst();
  }

  private boolean isLabelled(RelationName name) {
    return masked.stream().anyMatch(column -> column.relation().equals(name));
  }

  /** The rewritten query of a view that reads masked columns; empty for any other relation. */
  Optional<ViewBody> body(Relation relation) throws CannotBeMasked {
    return hasBody(relation) && maskedBelow(relation).isPresent()
        ? Optional.of(bodies.of(relation))
        : Optional.empty();
  }

  /** Whether a column of this relation is masked. */
  boolean isMasked(Relation relation) {
    return !maskedColumns(relation).isEmpty();
  }

  boolean isMasked(Relation relation, Column column) {
    return maskedColumns(relation).contains(column.name());
  }

  /** What is known of a masked column: its own label, or else one whose mask shows none of it. */
  Label label(Relation relation, Column column) {
    return labels.getOrDefault(
        new ColumnName(relation.name(), column.name()), new Label("", Mask.REDACT));
  }

  /** The parameters as which a key is bound. */
  KeyPlaceholders key() {
    return key;
  }

  /**
   * The masked columns of a relation. Labels go along a tree of partitions or inheriting tables,
   * since one row can be read through several of them. A generated column may be computed from any
   * column of its row, and otherwise in each table of the tree, so it is masked with them.
   */
  private SortedSet<String> maskedColumns(Relation relation) {
    return maskedColumns.computeIfAbsent(relation.name(), name -> findMaskedColumns(relation));
  }

  private SortedSet<String> findMaskedColumns(Relation relation) {
    SortedSet<String> columns = new TreeSet<>();
    SortedSet<ColumnName> below = maskedInTree(relation);
    below.stream()
        .filter(column -> column.relation().equals(relation.name()) || has(relation, column.name()))
        .forEach(column -> columns.add(column.name()));
    if (!below.isEmpty()) {
      relation.columns().stream()
          .filter(Column::generated)
          .forEach(column -> columns.add(column.name()));
    }
    return columns;
  }

  /** The labelled columns whose values a masked column holds, or may be computed from. */
  SortedSet<ColumnName> behind(Relation relation, Column column) {
    SortedSet<ColumnName> behind = maskedInTree(relation);
    if (!column.generated()) {
      behind.removeIf(labelled -> !labelled.name().equals(column.name()));
    }
    return behind;
  }

  private SortedSet<ColumnName> maskedInTree(Relation relation) {
    SortedSet<RelationName> tree = new TreeSet<>();
    tree.add(relation.name());
    if (isTable(relation)) {
      tree.addAll(relation.dependsOn());
    }
    return masked.stream()
        .filter(column -> tree.contains(column.relation()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean has(Relation relation, String column) {
    return relation.columns().stream().anyMatch(each -> each.name().equals(column));
  }

  /**
   * Whether the order in which the target keeps its rows, or finds them, may tell masked values.
   */
  boolean tellsOrder(Relation relation) {
    return hasMasked(relation, Relation::orderedBy);
  }

  /**
   * Whether masked values may decide how many rows the target expects of conditions on others, and
   * so how it goes about a read.
   */
  boolean swaysEstimates(Relation relation) {
    return hasMasked(relation, Relation::estimatedBy);
  }

  /** Whether such columns of this relation, or of one of its tree, are masked. */
  private boolean hasMasked(Relation relation, Function<Relation, SortedSet<String>> columns) {
    return hasMasked(relation, columns.apply(relation))
        || (isTable(relation)
            && relation.dependsOn().stream()
                .flatMap(name -> catalogue.find(name).stream())
                .anyMatch(other -> hasMasked(other, columns.apply(other))));
  }

  private boolean hasMasked(Relation relation, SortedSet<String> columns) {
    SortedSet<String> hidden = maskedColumns(relation);
    return columns.stream().anyMatch(column -> hidden.contains(column));
  }
}
