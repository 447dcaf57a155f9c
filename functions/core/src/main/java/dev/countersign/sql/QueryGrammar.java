package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import org.jspecify.annotations.Nullable;

/** Queries: VALUES, TABLE, set operations, parentheses, and what follows them. */
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
    Node with = cursor.at("with") ? grammar.withs.with() : null;
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
    return grammar.selects.select();
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
}
