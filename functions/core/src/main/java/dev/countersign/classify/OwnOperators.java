package dev.countersign.classify;

import dev.countersign.catalogue.Column;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
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
 */
final class OwnOperators {

  /** They compare what they are given. */
  private static final Set<String> COMPARING_CONSTRUCTS = Set.of("case", "nullif");

  private static final Pattern NULL_TEST =
      Pattern.compile("\\s+is\\s+(?:not\\s+)?null\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What ends before a column that IS NULL is said of, and of nothing else. */
  private static final Pattern BEFORE_A_TEST =
      Pattern.compile("\\s(?:and|or)\\s+(?:not\\s+)*$", Pattern.CASE_INSENSITIVE);

  private static final Pattern BETWEEN = Pattern.compile("\\bbetween\\b", Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_TEST = 64;

  private final String text;
  private final boolean between;
  private final List<Node> overloaded;
  private final Map<String, String> types;
  private Optional<String> found = Optional.empty();

  private OwnOperators(String text, List<Node> overloaded, Map<String, String> types) {
    this.text = text;
    this.between = BETWEEN.matcher(text).find();
    this.overloaded = overloaded;
    this.types = types;
  }

  /**
   * What a statement may use, as a sentence about it; empty where nothing can be.
   *
   * @param text the statement
   * @param columns the columns of what it touches whose types may have operators of their own
   * @param overloaded its calls of functions that such types may have of their own, too
   */
  static Optional<String> find(
      String text, Node statement, List<Column> columns, List<Node> overloaded) {
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    OwnOperators own = new OwnOperators(text, overloaded, OwnTypeNames.of(statement, columns));
    own.walk(statement, false);
    own.overloaded.forEach(own::given);
    return own.found;
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

  /**
   * @param compared whether what the query around it shows is compared with something, or handed to
   *     something
   */
  private void walk(Node node, boolean compared) {
    List<Node> children = node.children();
    for (int place = 0; place < children.size(); place++) {
      Node child = children.get(place);
      if (isNamed(child) && !isShown(node, place, compared)) {
        use(child);
      } else if (OwnTypeNames.keeps(child) && !showsWhole(node, compared)) {
        OwnTypeNames.arguments(child).filter(this::isNamed).forEach(this::use);
      }
      walk(child, isCompared(node, child, compared));
    }
    if (node.kind() == Kind.JOIN) {
      joined(node);
    }
  }

  private static boolean isCompared(Node parent, Node child, boolean around) {
    boolean construct = parent.kind() == Kind.CONSTRUCT;
    boolean exists = construct && parent.lastName().equals("exists");
    return switch (child.kind()) {
      case SUBQUERY -> !exists;
      case QUERY -> !exists && (construct || around);
      case FROM, WITH -> false;
      default -> around;
    };
  }

  private boolean isNamed(Node node) {
    return (node.kind() == Kind.COLUMN || node.kind() == Kind.FIELD)
        && !node.is(Trait.ALL_COLUMNS)
        && types.containsKey(node.lastName());
  }

  /** Whether this column is only shown, ordered by, cast or looked at for being NULL. */
  private boolean isShown(Node parent, int place, boolean compared) {
    return switch (parent.kind()) {
      case ORDER_BY -> parent.child(Kind.OPERATOR).isEmpty();
      case FUNCTION -> true;
      case CONSTRUCT -> !COMPARING_CONSTRUCTS.contains(parent.lastName());
      case EXPRESSION -> isCast(parent, place) || isNullTest(parent, place);
      case WHERE, ON, HAVING -> isNullTest(parent, place);
      default -> showsWhole(parent, compared);
    };
  }

  /** Whether a value that this node holds is shown as it is. */
  private static boolean showsWhole(Node node, boolean compared) {
    return switch (node.kind()) {
      case SELECT_ITEM -> !compared;
      case GROUP_BY, DISTINCT, WINDOW -> true;
      default -> false;
    };
  }

  private static boolean isCast(Node expression, int place) {
    List<Node> parts = expression.children();
    return place + 1 < parts.size() && parts.get(place + 1).kind() == Kind.TYPE;
  }

  /**
   * IS binds less than operators do: {@code 'a' = email is null} compares before it tests, and so
   * does {@code x between 1 and email is null}.
   */
  private boolean isNullTest(Node expression, int place) {
    Node column = expression.children().get(place);
    int end = Math.min(text.length(), column.end() + LONGEST_TEST);
    return NULL_TEST.matcher(text.substring(column.end(), end)).matches()
        && (place == 0 || (!between && isAfterAnd(expression.children().get(place - 1), column)));
  }

  private boolean isAfterAnd(Node before, Node column) {
    return column.start() - before.end() <= LONGEST_TEST
        && BEFORE_A_TEST.matcher(text.substring(before.end(), column.start())).find();
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
