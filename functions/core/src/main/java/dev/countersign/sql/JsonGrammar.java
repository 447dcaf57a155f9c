package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import java.util.Set;

/**
 * The functions of SQL/JSON, which have a syntax of their own (grammar of PostgreSQL 18). Paths and
 * the words between the arguments are not nodes; every expression, type and query in them is. What
 * is written as a plain call is one, as older versions read it.
 */
final class JsonGrammar {

  static final Set<String> FUNCTIONS =
      Set.of(
          "json",
          "json_array",
          "json_arrayagg",
          "json_exists",
          "json_object",
          "json_objectagg",
          "json_query",
          "json_scalar",
          "json_serialize",
          "json_value",
          "merge_action");

  private final Grammar grammar;
  private final Cursor cursor;

  JsonGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  Node function() {
    int start = cursor.start();
    Token word = cursor.next();
    Draft function = new Draft(Kind.CONSTRUCT, start).name(word);
    cursor.expectSymbol("(");
    switch (word.name()) {
      case "json_object" -> {
        return object(start, word, function);
      }
      case "json" -> {
        value(function);
        if (cursor.acceptSymbol(")")) {
          Draft call = new Draft(Kind.FUNCTION, start).name(word);
          function.end(cursor.end()).children().forEach(call::add);
          return call.end(cursor.end());
        }
        uniqueKeys();
      }
      case "json_array" -> array(function);
      case "json_arrayagg" -> {
        value(function);
        if (cursor.at("order")) {
          function.add(grammar.queries.orderBy());
        }
        nulls();
        returning(function);
      }
      case "json_objectagg" -> {
        function.add(grammar.expressions.expression());
        entryValue(function);
        nulls();
        uniqueKeys();
        returning(function);
      }
      case "json_scalar" -> function.add(grammar.expressions.expression());
      case "json_serialize" -> {
        value(function);
        returning(function);
      }
      case "merge_action" -> {
        // It takes no arguments.
      }
      default -> pathQuery(function, word.name());
    }
    cursor.expectSymbol(")");
    if (word.name().endsWith("agg")) {
      grammar.calls.filterAndWindow(function);
    }
    return function.end(cursor.end());
  }

  /** A constructor, or a call of the function of the same name. */
  private Node object(int start, Token word, Draft constructor) {
    if (!cursor.atSymbol(")") && !cursor.at("returning")) {
      Draft call = new Draft(Kind.FUNCTION, start).name(word);
      if (grammar.calls.atMarkedArgument()) {
        return call(call);
      }
      Node first = grammar.expressions.expression();
      if (!cursor.atSymbol(":") && !cursor.at("value")) {
        call.add(first);
        return cursor.acceptSymbol(",") ? call(call) : closed(call);
      }
      constructor.add(first);
      entryValue(constructor);
      while (cursor.acceptSymbol(",")) {
        constructor.add(grammar.expressions.expression());
        entryValue(constructor);
      }
      nulls();
      uniqueKeys();
    }
    returning(constructor);
    return closed(constructor);
  }

  private Node call(Draft call) {
    grammar.calls.arguments(call);
    return closed(call);
  }

  private Node closed(Draft draft) {
    cursor.expectSymbol(")");
    return draft.end(cursor.end());
  }

  private void array(Draft function) {
    boolean empty = cursor.atSymbol(")") || cursor.at("returning");
    if (!empty && cursor.peek().kind() == TokenKind.WORD && grammar.queries.atQueryAfter(0)) {
      Draft query = new Draft(Kind.SUBQUERY, cursor.start());
      function.add(query.add(grammar.queries.query()).end(cursor.end()));
      format();
    } else if (!empty) {
      do {
        value(function);
      } while (cursor.acceptSymbol(","));
      nulls();
    }
    returning(function);
  }

  /** {@code JSON_EXISTS}, {@code JSON_VALUE}, {@code JSON_QUERY}: a value, a path, and clauses. */
  private void pathQuery(Draft function, String word) {
    pathOf(function);
    if (!word.equals("json_exists")) {
      returning(function);
    }
    if (word.equals("json_query")) {
      wrapper();
      quotes();
    }
    behaviours(function);
  }

