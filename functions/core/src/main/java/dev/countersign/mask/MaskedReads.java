package dev.countersign.mask;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.sql.Node;
import java.util.Set;
import java.util.SortedSet;

/** Whether a write reads what is masked for its requester. */
public final class MaskedReads {

  private MaskedReads() {}

  /**
   * Whether the write surely reads none of these columns, neither in a condition nor in an
   * expression nor as part of a row.
   */
  public static boolean surelyNone(Node write, Catalogue catalogue, SortedSet<ColumnName> masked) {
    try {
      return WriteExposures.of(
              write, new Known(catalogue, masked, Set.of(), KeyPlaceholders.after(0)))
          .isEmpty();
    } catch (CannotBeMasked e) {
      return false;
    }
  }
}
