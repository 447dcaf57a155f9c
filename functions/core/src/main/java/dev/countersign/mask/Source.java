package dev.countersign.mask;

import dev.countersign.catalogue.Relation;
import java.util.List;

/**
 * A derived table that stands in FROM in place of a relation.
 *
 * @param name the name by which columns refer to it
 * @param relation the relation in whose place it stands
 * @param renamed the names that its alias gives to its first columns
 */
record Source(String name, Relation relation, List<String> renamed) {

  Source {
    renamed = List.copyOf(renamed);
  }

  /** The name by which the column at this position, from 0, is known here. */
  String columnName(int position) {
    return position < renamed.size()
        ? renamed.get(position)
        : relation.columns().get(position).name();
  }
}
