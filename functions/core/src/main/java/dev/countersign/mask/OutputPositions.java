package dev.countersign.mask;

import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Counts the columns of the answer, and which of them are masked. */
final class OutputPositions {

  private final Known known;
  private final Scope scope;
  private final Optional<Node> from;
  private final SortedSet<Integer> masked = new TreeSet<>();
  private final SortedSet<String> maskedNames = new TreeSet<>();
  private int next;

  OutputPositions(Known known, Scope scope, Optional<Node> from) {
    this.known = known;
    this.scope = scope;
    this.from = from;
  }

  SortedSet<Integer> masked() {
    return masked;
  }

  /** The names that the masked columns of the answer have. */
  SortedSet<String> maskedNames() {
    return maskedNames;
  }

  /** Whether this is an item that stands by itself: a column, or a star. */
  boolean isBare(Node item) {
    if (item.kind() == Kind.STAR) {
      return true;
    }
    if (item.kind() != Kind.COLUMN) {
      return false;
    }
    if (item.is(Trait.ALL_COLUMNS)) {
      return true;
    }
    return readsColumn(item);
  }

  /** Whether the item names a column of a relation, and not a whole row or an unknown. */
  private boolean readsColumn(Node item) {
    return scope.sources().stream()
        .filter(
            source -> item.names().size() == 1 || isNamed(item, item.names().size() - 1, source))
        .flatMap(source -> source.relation().stream())
        .flatMap(relation -> relation.columns().stream())
        .anyMatch(column -> column.name().equals(item.lastName()));
  }

  void addOther() {
    next++;
  }

  /** Adds an item that stands by itself, under its alias or else its own name. */
  void add(Node item, Optional<Node> alias) throws CannotBeMasked {
    if (item.kind() == Kind.STAR) {
      addEvery(scope.sources(), mergesColumns());
    } else if (item.is(Trait.ALL_COLUMNS)) {
      addEvery(
          scope.sources().stream()
              .filter(source -> isNamed(item, item.names().size(), source))
              .toList(),
          false);
    } else {
      addColumn(item, alias.orElse(item).lastName());
    }
  }

  private void addColumn(Node item, String name) {
    boolean isMasked =
        scope.sources().stream()
            .filter(source ->
                item.names().size() == 1 || isNamed(item, item.names().size() - 1, source))
            .flatMap(source -> source.relation().stream())
            .anyMatch(relation -> known.isMasked(relation, item.lastName()));
    if (isMasked) {
      masked.add(next);
      maskedNames.add(name);
    }
    next++;
  }

  private void addEvery(List<Source> sources, boolean merged) throws CannotBeMasked {
    boolean counted = sources.stream().allMatch(source -> source.relation().isPresent());
    if (!counted || merged) {
      if (anySourceMasked()) {
        throw new CannotBeMasked(
            MaskRefusal.UNSUPPORTED_FORM,
            "the columns of a star cannot be counted here; name the columns that you want");
      }
      return;
    }
    for (Source source : sources) {
      source.relation().ifPresent(this::addRelation);
    }
  }

  void addRelation(Relation relation) {
    for (Column column : relation.columns()) {
      if (known.isMasked(relation, column)) {
        masked.add(next);
        maskedNames.add(column.name());
      }
      next++;
    }
  }

  private boolean anySourceMasked() {
    return scope.sources().stream()
        .flatMap(source -> source.relation().stream())
        .anyMatch(relation -> known.isMasked(relation.name()));
  }

  /** USING and NATURAL give one column for two. */
  private boolean mergesColumns() {
    return from.stream().anyMatch(OutputPositions::merges);
  }

  private static boolean merges(Node node) {
    boolean here =
        node.kind() == Kind.JOIN
            && (node.is(Trait.NATURAL)
                || node.children().stream().anyMatch(child -> child.kind() == Kind.COLUMN_LIST));
    boolean joins = node.kind() == Kind.JOIN || node.kind() == Kind.FROM;
    return here || (joins && node.children().stream().anyMatch(OutputPositions::merges));
  }

  private static boolean isNamed(Node item, int qualifiers, Source source) {
    return qualifiers > 0 && item.names().get(qualifiers - 1).text().equals(source.name());
  }
}
