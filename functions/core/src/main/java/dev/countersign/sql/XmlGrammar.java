package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import java.util.Set;

/** The functions of SQL/XML, which have a syntax of their own. */
final class XmlGrammar {

  static final Set<String> FUNCTIONS =
      Set.of(
          "xmlelement", "xmlexists", "xmlforest", "xmlparse", "xmlpi", "xmlroot", "xmlserialize");

  private final Grammar grammar;
  private final Cursor cursor;

  XmlGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  Node function() {
    Draft function = new Draft(Kind.CONSTRUCT, cursor.start());
    Token word = cursor.next();
    function.name(word);
    cursor.expectSymbol("(");
    switch (word.name()) {
      case "xmlelement" -> element(function);
      case "xmlexists" -> {
        function.add(grammar.operands.operand());
        passing(function);
      }
      case "xmlforest" -> attributes(function);
      case "xmlpi" -> {
        cursor.expect("name");
        cursor.label();
        if (cursor.acceptSymbol(",")) {
          function.add(grammar.expressions.expression());
        }
      }
      case "xmlroot" -> root(function);
      default -> parseOrSerialize(function);
    }
    cursor.expectSymbol(")");
    return function.end(cursor.end());
  }

  private void element(Draft function) {
    cursor.expect("name");
    cursor.label();
    if (!cursor.acceptSymbol(",")) {
      return;
    }
    if (cursor.at("xmlattributes")) {
      cursor.next();
      cursor.expectSymbol("(");
      attributes(function);
      cursor.expectSymbol(")");
      if (!cursor.acceptSymbol(",")) {
        return;
      }
    }
    function.addAll(grammar.expressions.list());
  }

  private void attributes(Draft function) {
    do {
      function.add(grammar.expressions.expression());
      if (cursor.accept("as")) {
        cursor.label();
      }
    } while (cursor.acceptSymbol(","));
  }

  private void root(Draft function) {
    function.add(grammar.expressions.expression());
    cursor.expectSymbol(",");
    cursor.expect("version");
    if (!cursor.accept("no", "value")) {
      function.add(grammar.expressions.expression());
    }
    if (cursor.acceptSymbol(",")) {
      cursor.expect("standalone");
      if (!cursor.accept("no", "value")) {
        cursor.expectAny("yes", "no");
      }
    }
  }

  private void parseOrSerialize(Draft function) {
    cursor.expectAny("document", "content");
    function.add(grammar.expressions.expression());
    if (cursor.accept("as")) {
      function.add(grammar.types.type());
    } else if (cursor.acceptAny("preserve", "strip")) {
      cursor.expect("whitespace");
    }
    cursor.accept("indent");
  }

  private void passing(Draft function) {
    cursor.expect("passing");
    mechanism();
    function.add(grammar.operands.operand());
    mechanism();
  }

  private void mechanism() {
    if (cursor.at("by", "ref") || cursor.at("by", "value")) {
      cursor.next();
      cursor.next();
    }
  }

  Node xmlTable() {
    Draft table = new Draft(Kind.CONSTRUCT, cursor.start()).name(cursor.next());
    cursor.expectSymbol("(");
    if (cursor.accept("xmlnamespaces")) {
      cursor.expectSymbol("(");
      do {
        if (cursor.accept("default")) {
          table.add(grammar.expressions.symbolsOnly());
        } else {
          table.add(grammar.expressions.symbolsOnly());
          cursor.expect("as");
          cursor.label();
        }
      } while (cursor.acceptSymbol(","));
      cursor.expectSymbol(")");
      cursor.expectSymbol(",");
    }
    table.add(grammar.operands.operand());
    passing(table);
    cursor.expect("columns");
    do {
      column(table);
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return table.end(cursor.end());
  }

  private void column(Draft table) {
    cursor.columnName();
    if (cursor.accept("for", "ordinality")) {
      return;
    }
    table.add(grammar.types.type());
    while (cursor.atAny("default", "not", "null") || cursor.at("path")) {
      if (cursor.acceptAny("default", "path")) {
        table.add(grammar.expressions.symbolsOnly());
      } else if (!cursor.accept("not", "null")) {
        cursor.expect("null");
      }
    }
  }
}
