package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import java.util.ArrayList;
import java.util.List;

/** Aliases of sources, with names or definitions of columns. */
final class AliasGrammar {

  private final Grammar grammar;
  private final Cursor cursor;

  AliasGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  /** {@code [AS] name [(name, ...)]}. */
  void alias(Draft source) {
    Draft alias = new Draft(Kind.ALIAS, cursor.start());
    if (cursor.accept("as") || cursor.atColumnName()) {
      alias.name(cursor.columnName());
      if (cursor.atSymbol("(")) {
        alias.add(grammar.withs.nameList());
      }
      source.add(alias.end(cursor.end()));
    }
  }

  void functionAlias(Draft source) {
    Draft alias = new Draft(Kind.ALIAS, cursor.start());
    boolean as = cursor.accept("as");
    if (as && cursor.atSymbol("(")) {
      source.add(alias.add(columnDefinitions()).end(cursor.end()));
    } else if (as || cursor.atColumnName()) {
      alias.name(cursor.columnName());
      if (cursor.atSymbol("(")) {
        Token after = cursor.peek(2);
        boolean plain = after.isPunctuation(",") || after.isPunctuation(")");
        alias.add(plain ? grammar.withs.nameList() : columnDefinitions());
      }
      source.add(alias.end(cursor.end()));
    }
  }

  /** {@code (name type [COLLATE name], ...)}: names, and a TYPE for each as children. */
  Node columnDefinitions() {
    Draft list = new Draft(Kind.COLUMN_LIST, cursor.start());
    List<Node.Name> names = new ArrayList<>();
    cursor.expectSymbol("(");
    do {
      names.add(Cursor.name(cursor.columnName()));
      list.add(grammar.types.type());
      if (cursor.at("collate")) {
        list.add(grammar.operands.collation());
      }
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return list.names(names).end(cursor.end());
  }
}
