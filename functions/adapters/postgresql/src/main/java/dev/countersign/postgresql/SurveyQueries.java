package dev.countersign.postgresql;

/**
 * The fixed questions of a survey. They run with an empty search path, so that every name and
 * operator in them is the built-in one.
 *
 * <p>Whatever initdb makes has an object id below 16384; anything else was made by somebody (in
 * whatever schema), or stands in a schema that is not the system's.
 */
final class SurveyQueries {

  static final String BEGIN =
      """
      BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
      SET LOCAL search_path = '';
      SET LOCAL statement_timeout = '20s';
      SET LOCAL lock_timeout = '3s'\
      """;

  /** Of a comment there is one character more than a listing shows, so that it can say so. */
  static final String RELATIONS =
      """
      SELECT c.oid, n.nspname, c.relname, c.relkind,
        left(obj_description(c.oid, 'pg_class'), 2001) AS comment
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't'
        AND (c.oid >= 16384 OR n.nspname NOT IN ('pg_catalog', 'information_schema'))
        AND n.nspname !~ '^pg_(toast|temp_)'
      """;

  static final String COLUMNS =
      """
      SELECT a.attrelid AS oid, a.attname, format_type(a.atttypid, a.atttypmod) AS type,
        NOT a.attnotnull AS nullable, a.attgenerated <> '' AS generated,
        left(col_description(a.attrelid, a.attnum), 2001) AS comment
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      ORDER BY a.attrelid, a.attnum
      """;

  static final String PRIMARY_KEYS =
      """
      SELECT i.indrelid AS oid, a.attname
      FROM pg_index i
        CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE i.indisprimary AND k.place <= i.indnkeyatts
      ORDER BY i.indrelid, k.place
      """;

  /**
   * One row for each column of each primary key, unique constraint and foreign key. Where a foreign
   * key points at a partitioned table, the target keeps one more for each partition; nobody wrote
   * those.
   */
  static final String KEYS =
      """
      SELECT k.conrelid AS oid, k.oid AS key, k.conname, k.contype, a.attname,
        n.nspname, c.relname, b.attname AS other
      FROM pg_constraint k
        CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS own(attnum, place)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = own.attnum
        LEFT JOIN pg_class c ON c.oid = k.confrelid
        LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[own.place]
      WHERE k.contype IN ('p', 'u', 'f')
        AND NOT EXISTS (
          SELECT FROM pg_constraint whole
          WHERE whole.oid = k.conparentid AND whole.conrelid = k.conrelid)
      ORDER BY k.conrelid, k.conname, k.oid, own.place
      """;

  /**
   * Which relation reads which. Dependencies on the system's own tables are not recorded in
   * pg_depend, so the stored query tree is searched too: every relation in it stands after {@code
   * :relid}. (Spaces within names are escaped there, so that no name can look like one.)
   */
  static final String SOURCES =
      """
      WITH reads(reader, source) AS (
        SELECT r.ev_class, d.refobjid
        FROM pg_rewrite r JOIN pg_depend d
          ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
            AND d.refclassid = 'pg_class'::regclass
        WHERE r.ev_type = '1'
        UNION
        SELECT r.ev_class, m.found[1]::oid
        FROM pg_rewrite r
          CROSS JOIN LATERAL regexp_matches(r.ev_action::text, ':relid ([0-9]+)', 'g') AS m(found)
        WHERE r.ev_type = '1'
        UNION
        SELECT inhrelid, inhparent FROM pg_inherits
        UNION
        SELECT inhparent, inhrelid FROM pg_inherits)
      SELECT reads.reader, reads.source, n.nspname, c.relname
      FROM reads
        JOIN pg_class c ON c.oid = reads.source
        JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE reads.reader <> reads.source
      """;

  /**
   * The query of each view. The view's name for a column is written in it, and with an empty search
   * path every name that is not built in is written with its schema. What a security barrier keeps
   * from being moved inside is kept so by OFFSET.
   */
  static final String DEFINITIONS =
      """
      SELECT c.oid, CASE
          WHEN EXISTS (SELECT FROM unnest(c.reloptions) AS o(option)
            WHERE o.option ~* '^security_barrier=' AND o.option !~* '=(false|off|no|0|f|n)$')
          THEN 'SELECT * FROM (' || d.text || ') AS barrier OFFSET 0'
          ELSE d.text END AS definition
      FROM pg_class c CROSS JOIN LATERAL
        (SELECT rtrim(pg_get_viewdef(c.oid), '; ') AS text) d
      WHERE c.relkind = 'v' AND c.oid >= 16384 AND length(d.text) <= 65536
      """;

