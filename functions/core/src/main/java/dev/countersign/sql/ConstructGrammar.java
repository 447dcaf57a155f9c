package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import java.util.Set;

/** Built-in syntax in expressions: CASE, CAST, ARRAY, EXTRACT and the like. */
final class ConstructGrammar {

  private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

  private static final Set<String> VALUES =
      Set.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "current_role",
          "current_user",
          "session_user",
          "user",
          "current_catalog",
          "current_schema");

  private static final Set<String> LISTS =
      Set.of("row", "coalesce", "greatest", "least", "nullif", "grouping", "xmlconcat");

  /** Functions whose arguments may be parted by keywords. */
  private static final Set<String> SENTENCES =
      Set.of("extract", "position", "overlay", "substring", "trim", "normalize");

  private final Grammar grammar;
  private final Cursor cursor;

  ConstructGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  /** Whether the next word begins built-in syntax and is not just a name. */
  boolean startsHere() {
    String word = cursor.peek().name();
    if (CONSTANTS.contains(word) || word.equals("case")) {
      return true;
    }
    if (VALUES.contains(word)) {
      // current_schema may also be called like a function.
      return true;
    }
    Token after = cursor.peek(1);
    if (word.equals("array")) {
      return true;
    }
    if (word.equals("collation")) {
      return after.isWord("for");
    }
    boolean open = after.isPunctuation("(");
    return (open && opens(word)) || grammar.types.startsConstant();
  }

  private static boolean opens(String word) {
    return LISTS.contains(word)
        || SENTENCES.contains(word)
        || word.equals("exists")
        || word.equals("cast")
        || word.equals("treat")
        || XmlGrammar.FUNCTIONS.contains(word)
        || JsonGrammar.FUNCTIONS.contains(word);
  }

  Node construct() {
    int start = cursor.start();
    if (grammar.types.startsConstant()) {
      return grammar.types.constant();
    }
    Token word = cursor.peek();
    if (XmlGrammar.FUNCTIONS.contains(word.name())) {
      return grammar.xml.function();
    }
    if (JsonGrammar.FUNCTIONS.contains(word.name())) {
      return grammar.json.function();
    }
    if (CONSTANTS.contains(word.name())) {
      return grammar.operands.literal();
    }
    Draft construct = new Draft(Kind.CONSTRUCT, start).name(cursor.next());
    switch (word.name()) {
      case "case" -> caseBody(construct);
      case "array" -> array(construct);
      case "exists" -> construct.add(existsQuery());
      case "cast", "treat" -> cast(construct);
      case "collation" -> {
        cursor.expect("for");
        construct.add(grammar.operands.parenthesised());
      }
      default -> {
        if (VALUES.contains(word.name())) {
          value(construct);
        } else {
          arguments(construct, word.name());
        }
      }
    }
    return construct.end(cursor.end());
  }

  private Node existsQuery() {
    Node query = grammar.operands.parenthesised();
    if (query.kind() != Kind.SUBQUERY) {
      throw cursor.mismatch("a query is missing");
    }
    return query;
  }

  private void value(Draft construct) {
    if (cursor.acceptSymbol("(")) {
      if (!cursor.atSymbol(")")) {
        construct.add(grammar.operands.operand());
      }
      cursor.expectSymbol(")");
    }
  }

  private void arguments(Draft construct, String word) {
    cursor.expectSymbol("(");
    if (!cursor.atSymbol(")")) {
      if (SENTENCES.contains(word)) {
        sentence(construct, word);
      } else {
        construct.addAll(grammar.expressions.list());
      }
    }
    cursor.expectSymbol(")");
  }

  /** Arguments with commas or the keywords that these functions know between them. */
  private void sentence(Draft construct, String word) {
    cursor.acceptAny("both", "leading", "trailing");
    if (word.equals("extract") && cursor.peek(1).isWord("from")) {
      cursor.next();
    }
    boolean more = !cursor.at("from") || cursor.accept("from");
    while (more) {
      boolean position = word.equals("position");
      construct.add(argument(position));
      more =
          cursor.acceptSymbol(",")
              || cursor.acceptAny("from", "for", "placing", "in", "similar", "escape");
    }
  }

  private Node argument(boolean position) {
    return position ? grammar.expressions.symbolsOnly() : grammar.expressions.expression();
  }

  private void cast(Draft construct) {
    cursor.expectSymbol("(");
    construct.add(grammar.expressions.expression());
    cursor.expect("as");
    construct.add(grammar.types.type());
    cursor.expectSymbol(")");
  }

  private void array(Draft construct) {
    if (cursor.atSymbol("(")) {
      construct.add(existsQuery());
    } else {
      elements(construct);
    }
  }

  private void elements(Draft construct) {
    cursor.enter();
    cursor.expectSymbol("[");
    if (!cursor.atSymbol("]")) {
      do {
        if (cursor.atSymbol("[")) {
          elements(construct);
        } else {
          construct.add(grammar.expressions.expression());
        }
      } while (cursor.acceptSymbol(","));
    }
    cursor.expectSymbol("]");
    cursor.leave();
  }

  private void caseBody(Draft construct) {
    if (!cursor.at("when")) {
      construct.add(grammar.expressions.expression());
    }
    do {
      cursor.expect("when");
      construct.add(grammar.expressions.expression());
      cursor.expect("then");
      construct.add(grammar.expressions.expression());
    } while (cursor.at("when"));
    if (cursor.accept("else")) {
      construct.add(grammar.expressions.expression());
    }
    cursor.expect("end");
  }

  /** An item of GROUP BY: an expression, {@code ()}, ROLLUP, CUBE or GROUPING SETS. */
  Node groupItem() {
    Draft item = new Draft(Kind.CONSTRUCT, cursor.start());
    if (cursor.atSymbol("(") && cursor.peek(1).isPunctuation(")")) {
      cursor.next();
      cursor.next();
      return item.end(cursor.end());
    }
    boolean open = cursor.peek(1).isPunctuation("(");
    if (cursor.at("grouping", "sets") || (open && cursor.atAny("rollup", "cube"))) {
      cursor.enter();
      item.name(cursor.next());
      cursor.accept("sets");
      cursor.expectSymbol("(");
      do {
        item.add(groupItem());
      } while (cursor.acceptSymbol(","));
      cursor.expectSymbol(")");
      cursor.leave();
      return item.end(cursor.end());
    }
    return grammar.expressions.expression();
  }
}
