package dev.countersign.classify;

import dev.countersign.catalogue.Column;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The names in one statement under which values of types that are not built in may stand: those of
 * columns, and whatever is named after one. Nothing is looked up, so a name counts wherever it
 * stands.
 */
final class OwnTypeNames {

  /** Functions whose result is of the type of an argument, or made of it. */
  private static final Set<String> KEEPING =
      Set.of(
          "any_value",
          "array_agg",
          "array_append",
          "array_cat",
          "array_prepend",
          "array_remove",
          "array_replace",
          "first_value",
          "lag",
          "last_value",
          "lead",
          "mode",
          "nth_value",
          "percentile_disc",
          "trim_array",
          "unnest");

  private static final Set<String> KEEPING_CONSTRUCTS =
      Set.of("array", "coalesce", "greatest", "least", "row");

  /** What a UNION gives is gathered under this and its place; no name holds this character. */
  private static final String UNION = "\0";

  private final Map<String, String> types = new TreeMap<>();
  private final Map<String, List<String>> namedAfter = new HashMap<>();

  private OwnTypeNames() {}

  /**
   * The names, each with the type that it may be of.
   *
   * @param columns the columns of such types of what the statement touches
   */
  static Map<String, String> of(Node statement, List<Column> columns) {
    OwnTypeNames names = new OwnTypeNames();
    columns.forEach(column -> names.types.putIfAbsent(column.name(), ownType(column)));
    if (!columns.isEmpty()) {
      names.collect(statement);
      names.spread();
      names.types.keySet().removeIf(name -> name.startsWith(UNION));
    }
    return Collections.unmodifiableMap(names.types);
  }

  private static String ownType(Column column) {
    return column.ownType().map(type -> type.schema() + "." + type.name()).orElse(column.type());
  }

  /** Whether this is a call whose result is of the type of an argument, or made of it. */
  static boolean keeps(Node node) {
    return (node.kind() == Kind.FUNCTION && KEEPING.contains(node.lastName()))
        || (node.kind() == Kind.CONSTRUCT && KEEPING_CONSTRUCTS.contains(node.lastName()));
  }

  /** What such a call is given: its arguments, and what they are ordered by WITHIN GROUP. */
  static Stream<Node> arguments(Node call) {
    return call.children().stream()
        .flatMap(
            child -> child.kind() == Kind.ORDER_BY ? child.children().stream() : Stream.of(child));
  }

  /** What each name may be given to. */
  private void collect(Node node) {
    switch (node.kind()) {
      case SELECT_ITEM -> node.children().forEach(child -> kept(child, output(child, node)));
      case SET_OPERATION -> united(node);
      case FUNCTION_SOURCE -> {
        handed(node, alias(node));
        renamed(node);
      }
      case RELATION, SUBQUERY_SOURCE, JOIN, WITH_ITEM -> renamed(node);
      default -> {
        // It names nothing after a column.
      }
    }
    node.children().forEach(this::collect);
  }

  private static String output(Node shown, Node item) {
    return item.child(Kind.ALIAS).map(Node::lastName).orElse(shown.lastName());
  }

  private static String alias(Node source) {
    return source.child(Kind.ALIAS).map(Node::lastName).orElse("");
  }

  private void kept(Node shown, String output) {
    if (shown.kind() == Kind.COLUMN) {
      name(shown.lastName(), output);
    } else if (keeps(shown)) {
      arguments(shown)
          .filter(argument -> argument.kind() == Kind.COLUMN)
          .forEach(argument -> name(argument.lastName(), output));
    }
  }

  /** What a function in FROM gives may be of the type of anything that it is given. */
  private void handed(Node node, String alias) {
    if (node.kind() == Kind.COLUMN) {
      name(node.lastName(), alias);
    }
    node.children().forEach(child -> handed(child, alias));
  }

  /** A UNION has the names of its first operand, and may have the types of any other. */
  private void united(Node operation) {
    String union = UNION + operation.start();
    List<Node> operands = operation.children();
    for (int place = 0; place < operands.size(); place++) {
      for (Node item : items(operands.get(place))) {
        Node shown = item.children().getFirst();
        if (place == 0) {
          name(union, output(shown, item));
        } else if (shown.kind() == Kind.STAR) {
          types.putIfAbsent(union, anyType());
        } else {
          kept(shown, union);
        }
      }
    }
  }

  private static List<Node> items(Node operand) {
    Optional<Node> inner = operand.child(Kind.SELECT).or(() -> operand.child(Kind.QUERY));
    return inner
        .map(OwnTypeNames::items)
        .orElseGet(() -> operand.child(Kind.SELECT_LIST).map(Node::children).orElse(List.of()));
  }

  /** A list of names may stand for any columns. */
  private void renamed(Node source) {
    Optional<Node> list =
        source.kind() == Kind.WITH_ITEM
            ? source.child(Kind.COLUMN_LIST)
            : source.child(Kind.ALIAS).flatMap(alias -> alias.child(Kind.COLUMN_LIST));
    if (list.isPresent()) {
      list.get().names().forEach(name -> types.putIfAbsent(name.text(), anyType()));
    }
  }

  private String anyType() {
    return types.values().iterator().next();
  }

  private void name(String column, String after) {
    namedAfter.computeIfAbsent(column, name -> new ArrayList<>()).add(after);
  }

  private void spread() {
    Deque<String> names = new ArrayDeque<>(types.keySet());
    while (!names.isEmpty()) {
      String name = names.removeFirst();
      String type = types.getOrDefault(name, "");
      for (String after : namedAfter.getOrDefault(name, List.of())) {
        if (types.putIfAbsent(after, type) == null) {
          names.add(after);
        }
      }
    }
  }
}
