package dev.countersign.mask;

import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.Relation;
import dev.countersign.decide.Exposure;
import dev.countersign.decide.Exposure.Place;
import dev.countersign.sql.NamedRelations;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds where a write uses masked columns otherwise than as the target of an assignment: in a
 * condition, an expression or RETURNING, or as part of a whole row. Names are compared without
 * regard to what they belong to, and a row counts as every masked column, which finds more than
 * there is. What is not one INSERT, UPDATE, DELETE or MERGE is refused, and so is what a read is
 * refused for: a relation that nobody surveyed, or a call that reads what the text does not name.
 */
final class WriteExposures {

  /** The row that an INSERT with ON CONFLICT proposes: what is in it comes from the INSERT. */
  private static final String PROPOSED = "excluded";

  /** They name what they change, and so are writes of it. */
  private static final Set<String> SEQUENCE_CALLS = Set.of("nextval", "setval");

  private final Known known;
  private final CallCheck calls;

  /** The masked columns of the relations touched by name, each with the labelled ones behind it. */
  private final SortedMap<String, SortedSet<ColumnName>> masked = new TreeMap<>();

  /** All columns of the touched relations that have masked ones. */
  private final Set<String> columnNames = new TreeSet<>();

  /** Every name that could mean a whole row of one. */
  private final Set<String> rowNames = new TreeSet<>(Set.of("old", "new"));

  private final SortedSet<Exposure> found = new TreeSet<>();

  private WriteExposures(Known known) {
    this.known = known;
    this.calls = new CallCheck(known);
  }

  /** The exposures of the write with this root. */
  static SortedSet<Exposure> of(Node root, Known known) throws CannotBeMasked {
    WriteExposures exposures = new WriteExposures(known);
    exposures.refuseCalls(root);
    for (Node named : NamedRelations.of(root)) {
      exposures.collect(named);
    }
    if (exposures.masked.isEmpty()) {
      return exposures.found;
    }
    switch (root.kind()) {
      case INSERT, UPDATE, DELETE, MERGE -> exposures.change(root, EnumSet.of(Place.RETURNING));
      default -> throw notFollowed();
    }
    return exposures.found;
  }

  static CannotBeMasked notFollowed() {
    return new CannotBeMasked(
        MaskRefusal.COLUMN_IN_WRITE,
        "the write touches masked columns and its use of them cannot be followed; ask for one"
            + " INSERT, UPDATE, DELETE or MERGE");
  }

  private void collect(Node named) throws CannotBeMasked {
    Relation relation = known.relationItself(named);
    if (!known.isMasked(relation)) {
      return;
    }
    rowNames.add(relation.name().name());
    named.child(Kind.ALIAS).map(Node::lastName).ifPresent(rowNames::add);
    for (Column column : relation.columns()) {
      columnNames.add(column.name());
      if (known.isMasked(relation, column)) {
        behind(column.name()).addAll(known.behind(relation, column));
      }
    }
    // Also a column that the survey did not find where the labels say it is.
    known.masked().stream()
        .filter(column -> column.relation().equals(relation.name()))
        .forEach(column -> behind(column.name()).add(column));
  }

  private SortedSet<ColumnName> behind(String name) {
    return masked.computeIfAbsent(name, _ -> new TreeSet<>());
  }

  private void refuseCalls(Node node) throws CannotBeMasked {
    switch (node.kind()) {
      case FUNCTION -> {
        if (!SEQUENCE_CALLS.contains(node.lastName())) {
          calls.refuseCall(node);
        }
        known.plainName(node);
      }
      case FIELD, COLUMN -> calls.refuseField(node);
      default -> {
        // It calls nothing by itself.
      }
    }
    for (Node child : node.children()) {
      refuseCalls(child);
    }
  }

  /**
   * What a change uses.
   *
   * @param returning what its RETURNING is: that of the whole write, or a source of the rest of it
   */
  private void change(Node change, Set<Place> returning) {
    if (change.kind() == Kind.MERGE) {
      // Its parts are not told apart.
      row(EnumSet.of(Place.CONDITION, Place.VALUE));
      if (change.child(Kind.SELECT_LIST).isPresent()) {
        row(returning);
      }
      return;
    }
    for (Node child : change.children()) {
      switch (child.kind()) {
        case WHERE -> visit(child, change, EnumSet.of(Place.CONDITION));
        case SELECT_LIST -> visit(child, change, returning);
        case WITH, FROM, TARGET -> visit(child, change, EnumSet.of(Place.SOURCE));
        case ON_CONFLICT -> conflict(child);
        default -> visit(child, change, EnumSet.of(Place.VALUE));
      }
    }
  }

