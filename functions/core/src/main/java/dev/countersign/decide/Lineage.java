package dev.countersign.decide;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.operation.ConnectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A resource as policies name it, with everything that it belongs to. This is the one place where
 * parents come from: Cedar takes a forbid on a connection for absent, without an error, where a
 * resource is presented without its parents.
 *
 * <p>INVARIANT: no step is missing. A lineage ends with a connection, and each step's id begins
 * with its parent's.
 *
 * @param steps the resource, then its parent, and so on up to the connection
 */
record Lineage(List<Step> steps) {

  private static final List<String> TYPES = List.of("Column", "Relation", "Connection");
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

  /** One entity: its type and its id. */
  record Step(String type, String id) {}

  Lineage {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > TYPES.size()) {
      throw new IllegalArgumentException("a lineage has one to three steps");
    }
    for (int index = 0; index < steps.size(); index++) {
      if (!steps.get(index).type().equals(TYPES.get(TYPES.size() - steps.size() + index))) {
        throw new IllegalArgumentException("a step of the lineage is missing");
      }
      if (index > 0 && !steps.get(index - 1).id().startsWith(steps.get(index).id() + ".")) {
        throw new IllegalArgumentException("a step does not belong to its parent");
      }
    }
  }

  static Lineage of(ConnectionName connection) {
    return new Lineage(List.of(new Step("Connection", connection.text())));
  }

  static Lineage of(ConnectionName connection, RelationName relation) {
    return of(connection)
        .child("Relation", written(relation.schema()) + "." + written(relation.name()));
  }

  static Lineage of(ConnectionName connection, ColumnName column) {
    return of(connection, column.relation()).child("Column", written(column.name()));
  }

  private Lineage child(String type, String name) {
    List<Step> longer = new ArrayList<>();
    longer.add(new Step(type, resource().id() + "." + name));
    longer.addAll(steps);
    return new Lineage(longer);
  }

  Step resource() {
    return steps.getFirst();
  }

  /** The name as SQL writes it, so that no two resources have the same id. */
  private static String written(String name) {
    return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
