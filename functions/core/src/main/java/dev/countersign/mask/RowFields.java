package dev.countersign.mask;

import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps {@code ((select t from t where ...)).field} alive. The row of a derived table has no type
 * that would say what its fields are, so the query is made to give the field instead of the row,
 * which comes to the same where the query only finds and sorts rows.
 */
final class RowFields {

  private static final Set<Kind> PARTS = Set.of(Kind.SELECT_LIST, Kind.FROM, Kind.WHERE);

  private final Splices splices;
  private final IdentityHashMap<Node, Node> fields = new IdentityHashMap<>();

  RowFields(Splices splices) {
    this.splices = splices;
  }

  /** Notes each field of a row that a query gives, in an expression. */
  void find(List<Node> parts) {
    for (int at = 0; at + 1 < parts.size(); at++) {
      Node field = parts.get(at + 1);
      if (parts.get(at).kind() == Kind.SUBQUERY
          && field.kind() == Kind.FIELD
          && !field.is(Trait.ALL_COLUMNS)) {
        select(parts.get(at)).ifPresent(select -> fields.put(select, field));
      }
    }
  }

  /** The SELECT of a query that only finds rows of one relation and sorts them. */
  private static Optional<Node> select(Node subquery) {
    Node query = subquery.children().getFirst();
    return query.children().stream().allMatch(RowFields::keepsRows)
        ? query.child(Kind.SELECT).filter(RowFields::givesOneName)
        : Optional.empty();
  }

  private static boolean keepsRows(Node part) {
    return switch (part.kind()) {
      case SELECT -> part.children().stream().allMatch(each -> PARTS.contains(each.kind()));
      case ORDER_BY -> part.children().stream().noneMatch(key -> key.kind() == Kind.LITERAL);
      default -> part.kind() == Kind.LIMIT;
    };
  }

  private static boolean givesOneName(Node select) {
    return select.child(Kind.FROM).filter(from -> from.children().size() == 1).isPresent()
        && select
            .child(Kind.SELECT_LIST)
            .map(Node::children)
            .filter(items -> items.size() == 1 && items.getFirst().children().size() == 1)
            .map(items -> items.getFirst().children().getFirst())
            .filter(item -> item.kind() == Kind.COLUMN && item.names().size() == 1)
            .isPresent();
  }

  /** Gives the field in place of the row, if it is the row of a derived table. */
  void complete(Node select, Scope scope) {
    Node field = fields.get(select);
    if (field == null || scope.derived().size() != 1) {
      return;
    }
    Source source = scope.derived().getFirst();
    Node row =
        select.child(Kind.SELECT_LIST).orElseThrow().children().getFirst().children().getFirst();
    boolean isRow =
        source.renamed().isEmpty()
            && row.lastName().equals(source.name())
            && !has(source, source.name())
            && has(source, field.lastName());
    if (isRow) {
      splices.replace(row.end(), row.end(), "." + MaskedTable.quoted(field.lastName()));
      splices.replace(field.start(), field.end(), "");
    }
  }

  private static boolean has(Source source, String column) {
    return source.relation().columns().stream().anyMatch(each -> each.name().equals(column));
  }
}
