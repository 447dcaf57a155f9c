package dev.countersign.classify;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Name;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  private static final Set<String> SAMPLING_METHODS = Set.of("bernoulli", "system");

  private static final Set<String> FUNCTIONS = load("read-functions.txt");
  private static final Set<String> TYPES = load("built-in-types.txt");

  private final Catalogue catalogue;

  AllowList(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** A type's name called with one argument is a cast. */
  boolean hasFunction(Node function) {
    boolean cast = function.children().size() == 1 && hasType(function);
    return isSystemName(function.names())
        && (cast || FUNCTIONS.contains(function.lastName()))
        && !catalogue.userRoutines().contains(function.lastName());
  }

  /** Built-in syntax such as SUBSTRING may mean a routine of the user that has its name. */
  boolean hasConstruct(Node construct) {
    return !catalogue.userRoutines().contains(construct.lastName());
  }

  /** {@code x.f} calls the routine f if x has no column of this name. */
  boolean mayBeRoutine(Node columnOrField) {
    return catalogue.userRoutines().contains(columnOrField.lastName());
  }

  boolean hasType(Node type) {
    String name = type.lastName();
    String element = name.startsWith("_") ? name.substring(1) : name;
    return isSystemName(type.names())
        && (TYPES.contains(name) || TYPES.contains(element))
        && !catalogue.userTypes().contains(name);
  }

  boolean hasOperator(Node operator) {
    return isSystemName(operator.names()) && OPERATORS.contains(operator.lastName());
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
