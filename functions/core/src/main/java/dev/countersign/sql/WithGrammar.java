package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayList;
import java.util.List;

/** WITH, and lists of names. */
final class WithGrammar {

  private final Grammar grammar;
  private final Cursor cursor;

  WithGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  Node with() {
    Draft with = new Draft(Kind.WITH, cursor.start());
    cursor.expect("with");
    if (cursor.accept("recursive")) {
      with.trait(Trait.RECURSIVE);
    }
    do {
      with.add(withItem());
    } while (cursor.acceptSymbol(","));
    return with.end(cursor.end());
  }

  private Node withItem() {
    Draft item = new Draft(Kind.WITH_ITEM, cursor.start()).name(cursor.columnName());
    if (cursor.atSymbol("(")) {
      item.add(nameList());
    }
    cursor.expect("as");
    if (!cursor.accept("not", "materialized")) {
      cursor.accept("materialized");
    }
    cursor.expectSymbol("(");
    item.add(grammar.queryOrChange());
    cursor.expectSymbol(")");
    searchAndCycle(item);
    return item.end(cursor.end());
  }

  private void searchAndCycle(Draft item) {
    if (cursor.accept("search")) {
      cursor.expectAny("breadth", "depth");
      cursor.expect("first");
      cursor.expect("by");
      item.add(bareNames());
      cursor.expect("set");
      cursor.columnName();
    }
    if (cursor.accept("cycle")) {
      item.add(bareNames());
      cursor.expect("set");
      cursor.columnName();
      if (cursor.accept("to")) {
        item.add(grammar.operands.operand());
        cursor.expect("default");
        item.add(grammar.operands.operand());
      }
      cursor.expect("using");
      cursor.columnName();
    }
  }

  private Node bareNames() {
    int start = cursor.start();
    List<Node.Name> names = new ArrayList<>();
    do {
      names.add(Cursor.name(cursor.columnName()));
    } while (cursor.acceptSymbol(","));
    return new Draft(Kind.COLUMN_LIST, start).names(names).end(cursor.end());
  }

  /** {@code (name, ...)}. */
  Node nameList() {
    int start = cursor.start();
    cursor.expectSymbol("(");
    List<Node.Name> names = bareNames().names();
    cursor.expectSymbol(")");
    return new Draft(Kind.COLUMN_LIST, start).names(names).end(cursor.end());
  }
}
