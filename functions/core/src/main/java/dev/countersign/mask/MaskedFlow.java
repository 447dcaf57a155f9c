package dev.countersign.mask;

import dev.countersign.mask.FlowColumns.FlowColumn;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Follows masked columns through a read, so that its answer can say what was computed from masks:
 * which columns of the answer, and which conditions, joins, groups and orders. It says rather too
 * much than too little. Nothing is kept secret by it: what the read sees is masked already.
 */
final class MaskedFlow {

  private final Known known;
  private final String text;
  private final FlowSources sources;
  private final FlowRecursion recursion;
  private final SortedSet<MaskedUse> uses = new TreeSet<>();
  private int maskedReferences;

  MaskedFlow(Known known, String text) {
    this.known = known;
    this.text = text;
    this.sources = new FlowSources(this);
    this.recursion = new FlowRecursion(this);
  }

  /** The columns of the answer of this query. */
  FlowColumns of(Node query) throws CannotBeMasked {
    return query(query, FlowScope.outermost());
  }

  SortedSet<MaskedUse> uses() {
    return uses;
  }

  Known known() {
    return known;
  }

  /** Records this use if it is one of masked columns. */
  void note(boolean masked, MaskedUse use) {
    if (masked) {
      maskedReferences++;
      uses.add(use);
    }
  }

  void noteAll(SortedSet<MaskedUse> others) {
    uses.addAll(others);
  }

  FlowColumns query(Node query, FlowScope around) throws CannotBeMasked {
    FlowScope scope = around.inner();
    Optional<Node> with = query.child(Kind.WITH);
    if (with.isPresent()) {
      recursion.withItems(with.get(), scope);
    }
    FlowScope inside = scope.inner();
    FlowColumns outputs = FlowColumns.none();
    for (Node child : query.children()) {
      switch (child.kind()) {
        case WITH, LOCKING -> {
          // Read already; and a lock shows nothing.
        }
        case SELECT, SET_OPERATION, VALUES, TABLE_COMMAND, QUERY ->
            outputs = operand(child, inside);
        case ORDER_BY -> note(byOutputs(child, inside, outputs), MaskedUse.ORDERING);
        default -> note(expression(child, inside), MaskedUse.CONDITION);
      }
    }
    return outputs;
  }

  /** What a query can consist of; the scope becomes that of a SELECT. */
  private FlowColumns operand(Node operand, FlowScope scope) throws CannotBeMasked {
    return switch (operand.kind()) {
      case SELECT -> select(operand, scope);
      case QUERY -> query(operand, scope);
      case TABLE_COMMAND -> sources.relation(operand.children().getFirst(), scope);
      case VALUES -> values(operand, scope);
      case SET_OPERATION -> setOperation(operand, scope);
      default -> FlowColumns.unknown(expression(operand, scope));
    };
  }

  private FlowColumns setOperation(Node operation, FlowScope scope) throws CannotBeMasked {
    FlowColumns outputs = operand(operation.children().getFirst(), scope.inner());
    for (Node operand : operation.children().subList(1, operation.children().size())) {
      outputs = outputs.united(operand(operand, scope.inner()));
    }
    note(operation.is(Trait.REMOVES_ROWS) && outputs.anyMasked(), MaskedUse.GROUPING);
    return outputs;
  }

  private FlowColumns values(Node values, FlowScope scope) throws CannotBeMasked {
    FlowColumns outputs = FlowColumns.none();
    for (Node row : values.children()) {
      List<FlowColumn> columns = new ArrayList<>();
      for (Node value : row.children()) {
        columns.add(new FlowColumn("column" + (columns.size() + 1), expression(value, scope)));
      }
      FlowColumns all = new FlowColumns(columns, FlowColumns.Rest.NONE);
      outputs = outputs.known().isEmpty() ? all : outputs.united(all);
    }
    return outputs;
  }

  private FlowColumns select(Node select, FlowScope scope) throws CannotBeMasked {
    FlowColumns star = FlowColumns.none();
    Optional<Node> from = select.child(Kind.FROM);
    if (from.isPresent()) {
      for (Node source : from.get().children()) {
        star = star.and(sources.source(source, scope));
      }
    }
    for (Node child : select.children()) {
      if (child.kind() == Kind.WINDOW && expression(child, scope) && !child.names().isEmpty()) {
        scope.addMaskedWindow(child.names().getFirst().text());
      }
    }
    FlowColumns outputs = FlowColumns.none();
    Optional<Node> list = select.child(Kind.SELECT_LIST);
    if (list.isPresent()) {
      outputs = list(list.get(), scope, star);
    }
    clauses(select, scope, outputs);
    return outputs;
  }

