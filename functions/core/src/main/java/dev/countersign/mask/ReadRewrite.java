package dev.countersign.mask;

import dev.countersign.catalogue.Relation;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Rewrites a read: every relation by its full name, and each with masked columns as a derived
 * table. Checks on the way that masked columns stand where their being masked cannot mislead.
 */
final class ReadRewrite {

  private final Splices splices;
  private final Known known;
  private final ColumnUse columns;
  private SortedSet<Integer> maskedOutputs = new TreeSet<>();

  ReadRewrite(String text, Known known) {
    this.splices = new Splices(text);
    this.known = known;
    this.columns = new ColumnUse(known, splices);
  }

  String rewrite(Node root) throws CannotBeMasked {
    switch (root.kind()) {
      case SHOW -> {
        return splices.apply();
      }
      case EXPLAIN -> {
        if (!known.masked().isEmpty()) {
          throw new CannotBeMasked(
              MaskRefusal.UNSUPPORTED_FORM,
              "a plan shows more than the columns it names; explain without masked columns");
        }
        query(only(root, Kind.QUERY), Scope.outermost(), false);
      }
      case QUERY -> query(root, Scope.outermost(), true);
      default -> throw new CannotBeMasked(MaskRefusal.UNSUPPORTED_FORM, "only a query can be read");
    }
    return splices.apply();
  }

  OutputMask outputs() {
    return new OutputMask.Positions(maskedOutputs);
  }

  private static Node only(Node node, Kind kind) throws CannotBeMasked {
    return node.child(kind)
        .orElseThrow(() ->
            new CannotBeMasked(MaskRefusal.UNSUPPORTED_FORM, "only a query can be explained"));
  }

  /** A query with its WITH, body, ORDER BY and LIMIT. */
  private void query(Node query, Scope around, boolean outermost) throws CannotBeMasked {
    Scope scope = around.inner();
    Optional<Node> with = query.child(Kind.WITH);
    if (with.isPresent()) {
      withItems(with.get(), scope);
    }
    for (Node child : query.children()) {
      switch (child.kind()) {
        case WITH -> {}
        case SELECT -> select(child, scope, outermost);
        case QUERY -> query(child, scope, outermost);
        case SET_OPERATION -> operands(child, scope);
        case TABLE_COMMAND -> table(child, scope, outermost);
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
          case QUERY -> query(child, scope, false);
          case COLUMN_LIST -> {}
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
        case SELECT -> select(operand, scope.inner(), false);
        case QUERY -> query(operand, scope, false);
        case SET_OPERATION -> operands(operand, scope);
        case TABLE_COMMAND -> table(operand, scope.inner(), false);
        default -> expressions(operand, scope);
      }
    }
  }

  private void select(Node select, Scope scope, boolean outermost) throws CannotBeMasked {
    Optional<Node> from = select.child(Kind.FROM);
    if (from.isPresent()) {
      for (Node source : from.get().children()) {
        source(source, scope);
      }
    }
    for (Node child : select.children()) {
      switch (child.kind()) {
        case FROM -> {}
        case SELECT_LIST -> {
          boolean bareItems = outermost && select.child(Kind.DISTINCT).isEmpty();
          selectList(child, scope, bareItems, from);
        }
        default -> expressions(child, scope);
      }
    }
  }

  private void selectList(Node list, Scope scope, boolean bareItems, Optional<Node> from)
      throws CannotBeMasked {
    if (!bareItems) {
      columns.refuseStars(list, scope);
      expressions(list, scope);
      return;
    }
    OutputPositions positions = new OutputPositions(known, scope, from);
    for (Node item : list.children()) {
      Optional<Node> bare =
          item.children().stream().filter(child -> child.kind() != Kind.ALIAS).findFirst();
      if (bare.isPresent() && positions.isBare(bare.get())) {
        positions.add(bare.get());
        columns.qualified(bare.get(), scope);
      } else {
        positions.addOther();
        expressions(item, scope);
      }
    }
    maskedOutputs = positions.masked();
  }

  /** {@code TABLE name} is {@code select * from name}. */
  private void table(Node command, Scope scope, boolean outermost) throws CannotBeMasked {
    Node named = only(command, Kind.RELATION);
    if (named.names().size() == 1 && scope.isWithItem(named.lastName())) {
      return;
    }
    Relation relation = known.relation(named);
    if (!known.isMasked(relation.name())) {
      splices.replace(nameStart(named), nameEnd(named), MaskedTable.qualified(relation));
      return;
    }
    if (!outermost) {
      throw ColumnUse.elsewhere(relation);
    }
    splices.replace(
        command.start(),
        command.end(),
        "select * from "
            + MaskedTable.query(relation, known, named.is(Trait.ONLY), "")
            + " as "
            + MaskedTable.quoted(relation.name().name()));
    OutputPositions positions = new OutputPositions(known, scope, Optional.empty());
    positions.addRelation(relation);
    maskedOutputs = positions.masked();
  }