  private void pathOf(Draft function) {
    value(function);
    cursor.expectSymbol(",");
    function.add(grammar.expressions.expression());
    passing(function);
  }

  private void passing(Draft function) {
    if (cursor.accept("passing")) {
      do {
        value(function);
        cursor.expect("as");
        cursor.label();
      } while (cursor.acceptSymbol(","));
    }
  }

  private void value(Draft function) {
    function.add(grammar.expressions.expression());
    format();
  }

  private void entryValue(Draft function) {
    if (!cursor.acceptSymbol(":")) {
      cursor.expect("value");
    }
    value(function);
  }

  private void format() {
    if (cursor.accept("format", "json") && cursor.accept("encoding")) {
      cursor.columnName();
    }
  }

  private void returning(Draft function) {
    if (cursor.accept("returning")) {
      function.add(grammar.types.type());
      format();
    }
  }

  private void nulls() {
    if (cursor.atAny("null", "absent") && cursor.peek(1).isWord("on")) {
      cursor.next();
      cursor.next();
      cursor.expect("null");
    }
  }

  void uniqueKeys() {
    if (cursor.at("with", "unique") || cursor.at("without", "unique")) {
      cursor.next();
      cursor.next();
      cursor.accept("keys");
    }
  }

  private void wrapper() {
    if (!cursor.acceptAny("with", "without")) {
      return;
    }
    cursor.acceptAny("conditional", "unconditional");
    cursor.accept("array");
    cursor.expect("wrapper");
  }

  private void quotes() {
    if (!cursor.acceptAny("keep", "omit")) {
      return;
    }
    cursor.expect("quotes");
    if (cursor.accept("on", "scalar")) {
      cursor.expect("string");
    }
  }

  /** {@code DEFAULT x ON EMPTY}, {@code ERROR ON ERROR} and the like. */
  private void behaviours(Draft function) {
    while (cursor.atAny("default", "error", "null", "true", "false", "unknown", "empty")) {
      if (cursor.accept("default")) {
        function.add(grammar.expressions.expression());
      } else if (cursor.next().isWord("empty")) {
        cursor.acceptAny("array", "object");
      }
      cursor.expect("on");
      cursor.expectAny("empty", "error");
    }
  }

  /** {@code JSON_TABLE}, which stands in FROM only. */
  Node table() {
    Draft table = new Draft(Kind.CONSTRUCT, cursor.start()).name(cursor.next());
    cursor.expectSymbol("(");
    value(table);
    cursor.expectSymbol(",");
    table.add(grammar.expressions.expression());
    if (cursor.accept("as")) {
      cursor.columnName();
    }
    passing(table);
    columns(table);
    behaviours(table);
    return closed(table);
  }

  private void columns(Draft table) {
    cursor.enter();
    cursor.expect("columns");
    cursor.expectSymbol("(");
    do {
      column(table);
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    cursor.leave();
  }

  private void column(Draft table) {
    boolean nested =
        cursor.at("nested") && (isString(1) || (cursor.peek(1).isWord("path") && isString(2)));
    if (nested) {
      cursor.next();
      cursor.accept("path");
      table.add(grammar.operands.literal());
      if (cursor.accept("as")) {
        cursor.columnName();
      }
      columns(table);
      return;
    }
    cursor.columnName();
    if (cursor.accept("for", "ordinality")) {
      return;
    }
    table.add(grammar.types.type());
    format();
    cursor.accept("exists");
    if (cursor.accept("path")) {
      if (!isString(0)) {
        throw cursor.mismatch("a path is missing");
      }
      table.add(grammar.operands.literal());
    }
    wrapper();
    quotes();
    behaviours(table);
  }

  private boolean isString(int ahead) {
    return cursor.peek(ahead).kind() == TokenKind.STRING;
  }
}
