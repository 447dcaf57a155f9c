package dev.countersign.mask;

import dev.countersign.catalogue.Relation;
import dev.countersign.mask.FlowColumns.FlowColumn;
import dev.countersign.mask.FlowColumns.Rest;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The columns of what stands in FROM. */
final class FlowSources {

  /** Built-in functions that give one column. */
  private static final Set<String> ONE_COLUMN =
      Set.of(
          "generate_series",
          "generate_subscripts",
          "json_array_elements",
          "json_array_elements_text",
          "json_object_keys",
          "jsonb_array_elements",
          "jsonb_array_elements_text",
          "jsonb_object_keys",
          "regexp_matches",
          "regexp_split_to_table",
          "string_to_table");

  private final MaskedFlow flow;

  FlowSources(MaskedFlow flow) {
    this.flow = flow;
  }

  /** Adds this source to the scope; what a star shows of it. */
  FlowColumns source(Node source, FlowScope scope) throws CannotBeMasked {
    return switch (source.kind()) {
      case RELATION -> aliased(source, relation(source, scope), source.lastName(), scope);
      case SUBQUERY_SOURCE -> {
        FlowColumns columns = FlowColumns.none();
        for (Node child : source.children()) {
          if (child.kind() == Kind.QUERY) {
            columns = flow.query(child, source.is(Trait.LATERAL) ? scope : scope.around());
          }
        }
        yield aliased(source, columns, "", scope);
      }
      case FUNCTION_SOURCE -> functions(source, scope);
      case JOIN -> join(source, scope);
      default -> FlowColumns.unknown(true);
    };
  }

  /** The columns of a relation or an item of WITH, under their own names. */
  FlowColumns relation(Node named, FlowScope scope) throws CannotBeMasked {
    Optional<FlowColumns> item =
        named.names().size() == 1 ? scope.withItem(named.lastName()) : Optional.empty();
    if (item.isPresent()) {
      return item.get();
    }
    Known known = flow.known();
    Relation relation = known.relation(named);
    Optional<ViewBody> body = known.body(relation);
    body.ifPresent(view -> flow.noteAll(view.uses()));
    List<FlowColumn> columns =
        relation.columns().stream()
            .map(column -> new FlowColumn(column.name(), known.isMasked(relation, column)))
            .toList();
    FlowColumns own = new FlowColumns(columns, Rest.NONE);
    return body.isPresent() ? own.united(body.get().columns()) : own;
  }

  private static FlowColumns aliased(
      Node source, FlowColumns columns, String otherwise, FlowScope scope) {
    Optional<Node> alias = source.child(Kind.ALIAS);
    FlowColumns named =
        alias
            .flatMap(node -> node.child(Kind.COLUMN_LIST))
            .map(list -> columns.renamed(FlowRecursion.names(list)))
            .orElse(columns);
    scope.addSource(alias.map(Node::lastName).orElse(otherwise), named);
    return named;
  }

  private FlowColumns functions(Node source, FlowScope scope) throws CannotBeMasked {
    boolean masked = false;
    for (Node child : source.children()) {
      masked |= child.kind() != Kind.ALIAS && flow.expression(child, scope);
    }
    Node first = source.children().getFirst();
    String name = source.child(Kind.ALIAS).map(Node::lastName).orElse(first.lastName());
    boolean counted =
        first.kind() == Kind.FUNCTION
            && ONE_COLUMN.contains(first.lastName())
            && source.children().stream().filter(each -> each.kind() != Kind.ALIAS).count() == 1;
    FlowColumns columns =
        counted
            ? new FlowColumns(List.of(new FlowColumn(name, masked)), Rest.NONE)
            : FlowColumns.unknown(masked);
    if (source.is(Trait.ORDINALITY)) {
      columns =
          columns.and(new FlowColumns(List.of(new FlowColumn("ordinality", masked)), Rest.NONE));
    }
    return aliased(source, columns, name, scope);
  }

  private FlowColumns join(Node join, FlowScope scope) throws CannotBeMasked {
    FlowColumns left = FlowColumns.none();
    FlowColumns right = FlowColumns.none();
    FlowColumns all = FlowColumns.none();
    int sides = 0;
    for (Node child : join.children()) {
      switch (child.kind()) {
        case ALIAS -> {
          // It stands last and names them all.
        }
        case ON -> flow.note(flow.expression(child, scope), MaskedUse.JOIN);
        case COLUMN_LIST -> all = compared(left, right, FlowRecursion.names(child));
        default -> {
          left = all;
          right = source(child, scope);
          all = left.and(right);
          sides++;
        }
      }
    }
    if (join.is(Trait.NATURAL)) {
      all = natural(left, right, sides);
    }
    return join.child(Kind.ALIAS).isPresent() ? aliased(join, all, "", scope) : all;
  }

  private FlowColumns compared(FlowColumns left, FlowColumns right, List<String> names) {
    boolean masked = names.stream().anyMatch(name -> left.isMasked(name) || right.isMasked(name));
    flow.note(masked, MaskedUse.JOIN);
    return left.joined(right, names);
  }

  /** In a row of several joins it is not said which of them is the natural one. */
  private FlowColumns natural(FlowColumns left, FlowColumns right, int sides) {
    if (sides > 2 || left.rest() != Rest.NONE || right.rest() != Rest.NONE) {
      boolean masked = left.anyMasked() || right.anyMasked();
      flow.note(masked, MaskedUse.JOIN);
      return FlowColumns.unknown(masked);
    }
    List<String> common =
        left.known().stream()
            .map(FlowColumn::name)
            .filter(name -> !name.isEmpty() && right.find(name).isPresent())
            .toList();
    return compared(left, right, common);
  }
}