  private void source(Node source, Scope scope) throws CannotBeMasked {
    switch (source.kind()) {
      case RELATION -> relation(source, scope);
      case JOIN -> join(source, scope);
      case SUBQUERY_SOURCE -> {
        query(only(source, Kind.QUERY), scope, false);
        scope.addSource(new Source(aliasOf(source), Optional.empty(), false));
      }
      case FUNCTION_SOURCE -> {
        expressions(source, scope);
        scope.addSource(new Source(aliasOf(source), Optional.empty(), false));
      }
      default -> expressions(source, scope);
    }
  }

  private void join(Node join, Scope scope) throws CannotBeMasked {
    for (Node child : join.children()) {
      switch (child.kind()) {
        case RELATION, JOIN, SUBQUERY_SOURCE, FUNCTION_SOURCE -> source(child, scope);
        case ALIAS, COLUMN_LIST, ON -> {}
        default -> expressions(child, scope);
      }
    }
    columns.joinColumns(join, scope);
    for (Node child : join.children()) {
      if (child.kind() == Kind.ON) {
        expressions(child, scope);
      }
    }
  }

  private void relation(Node named, Scope scope) throws CannotBeMasked {
    Optional<Node> alias = named.child(Kind.ALIAS);
    if (named.names().size() == 1 && scope.isWithItem(named.lastName())) {
      scope.addSource(
          new Source(alias.map(Node::lastName).orElse(named.lastName()), Optional.empty(), false));
      return;
    }
    Relation relation = known.relation(named);
    boolean renamed = alias.flatMap(node -> node.child(Kind.COLUMN_LIST)).isPresent();
    scope.addSource(
        new Source(
            alias.map(Node::lastName).orElse(relation.name().name()),
            Optional.of(relation),
            renamed));
    if (!known.isMasked(relation.name())) {
      splices.replace(nameStart(named), nameEnd(named), MaskedTable.qualified(relation));
      return;
    }
    if (renamed) {
      throw new CannotBeMasked(
          MaskRefusal.UNSUPPORTED_FORM,
          "relation `"
              + relation.name()
              + "` has masked columns; do not rename its columns in its alias");
    }
    splice(named, alias, relation);
  }

  private void splice(Node named, Optional<Node> alias, Relation relation) throws CannotBeMasked {
    Optional<Node> sample = named.child(Kind.TABLESAMPLE);
    if (sample.isPresent() && !sample.get().children().stream().allMatch(ReadRewrite::isConstant)) {
      throw new CannotBeMasked(
          MaskRefusal.UNSUPPORTED_FORM, "TABLESAMPLE takes constants and parameters only");
    }
    String table =
        MaskedTable.query(
            relation,
            known,
            named.is(Trait.ONLY),
            sample.map(node -> splices.slice(node.start(), node.end())).orElse(""));
    String name =
        alias
            .map(node -> splices.slice(node.start(), node.end()))
            .orElse("as " + MaskedTable.quoted(relation.name().name()));
    splices.replace(named.start(), named.end(), table + " " + name);
  }

  private static boolean isConstant(Node node) {
    return node.kind() == Kind.LITERAL || node.kind() == Kind.PARAMETER;
  }

  /** Everything below a node that is an expression, with the queries in it. */
  private void expressions(Node node, Scope scope) throws CannotBeMasked {
    switch (node.kind()) {
      case QUERY -> query(node, scope, false);
      case COLUMN -> columns.inExpression(node, scope);
      case FIELD -> columns.field(node, scope);
      case RELATION, TARGET, JOIN, SUBQUERY_SOURCE, TABLE_COMMAND, SELECT, SET_OPERATION ->
          throw new CannotBeMasked(
              MaskRefusal.UNSUPPORTED_FORM, "a relation stands where it cannot be followed");
      default -> {
        for (Node child : node.children()) {
          expressions(child, scope);
        }
      }
    }
  }

  private static String aliasOf(Node source) {
    return source.child(Kind.ALIAS).map(Node::lastName).orElse("");
  }

  private static int nameStart(Node named) {
    return named.names().getFirst().start();
  }

  private static int nameEnd(Node named) {
    return named.names().getLast().end();
  }
}
