package dev.countersign.classify;

import dev.countersign.catalogue.Column;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds where a statement may use an operator of a type that is not built in, or a function that
 * has the name of a built-in one. A read runs with an empty search path, so that only built-in ones
 * are found, and where a value can be taken for one of a built-in type the target takes it for that
 * without a word: {@code citext = 'A'} would compare as {@code text} does, and other rows be found
 * than with the search path of the connection. What orders, groups and tells rows apart goes by the
 * type and not by the path.
 *
 * <p>Columns go by their names alone: any of the name of such a column of a relation touched counts
 * as one, and so does whatever is named after one.
 */
final class OwnOperators {

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

  /** They compare what they are given. */
  private static final Set<String> COMPARING_CONSTRUCTS = Set.of("case", "nullif");

  private static final Pattern NULL_TEST =
      Pattern.compile("\\s+is\\s+(?:not\\s+)?null\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final int LONGEST_TEST = 64;

  private final String text;
  private final List<Node> overloaded;
  private final Map<String, String> types;
  private final Map<String, List<String>> namedAfter = new HashMap<>();
  private Optional<String> found = Optional.empty();

  /**
   * Of one statement.
   *
   * @param text the statement
   * @param columns the columns of what it touches whose types may have operators of their own
   * @param overloaded its calls of functions that such types may have of their own, too
   */
  OwnOperators(String text, List<Column> columns, List<Node> overloaded) {
    this.text = text;
    this.overloaded = overloaded;
    this.types = new HashMap<>();
    columns.forEach(column -> types.putIfAbsent(column.name(), column.type()));
  }

  /** What is used, as a sentence about it; empty where nothing can be. */
  Optional<String> find(Node statement) {
    if (types.isEmpty()) {
      return Optional.empty();
    }
    collect(statement);
    spread();
    walk(statement);
    overloaded.forEach(this::given);
    return found;
  }

  private void given(Node call) {
    List<Node> children = call.children();
    for (int place = 0; place < children.size(); place++) {
      boolean cast = call.kind() == Kind.EXPRESSION && isCast(call, place);
      if (isNamed(children.get(place)) && !cast) {
        use(children.get(place));
      }
      given(children.get(place));
    }
  }

  /** What each name may be given to. */
  private void collect(Node node) {
    switch (node.kind()) {
      case SELECT_ITEM -> node.children().forEach(child -> kept(child, node));
      case RELATION, SUBQUERY_SOURCE, FUNCTION_SOURCE, JOIN, WITH_ITEM -> renamed(node);
      default -> {
        // It names nothing after a column.
      }
    }
    node.children().forEach(this::collect);
  }

  private void kept(Node shown, Node item) {
    Optional<Node> alias = item.child(Kind.ALIAS);
    if (shown.kind() == Kind.COLUMN) {
      alias.ifPresent(name -> name(shown.lastName(), name.lastName()));
    } else if (keeps(shown)) {
      String name = alias.map(Node::lastName).orElse(shown.lastName());
      shown.children().stream()
          .filter(argument -> argument.kind() == Kind.COLUMN)
          .forEach(argument -> name(argument.lastName(), name));
    }
  }

  /** A list of names may stand for any columns. */
  private void renamed(Node source) {
    Optional<Node> list =
        source.kind() == Kind.WITH_ITEM
            ? source.child(Kind.COLUMN_LIST)
            : source.child(Kind.ALIAS).flatMap(alias -> alias.child(Kind.COLUMN_LIST));
    if (list.isPresent()) {
      for (Name name : list.get().names()) {
        types.putIfAbsent(name.text(), types.values().iterator().next());
      }
    }
  }

  private void name(String column, String after) {
    namedAfter.computeIfAbsent(column, name -> new ArrayList<>()).add(after);
  }

  private void spread() {
    Deque<String> names = new ArrayDeque<>(types.keySet());
    Set<String> seen = new HashSet<>(names);
    while (!names.isEmpty()) {
      String name = names.removeFirst();
      for (String after : namedAfter.getOrDefault(name, List.of())) {
        types.putIfAbsent(after, types.getOrDefault(name, ""));
        if (seen.add(after)) {
          names.add(after);
        }
      }
    }
  }

  private static boolean keeps(Node node) {
    return (node.kind() == Kind.FUNCTION && KEEPING.contains(node.lastName()))
        || (node.kind() == Kind.CONSTRUCT && KEEPING_CONSTRUCTS.contains(node.lastName()));
  }

  private void walk(Node node) {
    List<Node> children = node.children();
    for (int place = 0; place < children.size(); place++) {
      Node child = children.get(place);
      if (isNamed(child) && !isShown(node, child, place)) {
        use(child);
      } else if (keeps(child) && !showsWhole(node)) {
        child.children().stream().filter(this::isNamed).forEach(this::use);
      } else if (child.kind() == Kind.SUBQUERY) {
        compared(child);
      }
      walk(child);
    }
    if (node.kind() == Kind.JOIN) {
      joined(node);
    }
  }

  private boolean isNamed(Node node) {
    return (node.kind() == Kind.COLUMN || node.kind() == Kind.FIELD)
        && !node.is(Trait.ALL_COLUMNS)
        && types.containsKey(node.lastName());
  }

  /** Whether this column is only shown, ordered by, cast or looked at for being NULL. */
  private boolean isShown(Node parent, Node column, int place) {
    return switch (parent.kind()) {
      case SELECT_ITEM, GROUP_BY, DISTINCT, WINDOW -> true;
      case ORDER_BY -> parent.child(Kind.OPERATOR).isEmpty();
      case FUNCTION -> true;
      case CONSTRUCT -> !COMPARING_CONSTRUCTS.contains(parent.lastName());
      case EXPRESSION -> isCast(parent, place) || isNullTest(column);
      default -> false;
    };
  }

  /** Whether a value that this node holds is shown as it is. */
  private static boolean showsWhole(Node node) {
    return switch (node.kind()) {
      case SELECT_ITEM, GROUP_BY, DISTINCT, WINDOW -> true;
      default -> false;
    };
  }

  private static boolean isCast(Node expression, int place) {
    List<Node> parts = expression.children();
    return place + 1 < parts.size() && parts.get(place + 1).kind() == Kind.TYPE;
  }

  private boolean isNullTest(Node column) {
    int end = Math.min(text.length(), column.end() + LONGEST_TEST);
    return NULL_TEST.matcher(text.substring(column.end(), end)).matches();
  }

  /** What a query in an expression shows is compared with something, or handed to something. */
  private void compared(Node query) {
    for (Node child : query.children()) {
      if (child.kind() == Kind.SELECT_ITEM) {
        child.children().stream()
            .filter(shown -> isNamed(shown) || keeps(shown))
            .forEach(shown -> {
              if (isNamed(shown)) {
                use(shown);
              } else {
                shown.children().stream().filter(this::isNamed).forEach(this::use);
              }
            });
      } else if (child.kind() != Kind.FROM && child.kind() != Kind.WITH) {
        compared(child);
      }
    }
  }

  private void joined(Node join) {
    for (Node child : join.children()) {
      if (child.kind() == Kind.COLUMN_LIST) {
        child.names().stream()
            .map(Name::text)
            .filter(types::containsKey)
            .forEach(name -> use(name, types.getOrDefault(name, "")));
      }
    }
    if (join.is(Trait.NATURAL)) {
      types.forEach(this::use);
    }
  }

  private void use(Node column) {
    use(column.lastName(), types.getOrDefault(column.lastName(), ""));
  }

  private void use(String column, String type) {
    if (found.isEmpty()) {
      found =
          Optional.of(
              "it may use an operator or a function of "
                  + Findings.quoted(column)
                  + ", whose type "
                  + Findings.quoted(type)
                  + " is not built in");
    }
  }
}
