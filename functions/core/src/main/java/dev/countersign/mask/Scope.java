package dev.countersign.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the names at one place of a statement may mean: items of WITH, and the sources of every
 * query around it.
 */
final class Scope {

  private final @Nullable Scope outer;
  private final Set<String> withItems;
  private final List<Source> sources = new ArrayList<>();
  private boolean complete;

  private Scope(@Nullable Scope outer, Set<String> withItems) {
    this.outer = outer;
    this.withItems = withItems;
  }

  static Scope outermost() {
    return new Scope(null, new TreeSet<>());
  }

  /** A query within this one. It sees everything that this one sees. */
  Scope inner() {
    return new Scope(this, new TreeSet<>());
  }

  void addWithItem(String name) {
    withItems.add(name);
  }

  void addSource(Source source) {
    sources.add(source);
  }

  /** From here on every source of this query is known, and its names see all of them. */
  void complete() {
    complete = true;
  }

  boolean isComplete() {
    return complete;
  }

  boolean isWithItem(String name) {
    return withItems.contains(name) || (outer != null && outer.isWithItem(name));
  }

  /** The sources of this query alone. */
  List<Source> sources() {
    return sources;
  }

  /** The sources of this query and of every query around it. */
  List<Source> visible() {
    List<Source> all = new ArrayList<>(sources);
    if (outer != null) {
      all.addAll(outer.visible());
    }
    return all;
  }
}
