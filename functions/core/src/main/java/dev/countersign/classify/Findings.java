package dev.countersign.classify;

import dev.countersign.catalogue.Catalogue;
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
  private Effect effect = Effect.READ;
  private String reason = "";

  Findings(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.surveyed = !catalogue.isNone();
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

  /** A relation is touched. */
  void touch(List<Name> name, Access access) {
    String relation = name.getLast().text();
    if (name.size() > 1) {
      RelationName exact = new RelationName(name.get(name.size() - 2).text(), relation);
      touch(exact, catalogue.find(exact), access);
      return;
    }
    Optional<Relation> resolved = catalogue.resolve(relation);
    String schema = resolved.map(found -> found.name().schema()).orElse(systemSchema(relation));
    touch(new RelationName(schema, relation), resolved, access);
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

  Classification classification() {
    return new Classification(effect, relations, functions, signals, reason);
  }
}
