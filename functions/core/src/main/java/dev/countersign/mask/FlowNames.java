package dev.countersign.mask;

import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.Optional;

/** The names and numbers by which the columns of a query are named. */
final class FlowNames {

  private FlowNames() {}

  /**
   * The name of an item of a select list; empty where it is not surely known. Source: PostgreSQL
   * documentation, "Column Labels".
   */
  static String of(Node item) {
    Optional<Node> alias = item.child(Kind.ALIAS);
    if (alias.isPresent()) {
      return alias.get().lastName();
    }
    Node first = item.children().getFirst();
    boolean named =
        (first.kind() == Kind.COLUMN && !first.is(Trait.ALL_COLUMNS))
            || first.kind() == Kind.FUNCTION;
    return named ? first.lastName() : "";
  }

  /** The position, from 0, that a number in ORDER BY or GROUP BY stands for. */
  static Optional<Integer> position(String literal) {
    boolean plain =
        !literal.isEmpty() && literal.length() < 10 && literal.chars().allMatch(Character::isDigit);
    return plain ? Optional.of(Math.max(0, Integer.parseInt(literal) - 1)) : Optional.empty();
  }
}
