package dev.countersign.sql;

import java.util.Set;

/** Sees that no comparison is compared: PostgreSQL's comparison operators do not associate. */
final class Comparison {

  private static final Set<String> OPERATORS = Set.of("<", ">", "=", "<=", ">=", "<>");

  private boolean open;
  private int betweens;

  static boolean compares(Token token) {
    return OPERATORS.contains(token.name());
  }

  /** The next token is an operator between two operands. */
  void check(Cursor cursor) {
    if (compares(cursor.peek())) {
      if (open) {
        throw cursor.mismatch("a comparison is compared");
      }
      open = true;
    }
  }

  void between() {
    betweens++;
  }

  /** AND or OR was read. The AND of a BETWEEN starts nothing new. */
  void joined() {
    if (betweens > 0) {
      betweens--;
    } else {
      reset();
    }
  }

  void reset() {
    open = false;
  }
}
