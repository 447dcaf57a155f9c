package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayList;
import java.util.List;

/** Names in expressions: columns, calls with all that may follow them, and windows. */
final class CallGrammar {

  private final Grammar grammar;
  private final Cursor cursor;

  CallGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  /** A column, a call, or a constant with its type before it. */
  Node named() {
    return named(Place.EXPRESSION);
  }

  /** Where a call stands: in FROM nothing may follow it. */
  private enum Place {
    EXPRESSION,
    FROM
  }

  private Node named(Place place) {
    int start = cursor.start();
    Token first = cursor.label();
    List<Name> names = new ArrayList<>(3);
    names.add(Cursor.name(first));
    while (cursor.atSymbol(".") && !cursor.peek(1).isOperator("*")) {
      cursor.next();
      names.add(Cursor.name(cursor.label()));
    }
    boolean bare = first.kind() == TokenKind.WORD;
    if (cursor.peek().kind() == TokenKind.STRING) {
      Node type = new Draft(Kind.TYPE, start).names(names).end(cursor.end());
      return typed(start, type, bare && names.size() == 1, first);
    }
    if (cursor.atSymbol("(")) {
      boolean mayCall =
          names.size() == 1 ? Keywords.mayNameFunction(first.name()) : mayHoldName(first);
      if (bare && !mayCall) {
        throw cursor.mismatch("a keyword stands where a function may");
      }
      return call(start, names, place);
    }
    if (bare && !mayHoldName(first)) {
      throw new Mismatch("a keyword stands where an operand may", start);
    }
    return column(start, names);
  }

  private static boolean mayHoldName(Token token) {
    return Keywords.mayNameColumn(token.name());
  }

  private Node typed(int start, Node type, boolean check, Token first) {
    if (check && !Keywords.mayNameFunction(first.name())) {
      throw cursor.mismatch("a keyword stands where a type may");
    }
    Draft constant = new Draft(Kind.EXPRESSION, start).add(type);
    return constant.add(grammar.operands.literal()).end(cursor.end());
  }

  private Node column(int start, List<Name> names) {
    Draft column = new Draft(Kind.COLUMN, start).names(names);
    if (cursor.acceptSymbol(".")) {
      cursor.next();
      column.trait(Trait.ALL_COLUMNS);
    }
    return column.end(cursor.end());
  }

  private Node call(int start, List<Name> names, Place place) {
    Draft call = new Draft(Kind.FUNCTION, start).names(names);
    cursor.expectSymbol("(");
    if (cursor.peek().isOperator("*") && cursor.peek(1).isPunctuation(")")) {
      cursor.next();
      call.trait(Trait.STAR_ARGUMENT);
    } else if (!cursor.atSymbol(")")) {
      arguments(call);
    }
    cursor.expectSymbol(")");
    if (cursor.peek().kind() == TokenKind.STRING) {
      Node plain = call.end(cursor.end());
      Draft type = new Draft(Kind.TYPE, start).names(names).addAll(plain.children());
      return typed(start, type.end(cursor.end()), false, cursor.peek());
    }
    if (place == Place.EXPRESSION) {
      afterCall(call);
    }
    return call.end(cursor.end());
  }

  /** The arguments of a call, up to its closing parenthesis. */
  void arguments(Draft call) {
    if (cursor.accept("distinct")) {
      call.trait(Trait.DISTINCT_ROWS);
    } else {
      cursor.accept("all");
    }
    do {
      cursor.accept("variadic");
      if (atNamedArgument()) {
        cursor.label();
        cursor.next();
      }
      call.add(grammar.expressions.expression());
    } while (cursor.acceptSymbol(","));
    if (cursor.at("order")) {
      call.add(grammar.queries.orderBy());
    }
  }

  private boolean atNamedArgument() {
    Token after = cursor.peek(1);
    return after.isPunctuation("=>") || after.isPunctuation(":=");
  }

