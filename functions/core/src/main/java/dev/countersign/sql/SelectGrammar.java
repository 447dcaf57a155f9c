package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;

/** One SELECT, from its list to its windows. */
final class SelectGrammar {

  private final Grammar grammar;
  private final Cursor cursor;

  SelectGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  Node select() {
    Draft select = new Draft(Kind.SELECT, cursor.start());
    cursor.expect("select");
    if (cursor.at("distinct")) {
      select.add(distinct());
    } else {
      cursor.accept("all");
    }
    select.add(atSelectListEnd() ? emptyList() : selectList());
    if (cursor.at("into")) {
      select.add(into());
    }
    if (cursor.at("from")) {
      select.add(grammar.sources.from());
    }
    grammar.expressions.where(select);
    if (cursor.accept("group", "by")) {
      select.add(groupBy());
    }
    if (cursor.at("having")) {
      Draft having = new Draft(Kind.HAVING, cursor.start());
      cursor.next();
      select.add(having.add(grammar.expressions.expression()).end(cursor.end()));
    }
    if (cursor.accept("window")) {
      do {
        select.add(grammar.calls.namedWindow());
      } while (cursor.acceptSymbol(","));
    }
    return select.end(cursor.end());
  }

  private Node distinct() {
    Draft distinct = new Draft(Kind.DISTINCT, cursor.start()).trait(Trait.DISTINCT_ROWS);
    cursor.next();
    if (cursor.accept("on")) {
      cursor.expectSymbol("(");
      distinct.addAll(grammar.expressions.list());
      cursor.expectSymbol(")");
    }
    return distinct.end(cursor.end());
  }

  private boolean atSelectListEnd() {
    return cursor.atEnd()
        || cursor.atSymbol(")")
        || grammar.queries.atRest()
        || cursor.atAny("into", "from", "where", "group", "having", "window", "on", "returning");
  }

  private Node emptyList() {
    return new Draft(Kind.SELECT_LIST, cursor.end()).end(cursor.end());
  }

  Node selectList() {
    Draft list = new Draft(Kind.SELECT_LIST, cursor.start());
    do {
      list.add(selectItem());
    } while (cursor.acceptSymbol(","));
    return list.end(cursor.end());
  }

  private Node selectItem() {
    Draft item = new Draft(Kind.SELECT_ITEM, cursor.start());
    if (cursor.peek().isOperator("*")) {
      Draft star = new Draft(Kind.STAR, cursor.start());
      cursor.next();
      return item.add(star.end(cursor.end())).end(cursor.end());
    }
    item.add(grammar.expressions.expression());
    Token label = cursor.peek();
    Draft alias = new Draft(Kind.ALIAS, cursor.start());
    boolean bare =
        label.kind() == TokenKind.QUOTED_NAME
            || (label.kind() == TokenKind.WORD && Keywords.mayBeBareLabel(label.name()));
    if (cursor.accept("as") || bare) {
      item.add(alias.name(cursor.label()).end(cursor.end()));
    }
    return item.end(cursor.end());
  }

  private Node into() {
    Draft into = new Draft(Kind.INTO, cursor.start());
    cursor.next();
    cursor.acceptAny("local", "global");
    cursor.acceptAny("temporary", "temp", "unlogged");
    cursor.accept("table");
    return into.names(cursor.qualifiedName()).end(cursor.end());
  }

  private Node groupBy() {
    Draft groupBy = new Draft(Kind.GROUP_BY, cursor.start());
    cursor.acceptAny("all", "distinct");
    do {
      groupBy.add(grammar.constructs.groupItem());
    } while (cursor.acceptSymbol(","));
    return groupBy.end(cursor.end());
  }
}
