package dev.countersign.setup.harden;

import dev.countersign.bundle.Labels;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.setup.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What there is to guard on a target: relations with labelled columns, and what may hand these on.
 * Labels hold for parents and children in inheritance and partitioning alike, and for generated
 * columns beside a labelled one.
 */
final class Guarded {

  private final Connection connection;
  private final String role;
  private final Labels labels;
  private final Map<Long, ReadRelation> entries = new LinkedHashMap<>();
  private final List<long[]> inheritance = new ArrayList<>();

  private Guarded(Connection connection, String role, Labels labels) {
    this.connection = connection;
    this.role = role;
    this.labels = labels;
  }

  /** What a target holds for this role under these labels. */
  static Guarded read(Connection connection, String role, Labels labels) throws SQLException {
    Guarded guarded = new Guarded(connection, role, labels);
    guarded.readColumns();
    guarded.readInheritance();
    guarded.spread();
    return guarded;
  }

  private void readColumns() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(GuardQueries.COLUMNS)) {
      query.setString(1, role);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ReadRelation entry = entries.get(row.getLong("oid"));
          if (entry == null) {
            entry = ReadRelation.of(row);
            entries.put(row.getLong("oid"), entry);
          }
          GuardedColumn column =
              new GuardedColumn(
                  row.getInt("attnum"),
                  row.getString("attname"),
                  row.getString("type"),
                  row.getBoolean("generated"));
          entry.columns().add(column);
          if (labels.of(new ColumnName(entry.name(), column.name())).isPresent()) {
            entry.labelled().add(column.name());
          }
        }
      }
    }
  }

  private void readInheritance() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(GuardQueries.INHERITANCE);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        inheritance.add(new long[] {row.getLong(1), row.getLong(2)});
      }
    }
  }

  private void spread() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (long[] link : inheritance) {
        ReadRelation child = entries.get(link[0]);
        ReadRelation parent = entries.get(link[1]);
        if (child != null && parent != null) {
          changed |= child.label(parent.labelled());
          changed |= parent.label(child.labelled());
        }
      }
    }
    for (ReadRelation entry : entries.values()) {
      if (!entry.labelled().isEmpty()) {
        entry.columns().stream()
            .filter(GuardedColumn::generated)
            .forEach(column -> entry.labelled().add(column.name()));
      }
    }
  }

  /** The relations with labelled columns. */
  List<GuardedRelation> relations() {
    return entries.values().stream()
        .filter(entry -> !entry.labelled().isEmpty())
        .map(entry ->
            new GuardedRelation(
                entry.name(),
                entry.columns(),
                entry.labelled(),
                entry.readByRole(),
                entry.readByPublic()))
        .toList();
  }

  /** The labelled columns that the target does not have. */
  List<ColumnName> missing() {
    Set<ColumnName> there = new HashSet<>();
    for (ReadRelation entry : entries.values()) {
      entry.columns().forEach(column -> there.add(new ColumnName(entry.name(), column.name())));
    }
    return labels.columns().keySet().stream().filter(column -> !there.contains(column)).toList();
  }

  /** Views and routines through which the role may reach labelled columns. */
  List<HandingOn> handingOn() throws SQLException {
    List<HandingOn> found = new ArrayList<>();
    for (long view : unsafeViews()) {
      ReadRelation entry = entries.get(view);
      if (entry != null) {
        found.add(
            new HandingOn(
                HandingOn.Kind.VIEW,
                Identifiers.quoted(entry.name()),
                entry.readByRole(),
                entry.readByPublic()));
      }
    }
    found.addAll(routines());
    return found;
  }

  /**
   * Views that read a labelled column, a whole row of a relation that has one, or another such
   * view. A view that has labels of its own is guarded by them.
   */
  private SortedSet<Long> unsafeViews() throws SQLException {
    List<long[]> reads = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(GuardQueries.READS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        reads.add(new long[] {row.getLong(1), row.getLong(2), row.getLong(3)});
      }
    }
    SortedSet<Long> unsafe = new TreeSet<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (long[] read : reads) {
        boolean handsOn = unsafe.contains(read[1]) || readsLabelled(read[1], read[2]);
        changed |= handsOn && !isGuardedView(read[0]) && unsafe.add(read[0]);
      }
    }
    return unsafe;
  }

  private boolean isGuardedView(long oid) {
    ReadRelation entry = entries.get(oid);
    return entry != null && entry.isView() && !entry.labelled().isEmpty();
  }

  private boolean readsLabelled(long source, long number) {
    ReadRelation entry = entries.get(source);
    if (entry == null || entry.labelled().isEmpty()) {
      return false;
    }
    return number == 0
        || entry.columns().stream()
            .anyMatch(
                column -> column.number() == number && entry.labelled().contains(column.name()));
  }

  private List<HandingOn> routines() throws SQLException {
    List<HandingOn> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(GuardQueries.ROUTINES)) {
      query.setString(1, role);
      setLabelled(query, 2);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new HandingOn(
                  HandingOn.Kind.ROUTINE, row.getString(1), row.getBoolean(2), row.getBoolean(3)));
        }
      }
    }
    return found;
  }

  /** Roles as which the role may act, and which may read a labelled column. */
  List<String> rolesThatRead() throws SQLException {
    List<String> roles = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(GuardQueries.ROLES)) {
      query.setString(1, role);
      query.setString(2, role);
      setLabelled(query, 3);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          roles.add(row.getString(1));
        }
      }
    }
    return roles;
  }

  /** What an operator should know of the relations besides: each a sentence without a subject. */
  List<String> remarks() throws SQLException {
    List<String> remarks = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(GuardQueries.REMARKS)) {
      setLabelled(query, 1);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          remarks.add(row.getString(1) + " " + row.getString(2));
        }
      }
    }
    return remarks;
  }

  private void setLabelled(PreparedStatement query, int first) throws SQLException {
    List<Long> relations = new ArrayList<>();
    List<Short> numbers = new ArrayList<>();
    entries.forEach((oid, entry) ->
        entry.columns().stream()
            .filter(column -> entry.labelled().contains(column.name()))
            .forEach(column -> {
              relations.add(oid);
              numbers.add((short) column.number());
            }));
    query.setArray(first, connection.createArrayOf("oid", relations.toArray(Long[]::new)));
    query.setArray(first + 1, connection.createArrayOf("int2", numbers.toArray(Short[]::new)));
  }
}
