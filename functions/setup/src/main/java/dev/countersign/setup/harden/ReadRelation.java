package dev.countersign.setup.harden;

import dev.countersign.catalogue.RelationName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A relation while it is read: its columns and labels are added one by one.
 *
 * @param name its name
 * @param isView whether it is a view or a materialised view
 * @param readByRole whether the role may read any of its columns now
 * @param readByPublic whether every role may
 * @param columns its columns in the target's order
 * @param labelled the names of the labelled ones
 */
record ReadRelation(
    RelationName name,
    boolean isView,
    boolean readByRole,
    boolean readByPublic,
    List<GuardedColumn> columns,
    SortedSet<String> labelled) {

  /** The relation of this row of {@link GuardQueries#COLUMNS}, without any column yet. */
  static ReadRelation of(ResultSet row) throws SQLException {
    String kind = row.getString("relkind");
    return new ReadRelation(
        new RelationName(row.getString("nspname"), row.getString("relname")),
        kind.equals("v") || kind.equals("m"),
        row.getBoolean("by_role"),
        row.getBoolean("by_public"),
        new ArrayList<>(),
        new TreeSet<>());
  }

  /** Labels its columns of these names; whether one of them was not labelled before. */
  boolean label(Set<String> names) {
    boolean changed = false;
    for (GuardedColumn column : columns) {
      changed |= names.contains(column.name()) && labelled.add(column.name());
    }
    return changed;
  }
}
