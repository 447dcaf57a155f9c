package dev.countersign.mask;

import dev.countersign.catalogue.RelationName;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.Optional;

/**
 * Rewrites a read: every relation by its full name, and each with masked columns as a derived
 * table. Refuses on the way what could see more than the derived tables show.
 */
final class ReadRewrite {

  private static final String SYSTEM_SCHEMA = "pg_catalog";

  private final Splices splices;
  private final Known known;
  private final CallCheck calls;
  private final RelationRewrite relations;
  private final RowFields rowFields;

  ReadRewrite(String text, Known known) {
    this.splices = new Splices(text);
    this.known = known;
    this.calls = new CallCheck(known);
    this.relations = new RelationRewrite(known, splices);
    this.rowFields = new RowFields(splices);
  }

  String rewrite(Node root) throws CannotBeMasked {
    switch (root.kind()) {
      case SHOW -> {
        // It names no relation.
      }
      case EXPLAIN -> explained(root);
      case QUERY -> query(root, Scope.outermost());
      default -> throw new CannotBeMasked(MaskRefusal.UNSUPPORTED_FORM, "only a query can be read");
    }
    return splices.apply();
  }

  private void explained(Node explain) throws CannotBeMasked {
    query(only(explain, Kind.QUERY), Scope.outermost());
    if (relations.foundMasked()) {
      throw new CannotBeMasked(
          MaskRefusal.EXPLAINED,
          "a plan shows more than the columns it names; explain without relations that have masked"
              + " columns");
    }
  }

  private static Node only(Node node, Kind kind) throws CannotBeMasked {
    return node.child(kind)
        .orElseThrow(() ->
            new CannotBeMasked(MaskRefusal.UNSUPPORTED_FORM, "only a query can be explained"));
  }

  /** A query with its WITH, body, ORDER BY and LIMIT. */
  private void query(Node query, Scope around) throws CannotBeMasked {
    Scope scope = around.inner();
    Optional<Node> with = query.child(Kind.WITH);
    if (with.isPresent()) {
      withItems(with.get(), scope);
    }
    for (Node child : query.children()) {
      switch (child.kind()) {
        case WITH -> {
          // Read already: the body sees its items.
        }
        case SELECT -> select(child, query, scope);
        case QUERY -> query(child, scope);
        case SET_OPERATION -> operands(child, scope);
        case TABLE_COMMAND -> relations.table(child, scope);
        default -> expressions(child, scope);
      }
    }
  }

  private void withItems(Node with, Scope scope) throws CannotBeMasked {
    if (with.is(Trait.RECURSIVE)) {
      with.children().forEach(item -> scope.addWithItem(item.lastName()));
    }
    for (Node item : with.children()) {
      for (Node child : item.children()) {
        switch (child.kind()) {
          case QUERY -> query(child, scope);
          case COLUMN_LIST, LITERAL -> {
            // The names of its columns, and the marks of CYCLE.
          }
          default ->
              throw new CannotBeMasked(
                  MaskRefusal.UNSUPPORTED_FORM, "WITH holds something other than a query");
        }
      }
      scope.addWithItem(item.lastName());
    }
  }

  private void operands(Node operation, Scope scope) throws CannotBeMasked {
    for (Node operand : operation.children()) {
      switch (operand.kind()) {
        case SELECT -> select(operand, operand, scope.inner());
        case QUERY -> query(operand, scope);
        case TABLE_COMMAND -> relations.table(operand, scope.inner());
        default -> expressions(operand, scope);
      }
    }
  }

  /** A SELECT; its owner is the query that may sort it, or itself. */
  private void select(Node select, Node owner, Scope scope) throws CannotBeMasked {
    Optional<Node> from = select.child(Kind.FROM);
    if (from.isPresent()) {
      for (Node source : from.get().children()) {
        source(source, scope);
      }
    }
    rowFields.complete(select, scope);
    for (Node child : select.children()) {
      switch (child.kind()) {
        case FROM -> {
          // Read already: the other parts see its sources.
        }
        case GROUP_BY -> {
          expressions(child, scope);
          new KeyGrouping(splices).complete(child, select, owner, scope);
        }
        default -> expressions(child, scope);
      }
    }
  }

  private void source(Node source, Scope scope) throws CannotBeMasked {
    if (source.kind() != Kind.RELATION) {
      source.child(Kind.ALIAS).ifPresent(alias -> scope.addOther(alias.lastName()));
    }
    switch (source.kind()) {
      case RELATION -> relations.relation(source, scope);
      case JOIN -> join(source, scope);
      case SUBQUERY_SOURCE -> query(only(source, Kind.QUERY), scope);
      case FUNCTION_SOURCE -> expressions(source, scope);
      default -> throw elsewhere();
    }
  }

