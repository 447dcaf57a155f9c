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
          "bit",
          "bit varying",
          "boolean",
          "bpchar",
          "bytea",
          "character varying",
          "cidr",
          "date",
          "daterange",
          "double precision",
          "inet",
          "int4range",
          "int8range",
          "integer",
          "interval",
          "json",
          "jsonb",
          "macaddr",
          "money",
          "numeric",
          "numrange",
          "point",
          "real",
          "smallint",
          "text",
          "time with time zone",
          "time without time zone",
          "timestamp with time zone",
          "timestamp without time zone",
          "tsrange",
          "tstzrange",
          "tsvector",
          "uuid",
          "xml");

  private BuiltInTypes() {}

  /** Also an array of one. */
  static boolean isBuiltIn(String type) {
    return NAMES.contains(type.endsWith("[]") ? type.substring(0, type.length() - 2) : type);
  }
}
