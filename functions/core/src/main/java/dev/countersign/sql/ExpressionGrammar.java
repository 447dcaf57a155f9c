package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expressions: operands with what stands between and behind them. Precedence is not kept, since
 * nobody asks for it; a comparison of a comparison is refused, as PostgreSQL does.
 */
final class ExpressionGrammar {

  private final Grammar grammar;
  private final Cursor cursor;

  ExpressionGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  /** Which operators may stand in an expression. */
  private enum Reach {
    /** All of them (a_expr). */
    ALL,
    /** None that is a keyword, but IS (b_expr). */
    SYMBOLS
  }

  /** What was read behind an operand. */
  private enum Step {
    OPERAND_FOLLOWS,
    COMPLETE,
    END
  }

  Node expression() {
    return expression(Reach.ALL, null);
  }

  /** The rest of an expression whose first operand was read already. */
  Node expressionAfter(Node first) {
    return expression(Reach.ALL, first);
  }

  /** An expression in which IN, AND and their like end it (b_expr). */
  Node symbolsOnly() {
    return expression(Reach.SYMBOLS, null);
  }

  Node expressionOrDefault() {
    if (cursor.at("default")) {
      Draft literal = new Draft(Kind.LITERAL, cursor.start());
      cursor.next();
      return literal.end(cursor.end());
    }
    return expression();
  }

  List<Node> list() {
    List<Node> expressions = new ArrayList<>();
    do {
      expressions.add(expression());
    } while (cursor.acceptSymbol(","));
    return expressions;
  }

  /** Adds a WHERE clause if there is one. */
  void where(Draft owner) {
    if (cursor.at("where")) {
      Draft where = new Draft(Kind.WHERE, cursor.start());
      cursor.next();
      owner.add(where.add(expression()).end(cursor.end()));
    }
  }

  private Node expression(Reach reach, @Nullable Node first) {
    cursor.enter();
    int start = first == null ? cursor.start() : first.start();
    Draft parts = new Draft(Kind.EXPRESSION, start);
    Comparison comparison = new Comparison();
    Step step = Step.OPERAND_FOLLOWS;
    if (first != null) {
      grammar.operands.suffixes(parts.add(first), first);
      step = step(parts, reach, comparison);
    }
    while (step != Step.END) {
      if (step == Step.OPERAND_FOLLOWS) {
        prefixes(parts, reach, comparison);
        Node operand = grammar.operands.operand();
        grammar.operands.suffixes(parts.add(operand), operand);
      }
      step = step(parts, reach, comparison);
    }
    cursor.leave();
    return parts.size() == 1 ? parts.only() : parts.end(cursor.end());
  }

  private void prefixes(Draft parts, Reach reach, Comparison comparison) {
    while (true) {
      Token token = cursor.peek();
      boolean symbol = token.kind() == TokenKind.OPERATOR && !Comparison.compares(token);
      if (reach == Reach.ALL && cursor.accept("not")) {
        comparison.reset();
      } else if ((symbol && !token.isOperator("*")) || grammar.operands.atQualifiedOperator()) {
        parts.add(grammar.operands.operator());
      } else {
        return;
      }
    }
  }

  /** Reads what stands behind an operand. */
  private Step step(Draft parts, Reach reach, Comparison comparison) {
    if (cursor.peek().kind() == TokenKind.OPERATOR) {
      comparison.check(cursor);
      parts.add(grammar.operands.operator());
      return quantified(parts);
    }
    if (cursor.peek().kind() != TokenKind.WORD) {
      return Step.END;
    }
    if (grammar.operands.atQualifiedOperator()) {
      parts.add(grammar.operands.operator());
      return quantified(parts);
    }
    if (cursor.accept("is")) {
      return test(comparison);
    }
    return reach == Reach.ALL ? keyword(parts, comparison) : Step.END;
  }

  private Step test(Comparison comparison) {
    comparison.reset();
    cursor.accept("not");
    if (cursor.accept("distinct", "from")) {
      return Step.OPERAND_FOLLOWS;
    }
    if (cursor.acceptAny("null", "true", "false", "unknown", "document")) {
      return Step.COMPLETE;
    }
    if (cursor.accept("json")) {
      cursor.acceptAny("value", "object", "array", "scalar");
      grammar.json.uniqueKeys();
      return Step.COMPLETE;
    }
    cursor.acceptAny("nfc", "nfd", "nfkc", "nfkd");
    cursor.expect("normalized");
    return Step.COMPLETE;
  }

  private Step keyword(Draft parts, Comparison comparison) {
    if (cursor.acceptAny("and", "or")) {
      comparison.joined();
      return Step.OPERAND_FOLLOWS;
    }
    if (cursor.acceptAny("overlaps", "escape")) {
      return Step.OPERAND_FOLLOWS;
    }
    if (cursor.acceptAny("isnull", "notnull")) {
      comparison.reset();
      return Step.COMPLETE;
    }
    if (cursor.accept("at", "time")) {
      cursor.expect("zone");
      return Step.OPERAND_FOLLOWS;
    }
    if (cursor.at("not") && isPredicate(cursor.peek(1))) {
      cursor.next();
    }
    // SUBSTRING (text SIMILAR pattern ESCAPE character)
    boolean sentence = cursor.at("similar") && !cursor.peek(1).isWord("to");
    return isPredicate(cursor.peek()) && !sentence ? predicate(parts, comparison) : Step.END;
  }

  private static boolean isPredicate(Token token) {
    return token.isWord("like")
        || token.isWord("ilike")
        || token.isWord("similar")
        || token.isWord("between")
        || token.isWord("in");
  }

  private Step predicate(Draft parts, Comparison comparison) {
    return switch (cursor.next().name()) {
      case "similar" -> {
        cursor.expect("to");
        yield Step.OPERAND_FOLLOWS;
      }
      case "between" -> {
        comparison.between();
        cursor.acceptAny("symmetric", "asymmetric");
        yield Step.OPERAND_FOLLOWS;
      }
      case "in" -> {
        parts.add(grammar.operands.parenthesised());
        yield Step.COMPLETE;
      }
      default -> quantified(parts);
    };
  }

  /** {@code ANY (...)} and its like complete the operand; else one must follow. */
  private Step quantified(Draft parts) {
    if (cursor.atAny("any", "some", "all") && cursor.peek(1).isPunctuation("(")) {
      cursor.next();
      parts.add(grammar.operands.parenthesised());
      return Step.COMPLETE;
    }
    return Step.OPERAND_FOLLOWS;
  }
}
