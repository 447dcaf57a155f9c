package dev.countersign.sql;

import java.util.Set;

/**
 * PostgreSQL's keywords by where they may stand as a name (documentation, appendix "SQL Key Words";
 * the function pg_get_keywords of version 15). Words that became keywords later are unreserved
 * there or name functions, and are read as plain names.
 */
final class Keywords {

  private static final Set<String> COLUMN_NAMES =
      words(
          """
          between bigint bit boolean char character coalesce dec decimal exists extract
          float greatest grouping inout int integer interval least national nchar none
          normalize nullif numeric out overlay position precision real row setof smallint
          substring time timestamp treat trim values varchar xmlattributes xmlconcat
          xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize
          xmltable
          """);

  private static final Set<String> TYPE_OR_FUNCTION_NAMES =
      words(
          """
          authorization binary collation concurrently cross current_schema freeze full
          ilike inner is isnull join left like natural notnull outer overlaps right
          similar tablesample verbose
          """);

  private static final Set<String> RESERVED =
      words(
          """
          all analyse analyze and any array as asc asymmetric both case cast check collate
          column constraint create current_catalog current_date current_role current_time
          current_timestamp current_user default deferrable desc distinct do else end
          except false fetch for foreign from grant group having in initially intersect
          into lateral leading limit localtime localtimestamp not null offset on only or
          order placing primary references returning select session_user some symmetric
          table then to trailing true union unique user using variadic when where window
          with
          """);

  private static final Set<String> NO_BARE_LABELS =
      words(
          """
          array as char character create day except fetch filter for from grant group
          having hour intersect into isnull limit minute month notnull offset on order
          over overlaps precision returning second to union varying where window with
          within without year
          """);

  private Keywords() {}

  private static Set<String> words(String block) {
    return Set.of(block.strip().split("\\s+"));
  }

  /** Whether it may name a column, a table or an alias (ColId). */
  static boolean mayNameColumn(String word) {
    return !RESERVED.contains(word) && !TYPE_OR_FUNCTION_NAMES.contains(word);
  }

  /** Whether it may name a type or a function (type_function_name). */
  static boolean mayNameFunction(String word) {
    return !RESERVED.contains(word) && !COLUMN_NAMES.contains(word);
  }

  /** Whether it may name a column and has a syntax of its own as a type or function. */
  static boolean hasOwnSyntax(String word) {
    return COLUMN_NAMES.contains(word);
  }

  /** Whether it may follow an expression as its label without AS (BareColLabel). */
  static boolean mayBeBareLabel(String word) {
    return !NO_BARE_LABELS.contains(word);
  }
}
