package dev.countersign.mask;

import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import java.util.Set;

/**
 * Refuses ORDER BY and GROUP BY that name a masked column of the answer by its alias or its number:
 * they would sort or group constants, which misleads. PostgreSQL takes a name or a number so only
 * where it stands by itself, parentheses aside.
 */
final class OutputOrder {

  private static final Set<String> GROUPINGS = Set.of("rollup", "cube", "grouping");

  private final OutputPositions outputs;
  private final Splices text;

  OutputOrder(OutputPositions outputs, Splices text) {
    this.outputs = outputs;
    this.text = text;
  }

  void check(Node clause) throws CannotBeMasked {
    for (Node item : clause.children()) {
      item(item);
    }
  }

  private void item(Node item) throws CannotBeMasked {
    boolean parentheses = item.kind() == Kind.EXPRESSION && item.children().size() == 1;
    boolean grouping = item.kind() == Kind.CONSTRUCT && GROUPINGS.contains(item.lastName());
    if (parentheses || grouping || item.kind() == Kind.ROW) {
      check(item);
    }
    boolean named =
        item.kind() == Kind.COLUMN
            && item.names().size() == 1
            && outputs.maskedNames().contains(item.lastName());
    if (named || (item.kind() == Kind.LITERAL && isMaskedNumber(item))) {
      throw new CannotBeMasked(
          MaskRefusal.COLUMN_IN_EXPRESSION,
          "the answer cannot be sorted or grouped by a masked column; leave it out of ORDER BY and"
              + " GROUP BY");
    }
  }

  /** Numbers that are not plain decimal, such as {@code 0x1}, count as masked. */
  private boolean isMaskedNumber(Node literal) {
    String number = text.slice(literal.start(), literal.end());
    if (outputs.masked().isEmpty() || !Character.isDigit(number.charAt(0))) {
      return false;
    }
    boolean plain = number.length() < 10 && number.chars().allMatch(Character::isDigit);
    return !plain || outputs.masked().contains(Integer.parseInt(number) - 1);
  }
}
