package dev.countersign.catalogue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a survey found on a target. An immutable value; {@link #none()} stands for a target that was
 * never surveyed.
 *
 * @param searchPath the schemas in which an unqualified name is looked up, in order; pinned by the
 *     connection
 * @param relations every relation of the surveyed schemas, by name
 * @param userTypes names of types, domains included, that are not built in (unqualified, folded)
 * @param userRoutines names of functions and procedures that are not built in (unqualified, folded)
 * @param overloads those of these names that a built-in function has too, where each of the others
 *     takes a value of a base type that is not built in, and stands in a schema of the target's own
 * @param userOperators symbols of operators that are not built in
 * @param plainTypes those of the types that can be cast to without an effect; no other type of the
 *     target, built in or not, has such a name but with these
 * @param plainRoutines those of the functions that may be called without an effect; no other
 *     routine of the target, built in or not, has such a name but with these
 */
public record Catalogue(
    List<String> searchPath,
    SortedMap<RelationName, Relation> relations,
    SortedSet<String> userTypes,
    SortedSet<String> userRoutines,
    SortedSet<String> overloads,
    SortedSet<String> userOperators,
    SortedSet<PlainType> plainTypes,
    SortedSet<PlainRoutine> plainRoutines) {

  private static final Set<String> SYSTEM_SCHEMAS = Set.of("pg_catalog", "information_schema");

  private static final Catalogue NONE =
      new Catalogue(List.of(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());

  public Catalogue {
    searchPath = List.copyOf(searchPath);
    relations = Collections.unmodifiableSortedMap(new TreeMap<>(relations));
    userTypes = Collections.unmodifiableSortedSet(new TreeSet<>(userTypes));
    userRoutines = Collections.unmodifiableSortedSet(new TreeSet<>(userRoutines));
    overloads = Collections.unmodifiableSortedSet(new TreeSet<>(overloads));
    userOperators = Collections.unmodifiableSortedSet(new TreeSet<>(userOperators));
    plainTypes = Collections.unmodifiableSortedSet(new TreeSet<>(plainTypes));
    plainRoutines = Collections.unmodifiableSortedSet(new TreeSet<>(plainRoutines));
  }

  /** A catalogue in which nothing that is not built in is known to be free of effects. */
  public Catalogue(
      List<String> searchPath,
      SortedMap<RelationName, Relation> relations,
      SortedSet<String> userTypes,
      SortedSet<String> userRoutines) {
    this(
        searchPath,
        relations,
        userTypes,
        userRoutines,
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>());
  }

  /** The catalogue of a target that was never surveyed. */
  public static Catalogue none() {
    return NONE;
  }

  /** Whether nothing was surveyed. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** The relation of exactly this name. */
  public Optional<Relation> find(RelationName name) {
    return Optional.ofNullable(relations.get(name));
  }

  /** The relation that an unqualified name means on this target: the first on the search path. */
  public Optional<Relation> resolve(String name) {
    return searchPath.stream()
        .flatMap(schema -> find(new RelationName(schema, name)).stream())
        .findFirst();
  }

  /**
   * The plain type that a name means.
   *
   * @param schema the schema that the name says; empty where it says none
   */
  public Optional<PlainType> plainType(String schema, String name) {
    List<PlainType> named =
        plainTypes.tailSet(new PlainType(schema, name)).stream()
            .takeWhile(type -> type.name().equals(name))
            .filter(type -> schema.isEmpty() || type.schema().equals(schema))
            .toList();
    boolean sure = named.size() == 1 && isSeen(schema, named.getFirst().schema());
    return sure ? Optional.of(named.getFirst()) : Optional.empty();
  }

  /** Whether the values of a column are of a built-in type, of a plain one, or an array of one. */
  public boolean isPlain(Column column) {
    return column
        .ownType()
        .map(type -> plainTypes.contains(type) || SYSTEM_SCHEMAS.contains(type.schema()))
        .orElse(true);
  }

  /**
   * The plain function that a name means.
   *
   * @param schema the schema that the name says; empty where it says none
   */
  public Optional<PlainRoutine> plainRoutine(String schema, String name) {
    List<PlainRoutine> named =
        plainRoutines.tailSet(new PlainRoutine(schema, name, new TreeSet<>())).stream()
            .takeWhile(routine -> routine.name().equals(name))
            .filter(routine -> schema.isEmpty() || routine.schema().equals(schema))
            .toList();
    boolean sure = named.size() == 1 && isSeen(schema, named.getFirst().schema());
    return sure ? Optional.of(named.getFirst()) : Optional.empty();
  }

  private boolean isSeen(String said, String schema) {
    return !said.isEmpty() || searchPath.contains(schema);
  }
}
