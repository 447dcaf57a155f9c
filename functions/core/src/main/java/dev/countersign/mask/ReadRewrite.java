package dev.countersign.mask;

import dev.countersign.catalogue.Relation;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Rewrites a read: every relation by its full name, and each with masked columns as a derived
 * table. Checks on the way that masked columns stand where their being masked cannot mislead.
 */
final class ReadRewrite {

  private static final String SYSTEM_SCHEMA = "pg_catalog";

  private final Splices splices;
  private final Known known;
  private final ColumnUse columns;
  private final RelationRewrite relations;
  private OutputPositions outputs;

  ReadRewrite(String text, Known known) {
    this.splices = new Splices(text);
    this.known = known;
    this.columns = new ColumnUse(known, splices);
    this.relations = new RelationRewrite(known, splices);
    this.outputs = new OutputPositions(known, Scope.outermost(), Optional.empty());
  }

  /** Which of the parts of a statement is walked. */
  private enum Place {
    OUTERMOST,
    WITHIN
  }

  String rewrite(Node root) throws CannotBeMasked {
    switch (root.kind()) {
      case SHOW -> {
        // It names no relation.
      }
      case EXPLAIN -> explained(root);
      case QUERY -> query(root, Scope.outermost(), Place.OUTERMOST);
      default -> throw new CannotBeMasked(MaskRefusal.UNSUPPORTED_FORM, "only a query can be read");
    }
    return splices.apply();
  }

  OutputMask outputs() {
    return new OutputMask.Positions(new TreeSet<>(outputs.masked()));
  }

  private void explained(Node explain) throws CannotBeMasked {
    query(only(explain, Kind.QUERY), Scope.outermost(), Place.WITHIN);
    if (relations.foundMasked()) {
      throw new CannotBeMasked(
          MaskRefusal.UNSUPPORTED_FORM,
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
  private void query(Node query, Scope around, Place place) throws CannotBeMasked {
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
        case SELECT -> select(child, query, scope, place);
        case QUERY -> query(child, scope, place);
        case SET_OPERATION -> operands(child, scope);
        case TABLE_COMMAND -> table(child, scope, place);
        case ORDER_BY -> orderBy(child, scope, place);
        default -> expressions(child, scope);
      }
    }
  }

  private void orderBy(Node orderBy, Scope scope, Place place) throws CannotBeMasked {
    if (place == Place.OUTERMOST) {
      new OutputOrder(outputs, splices).check(orderBy);
    }
    expressions(orderBy, scope);
  }

  private void withItems(Node with, Scope scope) throws CannotBeMasked {
    if (with.is(Trait.RECURSIVE)) {
      with.children().forEach(item -> scope.addWithItem(item.lastName()));
    }
    for (Node item : with.children()) {
      for (Node child : item.children()) {
        switch (child.kind()) {
          case QUERY -> query(child, scope, Place.WITHIN);
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
        case SELECT -> select(operand, operand, scope.inner(), Place.WITHIN);
        case QUERY -> query(operand, scope, Place.WITHIN);
        case TABLE_COMMAND -> table(operand, scope.inner(), Place.WITHIN);
        default -> expressions(operand, scope);
      }
    }
  }

  /** A SELECT; its owner is the query that may sort it, or itself. */
  private void select(Node select, Node owner, Scope scope, Place place) throws CannotBeMasked {
    Optional<Node> from = select.child(Kind.FROM);
    if (from.isPresent()) {
      for (Node source : from.get().children()) {
        source(source, scope);
      }
    }
    scope.complete();
    for (Node child : select.children()) {
      switch (child.kind()) {
        case FROM -> {
          // Read already: the other parts see its sources.
        }
        case SELECT_LIST -> {
          if (place == Place.OUTERMOST && select.child(Kind.DISTINCT).isEmpty()) {
            outermostList(child, scope, from);
          } else {
            columns.refuseStars(child, scope);
            expressions(child, scope);
          }
        }
        case GROUP_BY -> {
          orderBy(child, scope, place);
          new KeyGrouping(known, splices).complete(child, owner, scope);
        }
        default -> expressions(child, scope);
      }
    }
  }

  private void outermostList(Node list, Scope scope, Optional<Node> from) throws CannotBeMasked {
    outputs = new OutputPositions(known, scope, from);
    for (Node item : list.children()) {
      Node first = item.children().getFirst();
      if (outputs.isBare(first)) {
        outputs.add(first, item.child(Kind.ALIAS));
        columns.qualified(first, scope);
      } else {
        outputs.addOther();
        expressions(item, scope);
      }
    }
  }

  private void table(Node command, Scope scope, Place place) throws CannotBeMasked {
    Optional<Relation> masked = relations.table(command, scope);
    if (masked.isPresent()) {
      if (place == Place.WITHIN) {
        throw ColumnUse.elsewhere(masked.get());
      }
      outputs.addRelation(masked.get());
    }
  }

  private void source(Node source, Scope scope) throws CannotBeMasked {
    switch (source.kind()) {
      case RELATION -> relations.relation(source, scope);
      case JOIN -> join(source, scope);
      case SUBQUERY_SOURCE -> {
        query(only(source, Kind.QUERY), scope, Place.WITHIN);
        scope.addSource(new Source(aliasOf(source), Optional.empty(), false));
      }
      case FUNCTION_SOURCE -> {
        expressions(source, scope);
        scope.addSource(new Source(aliasOf(source), Optional.empty(), false));
      }
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
    columns.joinColumns(join, scope);
    for (Node child : join.children()) {
      if (child.kind() == Kind.ON) {
        expressions(child, scope);
      }
    }
  }

  /** Everything below a node that is an expression, with the queries in it. */
  private void expressions(Node node, Scope scope) throws CannotBeMasked {
    switch (node.kind()) {
      case QUERY -> query(node, scope, Place.WITHIN);
      case COLUMN -> columns.inExpression(node, scope);
      case FIELD -> columns.field(scope);
      case FUNCTION -> {
        if (!known.masked().isEmpty() && IndirectFunctions.contains(node.lastName())) {
          throw new CannotBeMasked(
              MaskRefusal.UNSUPPORTED_FORM,
              "a function reads what the text does not name, beside masked columns");
        }
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
          MaskRefusal.UNSUPPORTED_FORM,
          "functions, types and operators that are not built in cannot be followed");
    }
    children(node, scope);
  }

  private static String aliasOf(Node source) {
    return source.child(Kind.ALIAS).map(Node::lastName).orElse("");
  }
}
