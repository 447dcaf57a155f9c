package dev.countersign.classify;

import java.util.List;
import java.util.Set;

/**
 * Built-in functions that have no effect but tell what no part of a text names: how much is stored,
 * what statistics the target keeps, what other sessions do. How much is stored depends on every
 * value, and what others ask may quote some.
 */
public final class TellingFunctions {

  private static final Set<String> NAMES =
      Set.of(
          "pg_database_size",
          "pg_get_backend_memory_contexts",
          "pg_get_replication_slots",
          "pg_indexes_size",
          "pg_lock_status",
          "pg_mcv_list_items",
          "pg_relation_size",
          "pg_table_size",
          "pg_tablespace_size",
          "pg_total_relation_size");

  private static final List<String> STARTS =
      List.of("pg_control_", "pg_current_wal_", "pg_last_wal_", "pg_stat_");

  private TellingFunctions() {}

  /** Whether the function of this name is one. */
  public static boolean contains(String name) {
    return NAMES.contains(name) || STARTS.stream().anyMatch(name::startsWith);
  }
}
