package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which RELATION and TARGET nodes of a statement name relations of the target, and not items of a
 * WITH. An item is seen by its later siblings and the statement that has the WITH; with RECURSIVE
 * by all siblings and itself. A qualified name and what is written to are never items.
 */
public final class NamedRelations {

  private final List<Node> found = new ArrayList<>();

  private NamedRelations() {}

  /** The nodes, in the order of the text within each statement. */
  public static List<Node> of(Node statement) {
    NamedRelations relations = new NamedRelations();
    relations.walk(statement, null);
    return List.copyOf(relations.found);
  }

  /** Names that are seen somewhere. */
  private record Scope(Set<String> names, @Nullable Scope outer) {

    static boolean sees(@Nullable Scope scope, String name) {
      for (Scope at = scope; at != null; at = at.outer) {
        if (at.names.contains(name)) {
          return true;
        }
      }
      return false;
    }
  }

  private void walk(Node node, @Nullable Scope scope) {
    Scope inner = scope;
    for (Node child : node.children()) {
      if (child.kind() == Kind.WITH) {
        inner = with(child, scope);
      } else if (child.kind() != Kind.LOCKING) {
        walk(child, inner);
      }
    }
    boolean item =
        node.kind() == Kind.RELATION
            && node.names().size() == 1
            && Scope.sees(scope, node.lastName());
    if (node.kind() == Kind.TARGET || (node.kind() == Kind.RELATION && !item)) {
      found.add(node);
    }
  }

  private Scope with(Node with, @Nullable Scope outer) {
    Scope scope = new Scope(new HashSet<>(), outer);
    if (with.is(Trait.RECURSIVE)) {
      with.children().forEach(item -> scope.names.add(item.lastName()));
    }
    for (Node item : with.children()) {
      walk(item, scope);
      scope.names.add(item.lastName());
    }
    return scope;
  }
}
