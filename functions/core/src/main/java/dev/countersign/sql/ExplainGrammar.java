package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;

/** EXPLAIN: its options, and what it may explain. */
final class ExplainGrammar {

  private final Grammar grammar;
  private final Cursor cursor;

  ExplainGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  Node explain() {
    Draft explain = new Draft(Kind.EXPLAIN, cursor.start());
    cursor.expect("explain");
    if (cursor.atSymbol("(") && !grammar.queries.atQueryAfter(0)) {
      explainOptions(explain);
    } else {
      if (cursor.acceptAny("analyze", "analyse")) {
        explain.trait(Trait.EXECUTES);
      }
      cursor.accept("verbose");
    }
    return explain.add(explained(explain)).end(cursor.end());
  }

  /** A quoted option name means the same as a bare one; any value but off counts as on. */
  private void explainOptions(Draft explain) {
    cursor.expectSymbol("(");
    do {
      String option = cursor.label().name();
      boolean off = false;
      while (!cursor.atSymbol(",") && !cursor.atSymbol(")")) {
        Token value = cursor.next();
        off = value.name().equals("off") || value.name().equals("false");
        if (value.isPunctuation("(")) {
          throw cursor.mismatch("an option of EXPLAIN has no good value");
        }
      }
      if ((option.equals("analyze") || option.equals("analyse")) && !off) {
        explain.trait(Trait.EXECUTES);
      }
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
  }

  /**
   * What is explained. Of a definition that is planned only, the query of it is all that matters;
   * one that is executed makes a relation, and is not read.
   */
  private Node explained(Draft explain) {
    if (cursor.at("declare")) {
      cursorHead();
      return grammar.queries.query();
    }
    if (cursor.at("create") && !explain.has(Trait.EXECUTES)) {
      definitionHead();
      Node query = grammar.queries.query();
      if (cursor.accept("with")) {
        cursor.accept("no");
        cursor.expect("data");
      }
      return query;
    }
    return grammar.queryOrChange();
  }

  /** {@code DECLARE name [options] CURSOR [WITH HOLD] FOR}. */
  private void cursorHead() {
    cursor.expect("declare");
    cursor.columnName();
    while (!cursor.at("cursor")) {
      cursor.expectAny("binary", "insensitive", "asensitive", "no", "scroll");
    }
    cursor.expect("cursor");
    if (cursor.acceptAny("with", "without")) {
      cursor.expect("hold");
    }
    cursor.expect("for");
  }

  /** {@code CREATE TABLE name [(column, ...)] AS}, also of a materialised view. */
  private void definitionHead() {
    cursor.expect("create");
    cursor.acceptAny("local", "global");
    cursor.acceptAny("temporary", "temp", "unlogged");
    if (!cursor.accept("materialized", "view")) {
      cursor.expect("table");
    }
    if (cursor.accept("if", "not")) {
      cursor.expect("exists");
    }
    cursor.qualifiedName();
    if (cursor.atSymbol("(")) {
      grammar.withs.nameList();
    }
    cursor.expect("as");
  }
}
