package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;

/** The parts of the grammar, which read from one cursor and call each other. */
final class Grammar {

  final Cursor cursor;
  final QueryGrammar queries;
  final SelectGrammar selects;
  final WithGrammar withs;
  final AliasGrammar aliases;
  final SourceGrammar sources;
  final ExpressionGrammar expressions;
  final OperandGrammar operands;
  final CallGrammar calls;
  final ConstructGrammar constructs;
  final XmlGrammar xml;
  final JsonGrammar json;
  final TypeGrammar types;
  final ChangeGrammar changes;
  final ExplainGrammar explains;

  Grammar(Cursor cursor) {
    this.cursor = cursor;
    queries = new QueryGrammar(this);
    selects = new SelectGrammar(this);
    withs = new WithGrammar(this);
    aliases = new AliasGrammar(this);
    sources = new SourceGrammar(this);
    expressions = new ExpressionGrammar(this);
    operands = new OperandGrammar(this);
    calls = new CallGrammar(this);
    constructs = new ConstructGrammar(this);
    xml = new XmlGrammar(this);
    json = new JsonGrammar(this);
    types = new TypeGrammar(this);
    changes = new ChangeGrammar(this);
    explains = new ExplainGrammar(this);
  }

  Node statement() {
    if (cursor.at("explain")) {
      return explains.explain();
    }
    return cursor.at("show") ? show() : queryOrChange();
  }

  /** PreparableStmt: a query, or a change of rows, each with its WITH. */
  Node queryOrChange() {
    cursor.enter();
    int start = cursor.start();
    Node with = cursor.at("with") ? withs.with() : null;
    Node node =
        switch (cursor.peek().kind() == TokenKind.WORD ? cursor.peek().name() : "") {
          case "insert" -> changes.insert(start, with);
          case "update" -> changes.update(start, with);
          case "delete" -> changes.delete(start, with);
          case "merge" -> changes.merge(start, with);
          default -> queries.query(start, with);
        };
    cursor.leave();
    return node;
  }

  private Node show() {
    Draft show = new Draft(Kind.SHOW, cursor.start());
    cursor.expect("show");
    if (cursor.accept("transaction", "isolation")) {
      cursor.expect("level");
    } else if (!cursor.accept("session", "authorization")
        && !cursor.accept("time", "zone")
        && !cursor.accept("all")) {
      show.names(cursor.qualifiedName());
    }
    return show.end(cursor.end());
  }
}