  private void clauses(Node select, FlowScope scope, FlowColumns outputs) throws CannotBeMasked {
    for (Node child : select.children()) {
      switch (child.kind()) {
        case FROM, SELECT_LIST, WINDOW -> {
          // Read already.
        }
        case DISTINCT -> {
          boolean on = expression(child, scope);
          note(child.children().isEmpty() ? outputs.anyMasked() : on, MaskedUse.GROUPING);
        }
        case GROUP_BY -> note(byOutputs(child, scope, outputs), MaskedUse.GROUPING);
        default -> note(expression(child, scope), MaskedUse.CONDITION);
      }
    }
  }

  private FlowColumns list(Node list, FlowScope scope, FlowColumns star) throws CannotBeMasked {
    FlowColumns outputs = FlowColumns.none();
    for (Node item : list.children()) {
      Node first = item.children().getFirst();
      if (first.kind() == Kind.STAR) {
        outputs = outputs.and(star);
      } else if (first.kind() == Kind.COLUMN && first.is(Trait.ALL_COLUMNS)) {
        outputs = outputs.and(scope.source(first.lastName()));
      } else {
        FlowColumn column = new FlowColumn(FlowNames.of(item), expression(first, scope));
        outputs = outputs.and(new FlowColumns(List.of(column), FlowColumns.Rest.NONE));
      }
    }
    return outputs;
  }

  /**
   * Whether GROUP BY or ORDER BY uses masked columns, also by the name or the number of a column of
   * the answer.
   */
  private boolean byOutputs(Node clause, FlowScope scope, FlowColumns outputs)
      throws CannotBeMasked {
    boolean masked = false;
    for (Node item : clause.children()) {
      masked |= namesMasked(item, outputs);
      masked |= expression(item, scope);
    }
    return masked;
  }

  private boolean namesMasked(Node item, FlowColumns outputs) {
    return switch (item.kind()) {
      case LITERAL ->
          FlowNames.position(text.substring(item.start(), item.end()))
              .map(outputs::isMasked)
              .orElse(false);
      case COLUMN ->
          item.names().size() == 1
              && outputs.find(item.lastName()).map(FlowColumn::masked).orElse(false);
      case EXPRESSION, ROW, CONSTRUCT ->
          item.children().stream().anyMatch(child -> namesMasked(child, outputs));
      default -> false;
    };
  }

  /** Whether this part of an expression may use masked columns. */
  boolean expression(Node node, FlowScope scope) throws CannotBeMasked {
    return switch (node.kind()) {
      case QUERY -> {
        int before = maskedReferences;
        boolean masked = query(node, scope).anyMasked();
        yield masked || maskedReferences > before;
      }
      case COLUMN -> {
        boolean masked = scope.isMasked(node);
        maskedReferences += masked ? 1 : 0;
        yield masked;
      }
      case ORDER_BY -> noted(children(node, scope), MaskedUse.ORDERING);
      case WHERE -> noted(children(node, scope), MaskedUse.CONDITION);
      case WINDOW -> window(node, scope);
      case FUNCTION -> {
        boolean masked = children(node, scope);
        note(masked && node.is(Trait.DISTINCT_ROWS), MaskedUse.GROUPING);
        yield masked;
      }
      default -> children(node, scope);
    };
  }

  private boolean window(Node window, FlowScope scope) throws CannotBeMasked {
    boolean masked = window.names().stream().anyMatch(name -> scope.isMaskedWindow(name.text()));
    for (Node child : window.children()) {
      boolean here = expression(child, scope);
      note(here && child.kind() != Kind.ORDER_BY, MaskedUse.GROUPING);
      masked |= here;
    }
    return masked;
  }

  private boolean noted(boolean masked, MaskedUse use) {
    note(masked, use);
    return masked;
  }

  private boolean children(Node node, FlowScope scope) throws CannotBeMasked {
    boolean masked = false;
    for (Node child : node.children()) {
      masked |= expression(child, scope);
    }
    return masked;
  }
}