  /**
   * The columns that decide in what order rows are kept or found, and with them those that an index
   * merely includes where it is no constraint. An index over one column alone, and over every row,
   * is no way to rows by anything but this column; unless it includes others and is no B-tree,
   * whose pages part where they are full. An index that calls a routine, or takes the row as a
   * whole, may be ordered by any column.
   */
  static final String ORDERED_BY =
      """
      WITH ordering_index AS (
        SELECT i.*, m.amname
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
        WHERE i.indisclustered OR i.indpred IS NOT NULL OR i.indnkeyatts > 1
          OR i.indnatts > i.indnkeyatts AND m.amname <> 'btree')
      SELECT i.indrelid AS oid, a.attname
      FROM ordering_index i
        CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE k.place <= i.indnkeyatts OR i.amname <> 'btree'
      UNION
      SELECT i.indrelid, a.attname
      FROM ordering_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE concat(i.indexprs::text, i.indpred::text) LIKE '%:varattno 0 %'
        OR EXISTS (
          SELECT FROM pg_depend d
            JOIN pg_proc p ON p.oid = d.refobjid JOIN pg_language l ON l.oid = p.prolang
          WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
            AND d.refclassid = 'pg_proc'::regclass AND l.lanname NOT IN ('internal', 'c'))
      UNION
      SELECT i.indrelid, a.attname
      FROM ordering_index i
        JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
          AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = d.refobjsubid
      UNION
      SELECT p.partrelid, a.attname
      FROM pg_partitioned_table p
        CROSS JOIN LATERAL unnest(p.partattrs) AS k(attnum)
        JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum > 0 AND NOT a.attisdropped
          AND (a.attnum = k.attnum OR k.attnum = 0)
      """;

  /**
   * The keys of the partitioned tables above each partition; of a key by expression, any column.
   */
  static final String PLACED_BY =
      """
      WITH RECURSIVE above(oid, ancestor) AS (
        SELECT i.inhrelid, i.inhparent FROM pg_inherits i
          JOIN pg_partitioned_table p ON p.partrelid = i.inhparent
        UNION
        SELECT a.oid, i.inhparent FROM above a JOIN pg_inherits i ON i.inhrelid = a.ancestor)
      SELECT DISTINCT above.oid, a.attname
      FROM above
        JOIN pg_partitioned_table p ON p.partrelid = above.ancestor
        CROSS JOIN LATERAL unnest(p.partattrs) AS k(attnum)
        JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum > 0 AND NOT a.attisdropped
          AND (a.attnum = k.attnum OR k.attnum = 0)
      """;

  /**
   * The columns whose values extended statistics count together. Of expressions, whatever column;
   * version 13 has none, and no column that would say so.
   */
  static final String ESTIMATED_BY =
      """
      SELECT s.stxrelid AS oid, a.attname
      FROM pg_statistic_ext s
        JOIN pg_attribute a ON a.attrelid = s.stxrelid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE 'm' = ANY (s.stxkind)
        AND (a.attnum = ANY (s.stxkeys) OR to_jsonb(s) ->> 'stxexprs' IS NOT NULL)
      """;

