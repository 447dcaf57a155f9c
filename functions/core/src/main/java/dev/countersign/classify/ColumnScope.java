package dev.countersign.classify;

import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.classify.RelationUse.Access;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the names at one level of a statement may mean: the sources of this query, and of every
 * query around it. A name that may mean several columns means all of them.
 */
final class ColumnScope {

  private final @Nullable ColumnScope outer;
  private final ColumnFindings findings;
  private final Map<String, Set<Source>> sources = new HashMap<>();
  private final Set<Source> known = new LinkedHashSet<>();
  private final Set<String> resolved = new HashSet<>();

  ColumnScope(@Nullable ColumnScope outer, ColumnFindings findings) {
    this.outer = outer;
    this.findings = findings;
  }

  /**
   * Something that is read.
   *
   * @param relation the relation that it is; empty where its columns are not known or count
   *     elsewhere
   * @param renamed the names that its alias gives to its first columns
   */
  private record Source(Optional<Relation> relation, List<String> renamed) {

    @Override
    public int hashCode() {
      return relation.map(found -> found.name().hashCode()).orElse(0) + renamed.size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Source source
          && source.renamed.equals(renamed)
          && source.relation.map(Relation::name).equals(relation.map(Relation::name));
    }
  }

  void add(String alias, Optional<Relation> relation, List<String> renamed) {
    Source source = new Source(relation, renamed);
    sources.computeIfAbsent(alias, name -> new LinkedHashSet<>()).add(source);
    if (relation.isPresent()) {
      known.add(source);
    }
  }

  /** Every column of every source of this level. */
  void all() {
    known.forEach(source -> whole(source));
  }

  /** A bare name: a column of any source in sight, or the whole row of a source of this name. */
  void bare(String name) {
    for (ColumnScope level = this; level != null; level = level.outer) {
      if (level.resolved.add(name)) {
        for (Source source : level.known) {
          level.column(source, name);
        }
        level.sources.getOrDefault(name, Set.of()).forEach(level::whole);
      }
    }
  }

  /** {@code source.name}, or {@code source.*} where there is no name. */
  void qualified(List<String> names, Optional<String> column) {
    boolean found = false;
    String qualifier = names.getLast();
    for (ColumnScope level = this; level != null; level = level.outer) {
      for (Source source : level.sources.getOrDefault(qualifier, Set.of())) {
        found = true;
        if (column.isEmpty() || !level.column(source, column.get())) {
          level.whole(source);
        }
      }
    }
    if (!found) {
      unknown(names, column);
    }
  }

  private void unknown(List<String> names, Optional<String> column) {
    names.forEach(this::bare);
    column.ifPresent(this::bare);
    for (ColumnScope level = this; column.isEmpty() && level != null; level = level.outer) {
      level.all();
    }
  }

  private boolean column(Source source, String name) {
    if (source.relation().isEmpty()) {
      return true;
    }
    Relation relation = source.relation().get();
    List<Column> meant = new ArrayList<>(1);
    int renamed = Math.min(source.renamed().size(), relation.columns().size());
    for (int place = 0; place < renamed; place++) {
      if (source.renamed().get(place).equals(name)) {
        meant.add(relation.columns().get(place));
      }
    }
    findings.find(relation, name).ifPresent(meant::add);
    meant.forEach(column -> findings.read(relation, column));
    return !meant.isEmpty();
  }

  private void whole(Source source) {
    source.relation().ifPresent(relation -> findings.whole(relation, Access.READ));
  }
}
