package dev.countersign.mask;

import dev.countersign.catalogue.Relation;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.List;
import java.util.Optional;

/**
 * Refuses masked columns, and whole rows that hold them, wherever they are not a bare item of the
 * outermost select list. What cannot surely be told from a masked column counts as one.
 */
final class ColumnUse {

  private final Known known;
  private final Splices splices;

  ColumnUse(Known known, Splices splices) {
    this.known = known;
    this.splices = splices;
  }

  static CannotBeMasked elsewhere(Relation relation) {
    return new CannotBeMasked(
        MaskRefusal.COLUMN_IN_EXPRESSION,
        "relation `"
            + relation.name()
            + "` has masked columns; name the other columns, or only list masked ones in the outermost select");
  }

  /** A column in an expression, a condition, an order or the like. */
  void inExpression(Node column, Scope scope) throws CannotBeMasked {
    for (Source source : possibleSources(column, scope)) {
      Optional<Relation> relation = source.relation().filter(found -> known.isMasked(found.name()));
      if (relation.isPresent() && mayMean(column, source, relation.get())) {
        throw refused(column, relation.get());
      }
    }
    qualified(column, scope);
  }

  /** A bare name means a column of the innermost query if one of its sources surely has it. */
  private static List<Source> possibleSources(Node column, Scope scope) {
    boolean bare = column.names().size() == 1 && !column.is(Trait.ALL_COLUMNS);
    boolean inner =
        scope.isComplete()
            && scope.sources().stream()
                .filter(source -> !source.renamed())
                .flatMap(source -> source.relation().stream())
                .anyMatch(relation -> hasColumn(relation, column.lastName()));
    return bare && inner ? scope.sources() : scope.visible();
  }

  private boolean mayMean(Node column, Source source, Relation relation) {
    boolean named = names(column, source, relation);
    if (column.is(Trait.ALL_COLUMNS)) {
      return named;
    }
    boolean unqualified = column.names().size() == 1;
    boolean wholeRow = unqualified && column.lastName().equals(source.name());
    boolean masked = known.isMasked(relation, column.lastName()) && (unqualified || named);
    boolean row = named && !unqualified && !hasColumn(relation, column.lastName());
    return wholeRow || masked || row;
  }

  /** Whether the column is qualified with this source's name. */
  private static boolean names(Node column, Source source, Relation relation) {
    int qualifiers =
        column.is(Trait.ALL_COLUMNS) ? column.names().size() : column.names().size() - 1;
    return switch (qualifiers) {
      case 0 -> false;
      case 1 -> column.names().getFirst().text().equals(source.name());
      default ->
          column.names().get(qualifiers - 1).text().equals(relation.name().name())
              || column.names().getFirst().text().equals(source.name());
    };
  }

  private static boolean hasColumn(Relation relation, String name) {
    return relation.columns().stream().anyMatch(column -> column.name().equals(name));
  }

  private CannotBeMasked refused(Node column, Relation relation) {
    if (known.isMasked(relation, column.lastName())) {
      return new CannotBeMasked(
          MaskRefusal.COLUMN_IN_EXPRESSION,
          "column `%s` of `%s` is masked for you; it may only stand by itself in the outermost select list"
              .formatted(column.lastName(), relation.name()));
    }
    return new CannotBeMasked(
        MaskRefusal.WHOLE_ROW,
        "a whole row of `%s` holds masked columns; name the columns instead"
            .formatted(relation.name()));
  }

  /** {@code (x).name} and {@code (x).*}: what x is cannot be followed. */
  void field(Scope scope) throws CannotBeMasked {
    if (firstMasked(scope.visible()).isPresent()) {
      throw new CannotBeMasked(
          MaskRefusal.WHOLE_ROW,
          "a field of a row cannot be followed beside masked columns; name the column instead");
    }
  }

  private Optional<Relation> firstMasked(List<Source> sources) {
    return sources.stream()
        .flatMap(source -> source.relation().stream())
        .filter(relation -> known.isMasked(relation.name()))
        .findFirst();
  }

  /** Stars in a select list that is not the outermost one, or that keeps only different rows. */
  void refuseStars(Node list, Scope scope) throws CannotBeMasked {
    for (Node item : list.children()) {
      Optional<Relation> relation = firstMasked(scope.sources());
      if (item.child(Kind.STAR).isPresent() && relation.isPresent()) {
        throw elsewhere(relation.get());
      }
    }
  }

  /** The columns by which a join compares, and the names that it gives to both its sides. */
  void joinColumns(Node join, Scope scope) throws CannotBeMasked {
    Optional<Relation> hidden = firstMasked(scope.sources());
    if (join.child(Kind.ALIAS).isPresent() && hidden.isPresent()) {
      throw new CannotBeMasked(
          MaskRefusal.UNSUPPORTED_FORM,
          "a join that has an alias hides whose columns are named; `%s` has masked columns"
              .formatted(hidden.get().name()));
    }
    List<String> using =
        join.children().stream()
            .filter(child -> child.kind() == Kind.COLUMN_LIST)
            .flatMap(child -> child.names().stream())
            .map(Node.Name::text)
            .toList();
    for (Source source : scope.sources()) {
      Optional<Relation> relation = source.relation().filter(found -> known.isMasked(found.name()));
      if (relation.isEmpty()) {
        continue;
      }
      boolean compares = using.stream().anyMatch(name -> known.isMasked(relation.get(), name));
      if (compares || join.is(Trait.NATURAL)) {
        throw new CannotBeMasked(
            MaskRefusal.COLUMN_IN_EXPRESSION,
            "a join compares masked columns of `%s`; join on other columns"
                .formatted(relation.get().name()));
      }
    }
  }

  /** A column qualified with a schema: the derived table has none, so the schema goes. */
  void qualified(Node column, Scope scope) {
    int least = column.is(Trait.ALL_COLUMNS) ? 2 : 3;
    if (column.kind() != Kind.COLUMN || column.names().size() != least) {
      return;
    }
    for (Source source : scope.visible()) {
      Optional<Relation> relation = source.relation().filter(found -> known.isMasked(found.name()));
      if (relation.isPresent()
          && column.names().getFirst().text().equals(relation.get().name().schema())
          && column.names().get(1).text().equals(relation.get().name().name())
          && source.name().equals(relation.get().name().name())) {
        splices.replace(column.names().getFirst().start(), column.names().get(1).start(), "");
        return;
      }
    }
  }
}
