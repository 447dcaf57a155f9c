package dev.countersign.mask;

import java.util.Set;

/**
 * Types that mean the same on every target, whatever its search path: the built-in ones, as
 * PostgreSQL formats them.
 */
final class BuiltInTypes {

  private static final Set<String> NAMES =
      Set.of(
          "bigint",
          "boolean",
          "bpchar",
          "bytea",
          "character varying",
          "date",
          "double precision",
          "inet",
          "integer",
          "interval",
          "json",
          "jsonb",
          "numeric",
          "real",
          "smallint",
          "text",
          "time with time zone",
          "time without time zone",
          "timestamp with time zone",
          "timestamp without time zone",
          "uuid",
          "xml");

  private BuiltInTypes() {}

  static boolean isBuiltIn(String type) {
    return NAMES.contains(type);
  }
}