  /**
   * Which relations call something when they are read: a routine that is not built in, or a
   * built-in one that is volatile or runs a query that it is given. Operators and domains stand for
   * the routines behind them, row policies and foreign tables for whatever they call.
   */
  static final String CALLERS =
      """
      WITH called(caller, routine) AS (
        SELECT r.ev_class, m.found[1]::oid
        FROM pg_rewrite r
          CROSS JOIN LATERAL regexp_matches(
            r.ev_action::text, ':(?:funcid|opfuncid|aggfnoid|winfnoid) ([0-9]+)', 'g') AS m(found)
        WHERE r.ev_type = '1'
        UNION
        SELECT r.ev_class, o.oprcode::oid
        FROM pg_rewrite r
          CROSS JOIN LATERAL regexp_matches(r.ev_action::text, ':opno ([0-9]+)', 'g') AS m(found)
          JOIN pg_operator o ON o.oid = m.found[1]::oid
        WHERE r.ev_type = '1'
        UNION
        SELECT r.ev_class, d.refobjid
        FROM pg_rewrite r JOIN pg_depend d
          ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
            AND d.refclassid = 'pg_proc'::regclass
        WHERE r.ev_type = '1'
        UNION
        SELECT f.adrelid, d.refobjid
        FROM pg_attrdef f
          JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
          JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid
            AND d.refclassid = 'pg_proc'::regclass
        WHERE a.attgenerated <> '')
      SELECT called.caller AS oid
      FROM called JOIN pg_proc p ON p.oid = called.routine
      WHERE p.oid >= 16384
        OR p.provolatile = 'v'
          AND p.proname NOT IN ('random', 'clock_timestamp', 'gen_random_uuid', 'timeofday')
        OR p.proname ~ '^((query|table|cursor|schema|database)_to_xml|pg_stat_|pg_mcv_)'
      UNION
      SELECT r.ev_class
      FROM pg_rewrite r
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
          AND d.refclassid = 'pg_type'::regclass
        JOIN pg_type t ON t.oid = d.refobjid
      WHERE r.ev_type = '1' AND t.oid >= 16384 AND t.typtype IN ('b', 'd') AND t.typelem = 0
      UNION
      SELECT oid FROM pg_class WHERE relrowsecurity OR relkind = 'f'
      """;

  /**
   * Which relations hold values that call something where nothing in a text shows it: of a type
   * with a cast that somebody made, from it or to it, or whose check calls a routine of somebody's,
   * or compared in the way of an operator class that somebody made, or of a type made of such ones;
   * the row of the relation itself is one. Making JSON of a value is such a cast too, and so is
   * what an operator or a function does with an argument. Where the function behind it is compiled
   * and declared free of effects it is left out; only a superuser can make such a one.
   */
  static final String ACTING_ROWS =
      """
      WITH RECURSIVE called(oid) AS (
        SELECT p.oid FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
        WHERE p.oid >= 16384 AND NOT (l.lanname IN ('internal', 'c') AND p.provolatile IN ('i', 's'))),
      part(whole, oid) AS (
        SELECT t.oid, a.atttypid FROM pg_type t JOIN pg_attribute a ON a.attrelid = t.typrelid
        WHERE t.typrelid <> 0 AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL SELECT unnest(ARRAY[rngtypid, rngmultitypid]), rngsubtype FROM pg_range
        UNION ALL SELECT oid, typbasetype FROM pg_type WHERE typbasetype <> 0
        UNION ALL SELECT oid, typelem FROM pg_type WHERE typelem <> 0),
      acting(oid) AS (
        SELECT t.oid FROM pg_cast c JOIN called f ON f.oid = c.castfunc
          JOIN pg_type t ON t.oid IN (c.castsource, c.casttarget)
        WHERE t.oid >= 16384
        UNION
        SELECT k.contypid FROM pg_constraint k
          JOIN pg_depend d ON d.classid = 'pg_constraint'::regclass AND d.objid = k.oid
          LEFT JOIN pg_operator o ON d.refclassid = 'pg_operator'::regclass AND o.oid = d.refobjid
          JOIN called f ON f.oid = o.oprcode
            OR d.refclassid = 'pg_proc'::regclass AND f.oid = d.refobjid
        WHERE k.contypid <> 0
        UNION
        SELECT o.opcintype FROM pg_opclass o
          JOIN pg_amproc s ON s.amprocfamily = o.opcfamily JOIN called f ON f.oid = s.amproc
        WHERE o.opcdefault
        UNION
        SELECT o.opcintype FROM pg_opclass o JOIN pg_amop s ON s.amopfamily = o.opcfamily
          JOIN pg_operator r ON r.oid = s.amopopr JOIN called f ON f.oid = r.oprcode
        WHERE o.opcdefault
        UNION
        SELECT part.whole FROM acting JOIN part ON part.oid = acting.oid)
      SELECT t.typrelid AS oid FROM acting JOIN pg_type t ON t.oid = acting.oid
      WHERE t.typrelid <> 0
      """;

  static final String TYPES =
      """
      SELECT DISTINCT t.typname AS name
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE (t.oid >= 16384 OR n.nspname NOT IN ('pg_catalog', 'information_schema'))
        AND n.nspname !~ '^pg_(toast|temp_)'
      """;

