package dev.countersign.catalogue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
 */
public record Catalogue(
    List<String> searchPath,
    SortedMap<RelationName, Relation> relations,
    SortedSet<String> userTypes,
    SortedSet<String> userRoutines) {

  private static final Catalogue NONE =
      new Catalogue(List.of(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());

  public Catalogue {
    searchPath = List.copyOf(searchPath);
    relations = Collections.unmodifiableSortedMap(new TreeMap<>(relations));
    userTypes = Collections.unmodifiableSortedSet(new TreeSet<>(userTypes));
    userRoutines = Collections.unmodifiableSortedSet(new TreeSet<>(userRoutines));
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
}
