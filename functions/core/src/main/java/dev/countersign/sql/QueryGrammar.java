package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queries: SELECT, VALUES, TABLE, WITH, set operations and what follows them. */
final class QueryGrammar {

  private final Grammar grammar;
  private final Cursor cursor;

  QueryGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  /** Whether a query starts here, behind this many tokens and any opening parentheses. */
  boolean atQueryAfter(int tokens) {
    int ahead = tokens;
    while (cursor.peek(ahead).isPunctuation("(")) {
      ahead++;
    }
    Token token = cursor.peek(ahead);
    return token.isWord("select")
        || token.isWord("with")
        || (token.isWord("values") && cursor.peek(ahead + 1).isPunctuation("("))
        || token.isWord("table");
  }

  /** A query without parentheses around the whole of it, or with. */
  Node query() {
    cursor.enter();
    int start = cursor.start();
    Node with = cursor.at("with") ? with() : null;
    Node query = query(start, with);
    cursor.leave();
    return query;
  }

  Node query(int start, @Nullable Node with) {
    return rest(start, with, operand());
  }

  /** What may follow the first operand of a query. */
  Node rest(int start, @Nullable Node with, Node first) {
    if (with == null && first.kind() == Kind.QUERY && !atRest()) {
      return first;
    }
    Draft query = new Draft(Kind.QUERY, start);
    if (with != null) {
      query.add(with);
    }
    query.add(setOperation(first));
    tail(query);
    return query.end(cursor.end());
  }

  boolean atRest() {
    return cursor.atAny("union", "intersect", "except", "order", "limit", "offset", "fetch", "for");
  }

  private Node operand() {
    if (cursor.atSymbol("(")) {
      return parenthesised();
    }
    if (cursor.at("values")) {
      return values();
    }
    if (cursor.at("table")) {
      Draft command = new Draft(Kind.TABLE_COMMAND, cursor.start());
      cursor.next();
      return command
          .add(grammar.sources.relation(Kind.RELATION).end(cursor.end()))
          .end(cursor.end());
    }
    return select();
  }

  /** {@code ( query )}; its offsets take in the parentheses. */
  Node parenthesised() {
    int start = cursor.start();
    cursor.expectSymbol("(");
    Node inner = query();
    cursor.expectSymbol(")");
    return new Draft(Kind.QUERY, start).addAll(inner.children()).end(cursor.end());
  }

  private Node setOperation(Node first) {
    if (!cursor.atAny("union", "intersect", "except")) {
      return first;
    }
    Draft operation = new Draft(Kind.SET_OPERATION, first.start()).add(first);
    while (cursor.atAny("union", "intersect", "except")) {
      boolean union = cursor.next().isWord("union");
      boolean all = cursor.accept("all");
      if (!all) {
        cursor.accept("distinct");
      }
      if (!all || !union) {
        operation.trait(Trait.REMOVES_ROWS);
      }
      operation.add(operand());
    }
    return operation.end(cursor.end());
  }

  private Node values() {
    Draft values = new Draft(Kind.VALUES, cursor.start());
    cursor.expect("values");
    do {
      values.add(row());
    } while (cursor.acceptSymbol(","));
    return values.end(cursor.end());
  }

  /** {@code (expression or DEFAULT, ...)}. */
  Node row() {
    Draft row = new Draft(Kind.ROW, cursor.start());
    cursor.expectSymbol("(");
    do {
      row.add(grammar.expressions.expressionOrDefault());
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return row.end(cursor.end());
  }

  private Node select() {
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
        || atRest()
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

  Node orderBy() {
    Draft orderBy = new Draft(Kind.ORDER_BY, cursor.start());
    cursor.expect("order");
    cursor.expect("by");
    do {
      orderBy.add(grammar.expressions.expression());
      if (cursor.accept("using")) {
        orderBy.add(grammar.operands.operator());
      } else {
        cursor.acceptAny("asc", "desc");
      }
      if (cursor.accept("nulls")) {
        cursor.expectAny("first", "last");
      }
    } while (cursor.acceptSymbol(","));
    return orderBy.end(cursor.end());
  }

  private void tail(Draft query) {
    if (cursor.at("order")) {
      query.add(orderBy());
    }
    while (cursor.atAny("limit", "offset", "fetch", "for")) {
      query.add(cursor.at("for") ? locking() : limit());
    }
  }

  private Node limit() {
    Draft limit = new Draft(Kind.LIMIT, cursor.start());
    if (cursor.next().isWord("fetch")) {
      cursor.expectAny("first", "next");
      if (!cursor.atAny("row", "rows")) {
        limit.add(grammar.operands.operand());
      }
      cursor.expectAny("row", "rows");
      if (!cursor.accept("with", "ties")) {
        cursor.expect("only");
      }
    } else if (!cursor.accept("all")) {
      limit.add(grammar.expressions.expression());
      cursor.acceptAny("row", "rows");
    }
    return limit.end(cursor.end());
  }

  private Node locking() {
    Draft locking = new Draft(Kind.LOCKING, cursor.start());
    cursor.expect("for");
    if (cursor.accept("no", "key") || !cursor.atAny("share", "key")) {
      cursor.expectAny("update", "read");
      cursor.accept("only");
    } else {
      cursor.accept("key");
      cursor.expect("share");
    }
    if (cursor.accept("of")) {
      do {
        Draft relation = new Draft(Kind.RELATION, cursor.start());
        locking.add(relation.names(cursor.qualifiedName()).end(cursor.end()));
      } while (cursor.acceptSymbol(","));
    }
    if (!cursor.accept("nowait")) {
      cursor.accept("skip", "locked");
    }
    return locking.end(cursor.end());
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
