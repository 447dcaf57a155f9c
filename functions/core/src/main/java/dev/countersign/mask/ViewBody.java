package dev.countersign.mask;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a view over masked columns reads, with them masked.
 *
 * @param text the query that stands in the view's place
 * @param columns its columns
 * @param uses where it uses masked columns otherwise than to show them
 */
record ViewBody(String text, FlowColumns columns, SortedSet<MaskedUse> uses) {

  ViewBody {
    uses = Collections.unmodifiableSortedSet(new TreeSet<>(uses));
  }
}