  static final String ROUTINES =
      """
      SELECT DISTINCT p.proname AS name
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE p.oid >= 16384 OR n.nspname NOT IN ('pg_catalog', 'information_schema')
      """;

  /**
   * Names of built-in functions under which the target has others, none of which can be meant where
   * no value of a base type of the target's own is given.
   */
  static final String OVERLOADS =
      """
      SELECT p.proname AS name
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE (p.oid >= 16384 OR n.nspname NOT IN ('pg_catalog', 'information_schema'))
        AND EXISTS (
          SELECT FROM pg_proc b
          WHERE b.proname = p.proname AND b.oid < 16384
            AND b.pronamespace = 'pg_catalog'::regnamespace)
      GROUP BY p.proname
      HAVING bool_and(n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND EXISTS (
          SELECT FROM unnest(p.proargtypes) AS a(oid) JOIN pg_type t ON t.oid = a.oid
          WHERE t.oid >= 16384 AND t.typtype = 'b' AND t.typcategory <> 'A'))
      """;

  /**
   * Operators that are not built in and may be meant where a built-in one seems to be: those
   * between built-in types, and any in the system's schema, which every session sees. One whose
   * function is compiled and declared free of effects is left out; only a superuser can make such a
   * one.
   */
  static final String OPERATORS =
      """
      SELECT DISTINCT o.oprname AS name
      FROM pg_operator o
        JOIN pg_namespace n ON n.oid = o.oprnamespace
        JOIN pg_proc p ON p.oid = o.oprcode
        JOIN pg_language l ON l.oid = p.prolang
      WHERE o.oid >= 16384
        AND (n.nspname = 'pg_catalog' OR o.oprleft < 16384 AND o.oprright < 16384)
        AND NOT (l.lanname IN ('internal', 'c') AND p.provolatile IN ('i', 's'))
      """;

  /**
   * Types and routines that a cast made by somebody stands for where nothing in a text shows it: a
   * cast from one built-in type to another that is written, or made by itself. The latter may
   * follow any expression, so that no routine and no operator is what it was.
   */
  static final String CAST_TYPES =
      """
      SELECT DISTINCT t.typname AS name
      FROM pg_cast c JOIN pg_type t ON t.oid IN (c.castsource, c.casttarget)
      WHERE c.oid >= 16384 AND c.castmethod <> 'b' AND t.oid < 16384
        AND c.castsource < 16384 AND c.casttarget < 16384
      """;

  static final String CAST_ROUTINES =
      """
      SELECT DISTINCT p.proname AS name FROM pg_proc p
      WHERE EXISTS (
        SELECT FROM pg_cast c
        WHERE c.oid >= 16384 AND c.castmethod <> 'b' AND c.castcontext = 'i'
          AND c.castsource < 16384 AND c.casttarget < 16384)
      """;

  static final String CAST_OPERATORS =
      """
      SELECT DISTINCT o.oprname AS name FROM pg_operator o
      WHERE EXISTS (
        SELECT FROM pg_cast c
        WHERE c.oid >= 16384 AND c.castmethod <> 'b' AND c.castcontext = 'i'
          AND c.castsource < 16384 AND c.casttarget < 16384)
      """;

