package dev.countersign.clearance;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.mask.MaskRefusal;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Why an operation that the policy has nothing against cannot be masked.
 *
 * @param cause the kind of reason
 * @param masked the columns of the relations touched that are masked for the requester
 */
public record Unmaskable(MaskRefusal cause, SortedSet<ColumnName> masked) {

  public Unmaskable {
    masked = Collections.unmodifiableSortedSet(new TreeSet<>(masked));
  }
}
