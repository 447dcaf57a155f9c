package dev.countersign.postgresql;

import dev.countersign.execute.RolePower;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Asks the server what the role of a session may do beyond reading, its memberships included.
 *
 * <p>Source: PostgreSQL documentation, "Access Privilege Inquiry Functions" and "Predefined Roles".
 */
final class RolePowers {

  private static final String QUESTION =
      """
      WITH own AS (
        SELECT r.oid, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication
        FROM pg_catalog.pg_roles r
        WHERE pg_catalog.pg_has_role(current_user, r.oid, 'MEMBER')),
      relations AS (
        SELECT c.oid, c.relowner
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
          AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_')
      SELECT 'SUPERUSER' WHERE EXISTS (SELECT FROM own WHERE rolsuper)
      UNION ALL
      SELECT 'BYPASSES_ROW_SECURITY' WHERE EXISTS (SELECT FROM own WHERE rolbypassrls)
      UNION ALL
      SELECT 'ADMINISTERS'
      WHERE EXISTS (SELECT FROM own WHERE rolcreaterole OR rolcreatedb OR rolreplication)
      UNION ALL
      SELECT 'OWNS_RELATIONS'
      WHERE EXISTS (SELECT FROM relations WHERE relowner IN (SELECT oid FROM own))
      UNION ALL
      SELECT 'WRITES_RELATIONS'
      WHERE EXISTS (
        SELECT FROM relations
        WHERE relowner NOT IN (SELECT oid FROM own)
          AND pg_catalog.has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))
      UNION ALL
      SELECT 'CREATES_OBJECTS'
      WHERE EXISTS (
        SELECT FROM pg_catalog.pg_namespace
        WHERE nspname !~ '^pg_' AND pg_catalog.has_schema_privilege(oid, 'CREATE'))
      UNION ALL
      SELECT 'REACHES_THE_SERVER'
      WHERE EXISTS (
        SELECT FROM pg_catalog.pg_roles r
        WHERE r.rolname IN (
            'pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program',
            'pg_signal_backend')
          AND pg_catalog.pg_has_role(current_user, r.oid, 'MEMBER'))\
      """;

  private RolePowers() {}

  static SortedSet<RolePower> of(Connection connection) throws SQLException {
    SortedSet<RolePower> powers = new TreeSet<>();
    try (Statement statement = connection.createStatement()) {
      // With an empty search path every operator in the question is the built-in one.
      statement.execute(SurveyQueries.BEGIN);
      try (ResultSet rows = statement.executeQuery(QUESTION)) {
        while (rows.next()) {
          powers.add(RolePower.valueOf(rows.getString(1)));
        }
      }
      statement.execute("ROLLBACK");
    }
    return powers;
  }
}