  /**
   * Types that are not built in, each with the types that it is made of, and whether something may
   * be called when a value of it is made: a check of a domain, a base type's own functions, a
   * range's, or a cast that somebody made.
   */
  static final String TYPE_PARTS =
      """
      SELECT t.oid, n.nspname, t.typname,
        EXISTS (SELECT FROM pg_type b WHERE b.typname = t.typname AND b.oid < 16384) AS shadows,
        NOT (t.typtype IN ('c', 'e', 'd', 'r', 'm') OR t.typtype = 'b' AND t.typcategory = 'A')
          OR EXISTS (
            SELECT FROM pg_cast c
            WHERE t.oid IN (c.castsource, c.casttarget) AND c.oid >= 16384 AND c.castmethod <> 'b')
          OR EXISTS (
            SELECT FROM pg_constraint k
              CROSS JOIN LATERAL regexp_matches(
                k.conbin::text,
                ':(?:funcid|opfuncid|aggfnoid|winfnoid|opno|resulttype) ([0-9]+)', 'g') AS m(found)
              LEFT JOIN pg_operator o ON o.oid = m.found[1]::oid
              LEFT JOIN pg_proc p ON p.oid IN (m.found[1]::oid, o.oprcode::oid)
            WHERE k.contypid = t.oid
              AND (m.found[1]::oid >= 16384 OR p.provolatile = 'v'
                OR p.proname ~ '^(query|table|cursor|schema|database)_to_xml'))
          OR EXISTS (
            SELECT FROM pg_range r
            WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
              AND (r.rngcanonical::oid <> 0 OR r.rngsubopc >= 16384))
          AS calls,
        ARRAY(
          SELECT a.atttypid FROM pg_attribute a
          WHERE a.attrelid = t.typrelid AND t.typrelid <> 0 AND a.attnum > 0 AND NOT a.attisdropped
          UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
          UNION ALL SELECT t.typbasetype WHERE t.typbasetype <> 0
          UNION ALL SELECT t.typelem WHERE t.typelem <> 0)::text AS parts
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE (t.oid >= 16384 OR n.nspname NOT IN ('pg_catalog', 'information_schema'))
        AND n.nspname !~ '^pg_toast'
      """;

  /**
   * Routines that are not built in, with whether they may be judged by their body: functions in SQL
   * that run with the rights and settings of who calls. Whether one is declared volatile says
   * nothing, since its body does; one that is declared STABLE may have any. A body that the target
   * keeps as a tree, and the defaults of arguments, are written out with an empty search path, so
   * that all in them that is not built in shows. An aggregate is judged by calls of the functions
   * that it is made of, but for those of built-in aggregates.
   */
  static final String ROUTINE_BODIES =
      """
      WITH inner_function(oid) AS (
        SELECT unnest(ARRAY[aggtransfn, aggfinalfn, aggcombinefn, aggserialfn, aggdeserialfn,
          aggmtransfn, aggminvtransfn, aggmfinalfn]::oid[])
        FROM pg_aggregate WHERE aggfnoid < 16384)
      SELECT n.nspname, p.proname,
        CASE
          WHEN p.prokind = 'a' THEN (
            SELECT 'SELECT 1' || coalesce(string_agg(
              ', ' || quote_ident(fn.nspname) || '.' || quote_ident(f.proname) || '()', ''), '')
            FROM pg_aggregate g
              CROSS JOIN LATERAL unnest(ARRAY[g.aggtransfn, g.aggfinalfn, g.aggcombinefn,
                g.aggserialfn, g.aggdeserialfn, g.aggmtransfn, g.aggminvtransfn,
                g.aggmfinalfn]::oid[]) AS u(oid)
              JOIN pg_proc f ON f.oid = u.oid
              JOIN pg_namespace fn ON fn.oid = f.pronamespace
            WHERE g.aggfnoid = p.oid
              AND (f.oid >= 16384 OR f.oid NOT IN (SELECT oid FROM inner_function)))
          WHEN p.prosqlbody IS NULL THEN p.prosrc
          ELSE regexp_replace(
            regexp_replace(
              pg_get_function_sqlbody(p.oid), '^\\s*BEGIN ATOMIC\\s(.*);\\s*END\\s*$', '\\1'),
            '^\\s*RETURN\\s', 'SELECT ')
        END AS body,
        coalesce('SELECT ' || pg_get_expr(p.proargdefaults, 0), '') AS defaults,
        EXISTS (SELECT FROM pg_proc b WHERE b.proname = p.proname AND b.oid < 16384) AS shadows,
        (l.lanname = 'sql' AND p.prokind = 'f'
            OR EXISTS (SELECT FROM pg_aggregate g WHERE g.aggfnoid = p.oid AND g.aggsortop < 16384))
          AND NOT p.prosecdef
          AND p.proconfig IS NULL AND p.prosupport::oid = 0 AS judged,
        (p.prorettype || coalesce(p.proallargtypes, p.proargtypes::oid[])
          || ARRAY(SELECT unnest(ARRAY[g.aggtranstype, g.aggmtranstype])
            FROM pg_aggregate g WHERE g.aggfnoid = p.oid))::text AS parts
      FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace
        JOIN pg_language l ON l.oid = p.prolang
      WHERE p.oid >= 16384 OR n.nspname NOT IN ('pg_catalog', 'information_schema')
      """;

  private SurveyQueries() {}
}