  /** Whether an argument stands here that only a call can have. */
  boolean atMarkedArgument() {
    return cursor.atAny("distinct", "all", "variadic") || atNamedArgument();
  }

  private void afterCall(Draft call) {
    if (cursor.accept("within", "group")) {
      if (call.has(Kind.ORDER_BY) || call.has(Trait.DISTINCT_ROWS)) {
        throw cursor.mismatch("an aggregate has more than one order");
      }
      cursor.expectSymbol("(");
      call.add(grammar.queries.orderBy());
      cursor.expectSymbol(")");
    }
    filterAndWindow(call);
  }

  /** {@code FILTER (WHERE ...)} and {@code OVER ...} after a call. */
  void filterAndWindow(Draft call) {
    if (cursor.at("filter") && cursor.peek(1).isPunctuation("(")) {
      cursor.next();
      cursor.next();
      if (!cursor.at("where")) {
        throw cursor.mismatch("`where` is missing");
      }
      grammar.expressions.where(call);
      cursor.expectSymbol(")");
    }
    if (cursor.at("over")) {
      Draft window = new Draft(Kind.WINDOW, cursor.start());
      cursor.next();
      if (cursor.atSymbol("(")) {
        windowBody(window);
      } else {
        window.name(cursor.columnName());
      }
      call.add(window.end(cursor.end()));
    }
  }

  /** {@code name AS (...)} of a WINDOW clause. */
  Node namedWindow() {
    Draft window = new Draft(Kind.WINDOW, cursor.start()).name(cursor.columnName());
    cursor.expect("as");
    windowBody(window);
    return window.end(cursor.end());
  }

  private void windowBody(Draft window) {
    cursor.expectSymbol("(");
    if (cursor.atColumnName() && !cursor.atAny("partition", "range", "rows", "groups")) {
      window.name(cursor.columnName());
    }
    if (cursor.accept("partition", "by")) {
      window.addAll(grammar.expressions.list());
    }
    if (cursor.at("order")) {
      window.add(grammar.queries.orderBy());
    }
    if (cursor.acceptAny("range", "rows", "groups")) {
      frame(window);
    }
    cursor.expectSymbol(")");
  }

  private void frame(Draft window) {
    if (cursor.accept("between")) {
      bound(window);
      cursor.expect("and");
    }
    bound(window);
    if (cursor.accept("exclude")) {
      if (!cursor.accept("current", "row") && !cursor.accept("no", "others")) {
        cursor.expectAny("group", "ties");
      }
    }
  }

  private void bound(Draft window) {
    if (cursor.accept("current", "row")) {
      return;
    }
    if (!cursor.accept("unbounded")) {
      window.add(grammar.expressions.expression());
    }
    cursor.expectAny("preceding", "following");
  }

  /** Whether a function stands here in FROM: a name before a parenthesis, or built-in syntax. */
  boolean atTableFunction() {
    if (cursor.at("rows", "from") && cursor.peek(2).isPunctuation("(")) {
      return true;
    }
    if (cursor.peek().kind() == TokenKind.WORD && grammar.constructs.startsHere()) {
      return true;
    }
    int ahead = 1;
    while (cursor.peek(ahead).isPunctuation(".")) {
      ahead += 2;
    }
    return cursor.peek(ahead).isPunctuation("(");
  }

  /** A call in FROM. */
  Node tableFunction() {
    if (cursor.at("xmltable")) {
      return grammar.xml.xmlTable();
    }
    if (cursor.at("json_table")) {
      return grammar.json.table();
    }
    boolean builtIn = cursor.peek().kind() == TokenKind.WORD && grammar.constructs.startsHere();
    Node node = builtIn ? grammar.constructs.construct() : named(Place.FROM);
    if (node.kind() != Kind.FUNCTION && node.kind() != Kind.CONSTRUCT) {
      throw cursor.mismatch("a function is missing");
    }
    return node;
  }
}
