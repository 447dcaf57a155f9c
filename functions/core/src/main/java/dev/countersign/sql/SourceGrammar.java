package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayList;
import java.util.List;

/** What stands in FROM: relations, sub-queries, functions and joins. */
final class SourceGrammar {

  private final Grammar grammar;
  private final Cursor cursor;

  SourceGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  /** FROM or USING and the list behind it. */
  Node from() {
    Draft from = new Draft(Kind.FROM, cursor.start());
    cursor.next();
    do {
      from.add(source());
    } while (cursor.acceptSymbol(","));
    return from.end(cursor.end());
  }

  Node source() {
    cursor.enter();
    Node source = joins(single());
    cursor.leave();
    return source;
  }

  private Node joins(Node first) {
    if (!atJoin()) {
      return first;
    }
    Draft join = new Draft(Kind.JOIN, first.start()).add(first);
    while (atJoin()) {
      oneJoin(join);
    }
    return join.end(cursor.end());
  }

  private boolean atJoin() {
    return cursor.atAny("join", "inner", "left", "right", "full", "cross", "natural");
  }

  private void oneJoin(Draft join) {
    if (cursor.accept("cross")) {
      cursor.expect("join");
      join.add(single());
      return;
    }
    boolean natural = cursor.accept("natural");
    if (!cursor.accept("inner") && cursor.acceptAny("left", "right", "full")) {
      cursor.accept("outer");
    }
    cursor.expect("join");
    if (natural) {
      join.trait(Trait.NATURAL).add(single());
      return;
    }
    join.add(rightSide());
    if (cursor.at("on")) {
      Draft on = new Draft(Kind.ON, cursor.start());
      cursor.next();
      join.add(on.add(grammar.expressions.expression()).end(cursor.end()));
    } else {
      using(join);
    }
  }

  /** {@code a JOIN b JOIN c ON x ON y}: the inner join is the right side of the outer one. */
  private Node rightSide() {
    Node right = single();
    if (!atJoin()) {
      return right;
    }
    cursor.enter();
    Node nested = joins(right);
    cursor.leave();
    return nested;
  }

  private void using(Draft join) {
    cursor.expect("using");
    join.add(grammar.withs.nameList());
    if (cursor.at("as")) {
      Draft alias = new Draft(Kind.ALIAS, cursor.start());
      cursor.next();
      join.add(alias.name(cursor.columnName()).end(cursor.end()));
    }
  }

  private Node single() {
    int start = cursor.start();
    boolean lateral = cursor.accept("lateral");
    if (cursor.atSymbol("(")) {
      return grammar.queries.atQueryAfter(1) ? queryOrJoin(start, lateral) : parenthesisedJoin();
    }
    if (!cursor.at("only") && grammar.calls.atTableFunction()) {
      return functions(start, lateral);
    }
    if (lateral) {
      throw cursor.mismatch("LATERAL stands before neither query nor function");
    }
    Draft relation = relation(Kind.RELATION);
    grammar.aliases.alias(relation);
    sample(relation);
    return relation.end(cursor.end());
  }

  /** After {@code ((select}: the outer parentheses may hold a query or a join of queries. */
  private Node queryOrJoin(int start, boolean lateral) {
    if (!cursor.peek(1).isPunctuation("(")) {
      return subquery(start, lateral, grammar.queries.parenthesised());
    }
    cursor.enter();
    int open = cursor.start();
    cursor.expectSymbol("(");
    Node inner = queryOrJoin(cursor.start(), false);
    if (inner.kind() == Kind.SUBQUERY_SOURCE && inner.child(Kind.ALIAS).isEmpty()) {
      Node query = inner.children().getFirst();
      Node whole =
          grammar.queries.atRest() ? grammar.queries.rest(query.start(), null, query) : query;
      if (cursor.acceptSymbol(")")) {
        cursor.leave();
        Node wrapped = new Draft(Kind.QUERY, open).add(whole).end(cursor.end());
        return subquery(start, lateral, wrapped);
      }
    }
    Node joined = joins(inner);
    cursor.expectSymbol(")");
    cursor.leave();
    return aliased(joined, open);
  }

  private Node subquery(int start, boolean lateral, Node query) {
    Draft source = new Draft(Kind.SUBQUERY_SOURCE, start).add(query);
    if (lateral) {
      source.trait(Trait.LATERAL);
    }
    grammar.aliases.alias(source);
    return source.end(cursor.end());
  }

  private Node parenthesisedJoin() {
    int start = cursor.start();
    cursor.expectSymbol("(");
    Node joined = source();
    cursor.expectSymbol(")");
    return aliased(joined, start);
  }

  private Node aliased(Node joined, int start) {
    if (joined.kind() != Kind.JOIN) {
      throw cursor.mismatch("parentheses hold neither query nor join");
    }
    Draft join = new Draft(Kind.JOIN, start).addAll(joined.children());
    joined.traits().forEach(join::trait);
    grammar.aliases.alias(join);
    return join.end(cursor.end());
  }

  /** {@code [ONLY] name [*]}, also {@code ONLY (name)}; without an alias. */
  Draft relation(Kind kind) {
    Draft relation = new Draft(kind, cursor.start());
    if (cursor.accept("only")) {
      relation.trait(Trait.ONLY);
      if (cursor.acceptSymbol("(")) {
        relation.names(cursor.qualifiedName());
        cursor.expectSymbol(")");
        return relation;
      }
      return relation.names(cursor.qualifiedName());
    }
    relation.names(cursor.qualifiedName());
    if (cursor.peek().isOperator("*")) {
      cursor.next();
      relation.trait(Trait.DESCENDANTS);
    }
    return relation;
  }

  private void sample(Draft relation) {
    if (!cursor.at("tablesample")) {
      return;
    }
    Draft sample = new Draft(Kind.TABLESAMPLE, cursor.start());
    cursor.next();
    List<Node.Name> method = new ArrayList<>();
    do {
      method.add(Cursor.name(cursor.label()));
    } while (cursor.acceptSymbol("."));
    sample.names(method);
    cursor.expectSymbol("(");
    sample.addAll(grammar.expressions.list());
    cursor.expectSymbol(")");
    if (cursor.accept("repeatable")) {
      cursor.expectSymbol("(");
      sample.add(grammar.expressions.expression());
      cursor.expectSymbol(")");
    }
    relation.add(sample.end(cursor.end()));
  }

  private Node functions(int start, boolean lateral) {
    Draft source = new Draft(Kind.FUNCTION_SOURCE, start);
    if (lateral) {
      source.trait(Trait.LATERAL);
    }
    if (cursor.at("rows", "from")) {
      rowsFrom(source);
    } else {
      source.add(grammar.calls.tableFunction());
    }
    if (cursor.accept("with", "ordinality")) {
      source.trait(Trait.ORDINALITY);
    }
    grammar.aliases.functionAlias(source);
    return source.end(cursor.end());
  }

  private void rowsFrom(Draft source) {
    cursor.next();
    cursor.next();
    cursor.expectSymbol("(");
    do {
      source.add(grammar.calls.tableFunction());
      if (cursor.accept("as")) {
        source.add(grammar.aliases.columnDefinitions());
      }
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
  }
}