  private static CannotBeMasked elsewhere() {
    return new CannotBeMasked(
        MaskRefusal.UNSUPPORTED_FORM, "a relation stands where it cannot be followed");
  }

  private void join(Node join, Scope scope) throws CannotBeMasked {
    for (Node child : join.children()) {
      switch (child.kind()) {
        case ALIAS, COLUMN_LIST, ON -> {
          // Read below, when both sides are known.
        }
        default -> source(child, scope);
      }
    }
    for (Node child : join.children()) {
      if (child.kind() == Kind.ON) {
        expressions(child, scope);
      }
    }
  }

  /** Everything below a node that is an expression, with the queries in it. */
  private void expressions(Node node, Scope scope) throws CannotBeMasked {
    switch (node.kind()) {
      case QUERY -> query(node, scope);
      case COLUMN -> column(node, scope);
      case FIELD -> {
        refuseSystemColumn(node);
        calls.refuseField(node);
      }
      case FUNCTION -> {
        calls.refuseCall(node);
        builtIn(node, scope);
      }
      case TYPE, OPERATOR -> builtIn(node, scope);
      case VALUES,
          ROW,
          SUBQUERY,
          SELECT_LIST,
          SELECT_ITEM,
          STAR,
          ALIAS,
          COLUMN_LIST,
          DISTINCT,
          WHERE,
          ON,
          GROUP_BY,
          HAVING,
          WINDOW,
          ORDER_BY,
          LIMIT,
          FUNCTION_SOURCE,
          EXPRESSION,
          CONSTRUCT,
          LITERAL,
          PARAMETER,
          COLLATION ->
          children(node, scope);
      case LOCKING, INTO ->
          throw new CannotBeMasked(
              MaskRefusal.UNSUPPORTED_FORM, "a read neither locks rows nor makes a table");
      case RELATION,
          TARGET,
          JOIN,
          FROM,
          SUBQUERY_SOURCE,
          TABLE_COMMAND,
          TABLESAMPLE,
          SELECT,
          SET_OPERATION,
          WITH,
          WITH_ITEM,
          INSERT,
          UPDATE,
          DELETE,
          MERGE,
          SET,
          ON_CONFLICT,
          MERGE_WHEN,
          EXPLAIN,
          SHOW ->
          throw elsewhere();
    }
  }

  private void children(Node node, Scope scope) throws CannotBeMasked {
    rowFields.find(node.children());
    for (Node child : node.children()) {
      expressions(child, scope);
    }
  }

  /**
   * Without a schema the empty search path finds built-in ones only; with one it must say so. What
   * the target itself has and is known to be free of effects gets its schema.
   */
  private void builtIn(Node node, Scope scope) throws CannotBeMasked {
    Optional<String> plain = known.plainName(node);
    if (plain.isPresent()) {
      splices.replace(node.names().getFirst().start(), node.names().getLast().end(), plain.get());
    } else if (node.names().size() > 1 && !node.names().getFirst().text().equals(SYSTEM_SCHEMA)) {
      throw new CannotBeMasked(
          MaskRefusal.NOT_BUILT_IN,
          "functions, types and operators that are not built in cannot be followed");
    }
    children(node, scope);
  }

  /** A column qualified with a schema: the derived table has none, so the schema goes. */
  private void column(Node column, Scope scope) throws CannotBeMasked {
    refuseSystemColumn(column);
    calls.refuseField(column);
    int parts = column.is(Trait.ALL_COLUMNS) ? 2 : 3;
    if (column.names().size() != parts) {
      return;
    }
    Node.Name schema = column.names().getFirst();
    Node.Name name = column.names().get(1);
    boolean derived =
        scope
            .derived(name.text())
            .map(source -> source.relation().name())
            .filter(new RelationName(schema.text(), name.text())::equals)
            .isPresent();
    if (derived) {
      splices.replace(schema.start(), name.start(), "");
    }
  }

  private void refuseSystemColumn(Node column) throws CannotBeMasked {
    if (!known.masked().isEmpty() && Known.isSystemColumn(column.lastName())) {
      throw new CannotBeMasked(
          MaskRefusal.SYSTEM_COLUMN,
          "column `"
              + column.lastName()
              + "` tells where a row is stored, which may tell masked values");
    }
  }
}
