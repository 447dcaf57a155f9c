package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;

/** Operands of expressions, what may stand directly behind one, and operators. */
final class OperandGrammar {

  private final Grammar grammar;
  private final Cursor cursor;

  OperandGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  Node operand() {
    Token token = cursor.peek();
    return switch (token.kind()) {
      case NUMBER, STRING -> literal();
      case PARAMETER ->
          new Draft(Kind.PARAMETER, token.start()).name(cursor.next()).end(token.end());
      case PUNCTUATION -> parenthesised();
      case WORD ->
          grammar.constructs.startsHere() ? grammar.constructs.construct() : grammar.calls.named();
      case QUOTED_NAME -> grammar.calls.named();
      case OPERATOR, END -> throw cursor.mismatch("an operand is missing");
    };
  }

  /** A number, a string or a keyword constant. */
  Node literal() {
    Draft literal = new Draft(Kind.LITERAL, cursor.start());
    cursor.next();
    return literal.end(cursor.end());
  }

  /**
   * {@code ( query )} as SUBQUERY, {@code ( expression )} as EXPRESSION, {@code ( a, b )} as ROW.
   * Which of them it is shows only after the parentheses within.
   */
  Node parenthesised() {
    cursor.enter();
    int start = cursor.start();
    cursor.expectSymbol("(");
    Node node;
    if (cursor.atSymbol("(") && grammar.queries.atQueryAfter(0)) {
      node = afterInner(start, parenthesised());
    } else if (grammar.queries.atQueryAfter(0)) {
      node = subquery(start, grammar.queries.query());
    } else {
      node = listFrom(start, grammar.expressions.expression());
    }
    cursor.leave();
    return node;
  }

  private Node afterInner(int start, Node inner) {
    if (inner.kind() == Kind.SUBQUERY && (cursor.atSymbol(")") || grammar.queries.atRest())) {
      Node query = inner.children().getFirst();
      return subquery(start, grammar.queries.rest(query.start(), null, query));
    }
    return listFrom(start, grammar.expressions.expressionAfter(inner));
  }

  private Node subquery(int start, Node query) {
    cursor.expectSymbol(")");
    Node whole = new Draft(Kind.QUERY, start).addAll(query.children()).end(cursor.end());
    return new Draft(Kind.SUBQUERY, start).add(whole).end(cursor.end());
  }

  private Node listFrom(int start, Node first) {
    Draft list = new Draft(cursor.atSymbol(",") ? Kind.ROW : Kind.EXPRESSION, start).add(first);
    while (cursor.acceptSymbol(",")) {
      list.add(grammar.expressions.expression());
    }
    cursor.expectSymbol(")");
    return list.end(cursor.end());
  }

  /** {@code .field}, {@code [subscript]}, {@code ::type}, {@code COLLATE name}. */
  void suffixes(Draft parts, Node operand) {
    boolean indirection =
        switch (operand.kind()) {
          case COLUMN, PARAMETER, SUBQUERY, ROW, EXPRESSION -> true;
          default -> false;
        };
    while (indirection && (cursor.atSymbol("[") || cursor.atSymbol("."))) {
      if (cursor.atSymbol("[")) {
        subscript(parts);
      } else {
        parts.add(field());
      }
    }
    while (cursor.atSymbol("::") || cursor.at("collate")) {
      parts.add(cursor.acceptSymbol("::") ? grammar.types.type() : collation());
    }
  }

  private void subscript(Draft parts) {
    cursor.expectSymbol("[");
    if (!cursor.atSymbol(":")) {
      parts.add(grammar.expressions.expression());
    }
    if (cursor.acceptSymbol(":") && !cursor.atSymbol("]")) {
      parts.add(grammar.expressions.expression());
    }
    cursor.expectSymbol("]");
  }

  private Node field() {
    Draft field = new Draft(Kind.FIELD, cursor.start());
    cursor.expectSymbol(".");
    if (cursor.peek().isOperator("*")) {
      cursor.next();
      return field.trait(Trait.ALL_COLUMNS).end(cursor.end());
    }
    return field.name(cursor.label()).end(cursor.end());
  }

  Node collation() {
    Draft collation = new Draft(Kind.COLLATION, cursor.start());
    cursor.expect("collate");
    return collation.names(cursor.qualifiedName()).end(cursor.end());
  }

  boolean atQualifiedOperator() {
    return cursor.at("operator") && cursor.peek(1).isPunctuation("(");
  }

  /** A symbol, or {@code OPERATOR(schema.symbol)}. */
  Node operator() {
    Draft operator = new Draft(Kind.OPERATOR, cursor.start());
    if (!cursor.accept("operator")) {
      return symbol(operator).end(cursor.end());
    }
    cursor.expectSymbol("(");
    while (cursor.peek().kind() != TokenKind.OPERATOR) {
      operator.name(cursor.columnName());
      cursor.expectSymbol(".");
    }
    symbol(operator);
    cursor.expectSymbol(")");
    return operator.end(cursor.end());
  }

  private Draft symbol(Draft operator) {
    if (cursor.peek().kind() != TokenKind.OPERATOR) {
      throw cursor.mismatch("an operator is missing");
    }
    return operator.name(cursor.next());
  }
}
