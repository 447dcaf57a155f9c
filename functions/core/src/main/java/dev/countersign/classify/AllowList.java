package dev.countersign.classify;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.PlainRoutine;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Name;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions, types, operators and sampling methods that a read may use: built-in ones, by name.
 * A name that the target's catalogue has as a routine or type of its own is never on it. How the
 * names were found stands at the head of each resource.
 */
final class AllowList {

  private static final String SYSTEM_SCHEMA = "pg_catalog";

  /** Every operator of schema pg_catalog (table pg_operator of PostgreSQL 15.18 and 18.6). */
  private static final Set<String> OPERATORS =
      Set.of(
          ("!! !~ !~* !~~ !~~* # ## #- #> #>> % & && &< &<| &> * *< *<= *<> *= *> *>= + - -> ->>"
                  + " -|- / < <-> << <<= <<| <= <> <@ <^ = > >= >> >>= >^ ? ?# ?& ?- ?-| ?| ?|| @"
                  + " @-@ @> @? @@ @@@ ^ ^@ | |&> |/ |>> || ||/ ~ ~* ~<=~ ~<~ ~= ~>=~ ~>~ ~~ ~~*")
              .split(" "));

  /** They make a row of their first argument's type, and run the checks of the domains in it. */
  private static final Set<String> POPULATING =
      Set.of(
          "json_populate_record",
          "json_populate_recordset",
          "jsonb_populate_record",
          "jsonb_populate_recordset");

  private static final Set<String> SAMPLING_METHODS = Set.of("bernoulli", "system");

  private static final Set<String> FUNCTIONS = load("read-functions.txt");
  private static final Set<String> TYPES = load("built-in-types.txt");

  /** Functions of one argument that are not on the list, and how those of other versions begin. */
  private static final Set<String> OTHER_FUNCTIONS = load("other-functions.txt");

  private static final List<String> OTHER_STARTS = List.of("binary_upgrade_", "pg_");

  private final Catalogue catalogue;

  AllowList(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * A built-in function, or one that makes a row of a plain type. A type's name called with one
   * argument is a cast.
   */
  boolean hasFunction(Node function) {
    if (POPULATING.contains(function.lastName())) {
      return isSystemName(function.names())
          && populatesPlainRow(function)
          && !catalogue.userRoutines().contains(function.lastName());
    }
    boolean cast = function.children().size() == 1 && hasBuiltInType(function);
    return isSystemName(function.names())
        && (cast || FUNCTIONS.contains(function.lastName()))
        && !catalogue.userRoutines().contains(function.lastName());
  }

  /**
   * Whether this means a built-in function on the list as long as no value of a type of the
   * target's own is given to it: others of its name take such values only.
   */
  boolean isOverloaded(Node called) {
    boolean known =
        called.kind() == Node.Kind.CONSTRUCT
            || (isSystemName(called.names()) && FUNCTIONS.contains(called.lastName()));
    return known && catalogue.overloads().contains(called.lastName());
  }

  /** A function of the target that is known to be free of effects. */
  Optional<PlainRoutine> plainRoutine(Node function) {
    return function.names().size() > 2
        ? Optional.empty()
        : catalogue.plainRoutine(schema(function), function.lastName());
  }

  /**
   * Whether the first argument is a constant cast, as a whole, to a plain type or to a record
   * without one ({@code NULL::row_type}), or a row of constants.
   */
  private boolean populatesPlainRow(Node function) {
    if (function.children().isEmpty()) {
      return false;
    }
    Node first = function.children().getFirst();
    if (first.kind() == Node.Kind.ROW || isRowConstructor(first)) {
      return first.children().stream().allMatch(this::isConstant);
    }
    return isCast(first)
        && (isPlainType(first.children().getLast())
            || (isConstant(first) && first.children().getLast().lastName().equals("record")));
  }

  private static boolean isRowConstructor(Node node) {
    return node.kind() == Node.Kind.CONSTRUCT && node.lastName().equals("row");
  }

  private static boolean isCast(Node node) {
    return node.kind() == Node.Kind.EXPRESSION
        && node.children().size() == 2
        && node.children().getLast().kind() == Node.Kind.TYPE;
  }

  /** A constant of a built-in type, which no domain is. */
  private boolean isConstant(Node node) {
    return node.kind() == Node.Kind.LITERAL
        || (isCast(node)
            && node.children().getFirst().kind() == Node.Kind.LITERAL
            && hasBuiltInType(node.children().getLast()));
  }

  /** Built-in syntax such as SUBSTRING may mean a routine of the user that has its name. */
  boolean hasConstruct(Node construct) {
    return !catalogue.userRoutines().contains(construct.lastName());
  }

  /**
   * {@code x.f} calls the routine f if x has no column of this name: one that is not built in, or a
   * built-in one that is not on the list. The value x can be of any type, also where x is the alias
   * of a function in FROM.
   */
  boolean mayBeRoutine(Node columnOrField) {
    String name = columnOrField.lastName();
    return catalogue.userRoutines().contains(name)
        || (!FUNCTIONS.contains(name)
            && (OTHER_FUNCTIONS.contains(name)
                || (OTHER_STARTS.stream().anyMatch(name::startsWith) && !isColumn(name))));
  }

  /** Whether some relation of the target has a column of this name. */
  private boolean isColumn(String name) {
    return catalogue.relations().values().stream()
        .flatMap(relation -> relation.columns().stream())
        .anyMatch(column -> column.name().equals(name));
  }

  boolean hasType(Node type) {
    return hasBuiltInType(type) || isPlainType(type);
  }

  private boolean isPlainType(Node type) {
    return type.names().size() <= 2
        && catalogue.plainType(schema(type), type.lastName()).isPresent();
  }

  private static String schema(Node named) {
    return named.names().size() == 2 ? named.names().getFirst().text() : "";
  }

  private boolean hasBuiltInType(Node type) {
    String name = type.lastName();
    String element = name.startsWith("_") ? name.substring(1) : name;
    return isSystemName(type.names())
        && (TYPES.contains(name) || TYPES.contains(element))
        && !catalogue.userTypes().contains(name);
  }

  boolean hasOperator(Node operator) {
    return isSystemName(operator.names())
        && OPERATORS.contains(operator.lastName())
        && !catalogue.userOperators().contains(operator.lastName());
  }

  boolean hasSamplingMethod(Node sample) {
    return isSystemName(sample.names())
        && SAMPLING_METHODS.contains(sample.lastName())
        && !catalogue.userRoutines().contains(sample.lastName());
  }

  private static boolean isSystemName(List<Name> names) {
    return names.size() == 1
        || (names.size() == 2 && names.getFirst().text().equals(SYSTEM_SCHEMA));
  }

  private static Set<String> load(String resource) {
    InputStream stream = AllowList.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalStateException("the resource `" + resource + "` is missing");
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