  private void conflict(Node conflict) {
    boolean compares = false;
    for (Node child : conflict.children()) {
      switch (child.kind()) {
        case WHERE -> visit(child, conflict, EnumSet.of(Place.CONDITION));
        case SET -> visit(child, conflict, EnumSet.of(Place.VALUE));
        default -> {
          compares = true;
          visit(child, conflict, EnumSet.of(Place.CONFLICT));
        }
      }
    }
    if (!compares) {
      // A constraint by its name, or any there is.
      row(EnumSet.of(Place.CONFLICT));
    }
  }

  private void visit(Node node, Node parent, Set<Place> places) {
    switch (node.kind()) {
      case INSERT, UPDATE, DELETE, MERGE -> change(node, EnumSet.of(Place.SOURCE));
      case QUERY -> children(node, choosesByItsList(node) ? choosing(places) : places);
      case WHERE, ON, GROUP_BY, HAVING, ORDER_BY, LIMIT, DISTINCT ->
          children(node, choosing(places));
      case WITH, SUBQUERY_SOURCE, FUNCTION_SOURCE -> children(node, supplying(places));
      case STAR, FIELD, TABLE_COMMAND -> {
        row(places);
        children(node, places);
      }
      case RELATION, TARGET -> relation(node, places);
      case COLUMN_LIST -> {
        // The columns that an INSERT or UPDATE sets are its own to choose; those that a join
        // compares are not.
        if (parent.kind() != Kind.INSERT && parent.kind() != Kind.SET) {
          node.names().stream().map(Name::text).forEach(name -> named(name, choosing(places)));
        }
      }
      case JOIN -> {
        // The alias of a join names the rows of both its sides.
        if (node.is(Trait.NATURAL) || node.child(Kind.ALIAS).isPresent()) {
          row(choosing(supplying(places)));
        }
        children(node, places);
      }
      case COLUMN -> column(node, places);
      default -> children(node, places);
    }
  }

  /**
   * Whether the columns that a query gives decide which rows it gives: an order and a group can
   * name one by its place or its alias, and different rows are different in all of them.
   */
  private static boolean choosesByItsList(Node query) {
    return query.children().stream()
        .anyMatch(part ->
            switch (part.kind()) {
              case ORDER_BY, SET_OPERATION -> true;
              case SELECT ->
                  part.child(Kind.DISTINCT).isPresent() || part.child(Kind.GROUP_BY).isPresent();
              default -> false;
            });
  }

  /** Where a query is written or supplies the rest of the write, it matters which rows it gives. */
  private static Set<Place> choosing(Set<Place> places) {
    return places.contains(Place.VALUE) || places.contains(Place.SOURCE)
        ? with(places, Place.CONDITION)
        : places;
  }

  /** What the query makes of its sources is not followed. */
  private static Set<Place> supplying(Set<Place> places) {
    return places.contains(Place.VALUE) ? with(places, Place.SOURCE) : places;
  }

  private static Set<Place> with(Set<Place> places, Place another) {
    EnumSet<Place> more = EnumSet.of(another);
    more.addAll(places);
    return more;
  }

  private void relation(Node relation, Set<Place> places) {
    // An alias that renames columns hides which of them are masked, and how long values are
    // decides which rows a sample finds.
    if (relation.child(Kind.TABLESAMPLE).isPresent()
        || relation.child(Kind.ALIAS).flatMap(alias -> alias.child(Kind.COLUMN_LIST)).isPresent()) {
      row(supplying(places));
    }
    children(relation, places);
  }

  private void children(Node node, Set<Place> places) {
    for (Node child : node.children()) {
      visit(child, node, places);
    }
  }

  private void column(Node column, Set<Place> places) {
    if (isProposed(column)) {
      return;
    }
    if (column.is(Trait.ALL_COLUMNS)
        || rowNames.contains(column.lastName())
        || Known.isSystemColumn(column.lastName())
        || callsRoutine(column)) {
      row(places);
    } else {
      named(column.lastName(), places);
    }
  }

  /** Whether it is of the proposed row, and no relation took over the name. */
  private boolean isProposed(Node column) {
    int parts = column.names().size();
    return column.names().getFirst().text().equals(PROPOSED)
        && parts <= (column.is(Trait.ALL_COLUMNS) ? 1 : 2)
        && !rowNames.contains(PROPOSED)
        && !masked.containsKey(PROPOSED);
  }

  /** {@code row.name} calls the routine of this name with the row if it has no such column. */
  private boolean callsRoutine(Node column) {
    int parts = column.names().size();
    return parts > 1
        && rowNames.contains(column.names().get(parts - 2).text())
        && !columnNames.contains(column.lastName());
  }

  private void named(String name, Set<Place> places) {
    for (ColumnName column : masked.getOrDefault(name, new TreeSet<>())) {
      places.forEach(place -> found.add(new Exposure(column, place)));
    }
  }

  /** A row may be that of any relation touched. */
  private void row(Set<Place> places) {
    masked.keySet().forEach(name -> named(name, places));
  }
}
