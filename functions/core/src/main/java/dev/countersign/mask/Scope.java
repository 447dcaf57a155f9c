package dev.countersign.mask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the names at one place of a statement may mean: items of WITH, and the derived tables of
 * every query around it.
 */
final class Scope {

  private final @Nullable Scope outer;
  private final Set<String> withItems = new HashSet<>();
  private final List<Source> derived = new ArrayList<>();
  private final Map<String, Source> derivedByName = new HashMap<>();
  private final Set<String> otherNames = new HashSet<>();

  private Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  static Scope outermost() {
    return new Scope(null);
  }

  /** A query within this one. It sees everything that this one sees. */
  Scope inner() {
    return new Scope(this);
  }

  void addWithItem(String name) {
    withItems.add(name);
  }

  void addDerived(Source source) {
    derived.add(source);
    derivedByName.put(source.name(), source);
  }

  /** A source that is no derived table; its name hides one of the same name further out. */
  void addOther(String name) {
    otherNames.add(name);
  }

  boolean isWithItem(String name) {
    return withItems.contains(name) || (outer != null && outer.isWithItem(name));
  }

  /** The derived tables of this query alone. */
  List<Source> derived() {
    return derived;
  }

  /** The derived table that this name means here. */
  Optional<Source> derived(String name) {
    Source source = derivedByName.get(name);
    return source != null || outer == null || otherNames.contains(name)
        ? Optional.ofNullable(source)
        : outer.derived(name);
  }
}
