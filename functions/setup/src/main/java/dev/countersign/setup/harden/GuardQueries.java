package dev.countersign.setup.harden;

/**
 * The fixed questions to a target's catalogues. They run with an empty search path; the role is a
 * parameter.
 *
 * <p>Source: PostgreSQL documentation, "System Catalogs", "Access Privilege Inquiry Functions".
 */
final class GuardQueries {

  static final String COLUMNS =
      """
      SELECT c.oid, n.nspname, c.relname, c.relkind, a.attnum, a.attname,
        format_type(a.atttypid, a.atttypmod) AS type, a.attgenerated <> '' AS generated,
        has_any_column_privilege(?, c.oid, 'SELECT') AS by_role,
        EXISTS (SELECT FROM aclexplode(c.relacl) AS x
            WHERE x.grantee = 0 AND x.privilege_type = 'SELECT')
          OR EXISTS (SELECT FROM pg_attribute o CROSS JOIN LATERAL aclexplode(o.attacl) AS x
            WHERE o.attrelid = c.oid AND x.grantee = 0 AND x.privilege_type = 'SELECT')
          AS by_public
      FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND c.relpersistence <> 't'
        AND a.attnum > 0 AND NOT a.attisdropped
        AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_)'
      ORDER BY n.nspname, c.relname, a.attnum
      """;

  static final String INHERITANCE = "SELECT inhrelid, inhparent FROM pg_inherits";

  /**
   * What each view reads: a column, or a relation as a whole where the column is 0. A dependency on
   * a whole row is not kept beside one on a column, so the stored query tree is searched for it. A
   * view that runs with its caller's rights hands nothing on.
   */
  static final String READS =
      """
      SELECT r.ev_class AS reader, d.refobjid AS source,
        CASE WHEN r.ev_action::text ~ ':varattno 0 ' THEN 0 ELSE d.refobjsubid END AS number
      FROM pg_rewrite r
        JOIN pg_class v ON v.oid = r.ev_class
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
          AND d.refclassid = 'pg_class'::regclass
      WHERE r.ev_type = '1' AND d.refobjid <> r.ev_class
        AND NOT coalesce(v.reloptions && ARRAY['security_invoker=true', 'security_invoker=on'], false)
      """;

  /**
   * Routines that run with their owner's rights, which of them the role may call, and whether the
   * owner may read what the role may not.
   */
  static final String ROUTINES =
      """
      SELECT format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
          AS name,
        has_function_privilege(?, p.oid, 'EXECUTE') AS usable,
        p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) AS x
            WHERE x.grantee = 0 AND x.privilege_type = 'EXECUTE') AS by_public
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE p.prosecdef AND p.oid >= 16384
        AND EXISTS (SELECT FROM unnest(?::oid[], ?::int2[]) AS labelled(relation, number)
          WHERE has_column_privilege(p.proowner, labelled.relation, labelled.number, 'SELECT'))
      ORDER BY 1
      """;

  /** Roles as which the role may act, and which may read a labelled column. */
  static final String ROLES =
      """
      SELECT r.rolname
      FROM pg_roles r
      WHERE r.rolname <> ? AND pg_has_role(?, r.oid, 'MEMBER')
        AND EXISTS (SELECT FROM unnest(?::oid[], ?::int2[]) AS labelled(relation, number)
          WHERE has_column_privilege(r.oid, labelled.relation, labelled.number, 'SELECT'))
      ORDER BY 1
      """;

  /** What of the labelled columns shows in the order of rows, or is guarded by policies as well. */
  static final String REMARKS =
      """
      WITH labelled AS (SELECT * FROM unnest(?::oid[], ?::int2[]) AS l(relation, number))
      SELECT DISTINCT format('%I.%I', n.nspname, c.relname) AS relation, found.remark
      FROM (
        SELECT l.relation, 'has row-level security: its policies may read labelled columns'
        FROM labelled l JOIN pg_class t ON t.oid = l.relation WHERE t.relrowsecurity
        UNION ALL
        SELECT l.relation, format('is clustered by a labelled column (index %I)', x.relname)
        FROM labelled l
          JOIN pg_index i ON i.indrelid = l.relation AND i.indisclustered
            AND (l.number = ANY (i.indkey::int2[]) OR i.indexprs IS NOT NULL)
          JOIN pg_class x ON x.oid = i.indexrelid
        UNION ALL
        SELECT l.relation, 'is partitioned by a labelled column, or by an expression'
        FROM labelled l JOIN pg_partitioned_table p ON p.partrelid = l.relation
          AND (l.number = ANY (p.partattrs::int2[]) OR p.partexprs IS NOT NULL)
        UNION ALL
        SELECT l.relation, format(
          'has an index that starts with a labelled column or an expression (%I): rows read through it come in its order',
          x.relname)
        FROM labelled l
          JOIN pg_index i ON i.indrelid = l.relation AND i.indkey[0] IN (l.number, 0)
          JOIN pg_class x ON x.oid = i.indexrelid
      ) AS found(relation, remark)
        JOIN pg_class c ON c.oid = found.relation
        JOIN pg_namespace n ON n.oid = c.relnamespace
      ORDER BY 1, 2
      """;

  private GuardQueries() {}
}
