package dev.countersign.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The columns of a query or a source, and which of them may be computed from masked ones.
 *
 * @param known the first ones, in their order
 * @param rest what holds for further ones, whose number and names are not known
 */
record FlowColumns(List<FlowColumn> known, Rest rest) {

  /** More columns than this an answer cannot have (PostgreSQL documentation, "Limits"). */
  private static final int MOST = 1664;

  /**
   * A column.
   *
   * @param name its name; empty where PostgreSQL makes one up
   * @param masked whether it may be computed from a masked one
   */
  record FlowColumn(String name, boolean masked) {}

  /** What holds for columns that are not known one by one. */
  enum Rest {
    /** There are none. */
    NONE,
    /** No masked column is in them. */
    CLEAR,
    /** Any of them may be masked. */
    MASKED
  }

  FlowColumns {
    known = List.copyOf(known.size() > MOST ? known.subList(0, MOST) : known);
  }

  static FlowColumns none() {
    return new FlowColumns(List.of(), Rest.NONE);
  }

  /** Columns of which only this is known. */
  static FlowColumns unknown(boolean masked) {
    return new FlowColumns(List.of(), masked ? Rest.MASKED : Rest.CLEAR);
  }

  boolean anyMasked() {
    return rest == Rest.MASKED || known.stream().anyMatch(FlowColumn::masked);
  }

  /** The column of this name, if it is surely there. */
  Optional<FlowColumn> find(String name) {
    return known.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** Whether the column of this name may be masked. */
  boolean isMasked(String name) {
    return find(name).map(FlowColumn::masked).orElse(anyMasked());
  }

  /** Whether the column at this position, from 0, may be masked. */
  boolean isMasked(int position) {
    return position < known.size() ? known.get(position).masked() : rest == Rest.MASKED;
  }

  /** These and then others. After columns that cannot be counted nothing can. */
  FlowColumns and(FlowColumns others) {
    if (rest != Rest.NONE) {
      return new FlowColumns(
          known, rest == Rest.MASKED || others.anyMasked() ? Rest.MASKED : Rest.CLEAR);
    }
    List<FlowColumn> all = new ArrayList<>(known);
    all.addAll(others.known);
    return new FlowColumns(all, others.rest);
  }

  /** The first ones under the names of an alias. */
  FlowColumns renamed(List<String> names) {
    List<FlowColumn> columns = new ArrayList<>(known);
    for (int position = 0; position < names.size(); position++) {
      FlowColumn column = new FlowColumn(names.get(position), isMasked(position));
      if (position < known.size()) {
        columns.set(position, column);
      } else if (rest != Rest.NONE) {
        columns.add(column);
      }
    }
    return new FlowColumns(columns, rest);
  }

  /** What a set operation makes of these and of another operand's. */
  FlowColumns united(FlowColumns other) {
    int common = Math.min(known.size(), other.known.size());
    List<FlowColumn> columns = new ArrayList<>();
    for (int position = 0; position < common; position++) {
      boolean masked = isMasked(position) || other.isMasked(position);
      columns.add(new FlowColumn(known.get(position).name(), masked));
    }
    boolean more = known.size() != other.known.size() || rest != Rest.NONE;
    return new FlowColumns(columns, more ? restOf(anyMasked() || other.anyMasked()) : Rest.NONE);
  }

  /** What a join by these columns makes of these and of its right side's. */
  FlowColumns joined(FlowColumns right, List<String> by) {
    List<FlowColumn> columns = new ArrayList<>();
    for (String name : by) {
      columns.add(new FlowColumn(name, isMasked(name) || right.isMasked(name)));
    }
    if (rest != Rest.NONE || right.rest != Rest.NONE) {
      return new FlowColumns(columns, restOf(anyMasked() || right.anyMasked()));
    }
    known.stream().filter(column -> !by.contains(column.name())).forEach(columns::add);
    right.known.stream().filter(column -> !by.contains(column.name())).forEach(columns::add);
    return new FlowColumns(columns, Rest.NONE);
  }

  /** The positions of those that may be masked. */
  SortedSet<Integer> positions() {
    SortedSet<Integer> positions = new TreeSet<>();
    int end = rest == Rest.MASKED ? MOST : known.size();
    for (int position = 0; position < end; position++) {
      if (isMasked(position)) {
        positions.add(position);
      }
    }
    return positions;
  }

  private static Rest restOf(boolean masked) {
    return masked ? Rest.MASKED : Rest.CLEAR;
  }
}
