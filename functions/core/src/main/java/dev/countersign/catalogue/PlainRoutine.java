package dev.countersign.catalogue;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A function of the target that is not built in and of which every overload was read and found free
 * of effects.
 *
 * @param schema the schema's name
 * @param name the function's name within its schema
 * @param reads every relation that it reads
 */
public record PlainRoutine(String schema, String name, SortedSet<RelationName> reads)
    implements Comparable<PlainRoutine> {

  private static final Comparator<PlainRoutine> ORDER =
      Comparator.comparing(PlainRoutine::name).thenComparing(PlainRoutine::schema);

  public PlainRoutine {
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  @Override
  public int compareTo(PlainRoutine other) {
    return ORDER.compare(this, other);
  }
}
