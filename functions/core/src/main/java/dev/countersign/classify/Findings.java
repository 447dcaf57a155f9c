package dev.countersign.classify;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.RelationUse.Access;
import dev.countersign.sql.Node.Name;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is found in one statement, gathered until it is a {@link Classification}. */
final class Findings {

  private final Catalogue catalogue;
  private final boolean surveyed;
  private final SortedSet<RelationUse> relations = new TreeSet<>();
  private final SortedSet<String> functions = new TreeSet<>();
  private final SortedSet<Signal> signals = new TreeSet<>();
  private final ColumnFindings columns;
  private Effect effect = Effect.READ;
  private String reason = "";

  Findings(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.surveyed = !catalogue.isNone();
    this.columns = new ColumnFindings(catalogue);
  }

  /** It is at least this severe; the reason of the most severe finding is kept. */
  Findings atLeast(Effect found, String why) {
    if (found.compareTo(effect) > 0) {
      effect = found;
      reason = why;
    }
    return this;
  }

  Findings signal(Signal signal) {
    signals.add(signal);
    return this;
  }

  void call(String function) {
    functions.add(function);
  }

  ColumnFindings columns() {
    return columns;
  }

  /** Whether names can be looked up. */
  boolean surveyed() {
    return surveyed;
  }

  /** Whether nothing was found so far that is no read. */
  boolean isRead() {
    return effect == Effect.READ;
  }

  /** The columns of the relations touched whose types may have operators of their own. */
  List<Column> columnsOfOwnTypes() {
    return relations.stream()
        .flatMap(use -> catalogue.find(use.relation()).stream())
        .flatMap(relation -> relation.columns().stream())
        .filter(column -> !catalogue.isPlain(column))
        .toList();
  }

  /** The relation that this name means, if the catalogue knows it. */
  Optional<Relation> find(List<Name> name) {
    String relation = name.getLast().text();
    return name.size() > 1
        ? catalogue.find(new RelationName(name.get(name.size() - 2).text(), relation))
        : catalogue.resolve(relation);
  }

  /** A relation is touched as a whole. */
  void touchWhole(List<Name> name, Access access) {
    touch(name, access);
    find(name).ifPresent(relation -> columns.whole(relation, access));
  }

  /** A relation is made: in the first schema of the search path, if none is said. */
  void make(List<Name> name) {
    if (find(name).isPresent()) {
      touchWhole(name, Access.WRITE);
      return;
    }
    String first = catalogue.searchPath().isEmpty() ? "" : catalogue.searchPath().getFirst();
    relations.add(new RelationUse(named(name, first), Access.WRITE));
  }

  /** A relation is touched; which of its columns is found apart. */
  void touch(List<Name> name, Access access) {
    Optional<Relation> known = find(name);
    String schema =
        known
            .map(found -> found.name().schema())
            .orElseGet(() -> systemSchema(name.getLast().text()));
    touch(named(name, schema), known, access);
  }

  /** A relation is read by a function that is called. */
  void reach(RelationName relation) {
    touch(relation, catalogue.find(relation), Access.READ);
    catalogue.find(relation).ifPresent(found -> columns.whole(found, Access.READ));
  }

  /** Its name, in this schema if it says none. */
  private static RelationName named(List<Name> name, String schema) {
    String relation = name.getLast().text();
    return name.size() > 1
        ? new RelationName(name.get(name.size() - 2).text(), relation)
        : new RelationName(schema, relation);
  }

  private void touch(RelationName name, Optional<Relation> known, Access access) {
    relations.add(new RelationUse(name, access));
    if (known.isPresent()) {
      known(known.get(), access);
    } else if (surveyed && !isSystem(name.schema())) {
      signal(Signal.RELATION_UNKNOWN);
      atLeast(Effect.UNKNOWN, "relation " + quoted(name.name()) + " is not in the catalogue");
    }
  }

  private void known(Relation relation, Access access) {
    if (relation.callsRoutines()) {
      columns.whole(relation, Access.READ);
      signal(Signal.NOT_ON_ALLOW_LIST);
      String name = quoted(relation.name().name());
      atLeast(Effect.UNKNOWN, "relation " + name + " calls a routine that is not built in");
    }
    if (relation.kind() == RelationKind.VIEW) {
      for (RelationName below : relation.dependsOn()) {
        relations.add(new RelationUse(below, access));
      }
    }
  }

  /** Names that begin with pg_ are looked up in the system's schema before all others. */
  private String systemSchema(String relation) {
    return surveyed && relation.startsWith("pg_") ? "pg_catalog" : "";
  }

  private static boolean isSystem(String schema) {
    return schema.equals("pg_catalog") || schema.equals("information_schema");
  }

  /** The name between backticks if it is a plain one; a name may hold anything. */
  static String quoted(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '$' && c != '.') {
        return "with an unusual name";
      }
    }
    return "`" + name + "`";
  }

  /** What is not known to do only what it says may touch any column of what it touches. */
  Classification classification() {
    if (effect == Effect.UNKNOWN) {
      for (RelationUse use : relations) {
        catalogue.find(use.relation()).ifPresent(known -> columns.whole(known, use.access()));
      }
    }
    return new Classification(
        effect, relations, columns.all(relations), functions, signals, reason);
  }
}
