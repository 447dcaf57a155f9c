package dev.countersign.mask;

import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
import java.util.List;
import java.util.Optional;

/**
 * The items of WITH. One that reads itself is read again as long as it turns out to have more
 * masked columns than was assumed; how often is bounded for the whole statement, since items can be
 * nested.
 */
final class FlowRecursion {

  private static final int MOST_REPETITIONS = 64;

  private final MaskedFlow flow;
  private int repetitions;

  FlowRecursion(MaskedFlow flow) {
    this.flow = flow;
  }

  void withItems(Node with, FlowScope scope) throws CannotBeMasked {
    if (!with.is(Trait.RECURSIVE)) {
      for (Node item : with.children()) {
        scope.addWithItem(item.lastName(), item(item, scope));
      }
      return;
    }
    // An item may name itself and, in some forms, those after it.
    for (Node item : with.children()) {
      scope.addWithItem(item.lastName(), FlowColumns.unknown(false));
    }
    for (Node item : with.children()) {
      FlowColumns assumed = FlowColumns.unknown(false);
      FlowColumns found = item(item, scope);
      while (found.anyMasked() && !found.equals(assumed)) {
        repetitions++;
        assumed = repetitions > MOST_REPETITIONS ? FlowColumns.unknown(true) : found;
        scope.addWithItem(item.lastName(), assumed);
        found = repetitions > MOST_REPETITIONS ? assumed : item(item, scope);
      }
      scope.addWithItem(item.lastName(), found);
    }
  }

  private FlowColumns item(Node item, FlowScope scope) throws CannotBeMasked {
    Optional<Node> query = item.child(Kind.QUERY);
    FlowColumns columns =
        query.isPresent() ? flow.query(query.get(), scope) : FlowColumns.unknown(true);
    // Behind the query stand the column lists of SEARCH and CYCLE, which add columns.
    Node first = item.children().getFirst();
    boolean adds =
        item.children().stream().filter(child -> child.kind() == Kind.COLUMN_LIST).count()
            > (first.kind() == Kind.COLUMN_LIST ? 1 : 0);
    FlowColumns named = first.kind() == Kind.COLUMN_LIST ? columns.renamed(names(first)) : columns;
    return adds ? named.and(FlowColumns.unknown(named.anyMasked())) : named;
  }

  static List<String> names(Node columnList) {
    return columnList.names().stream().map(Name::text).toList();
  }
}
