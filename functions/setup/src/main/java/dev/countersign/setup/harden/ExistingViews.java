package dev.countersign.setup.harden;

import dev.countersign.catalogue.RelationName;
import dev.countersign.setup.WrongInput;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What stands already in schemas that are, or would be, those of masking views.
 *
 * @param views the views in schemas that this command made
 * @param foreignSchemas schemas that it did not make
 */
record ExistingViews(SortedSet<RelationName> views, SortedSet<String> foreignSchemas) {

  private static final String VIEWS =
      """
      SELECT n.nspname, c.relname, obj_description(n.oid, 'pg_namespace') = ?
        AND pg_has_role(n.nspowner, 'MEMBER') AS ours
      FROM pg_namespace n
        LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind = 'v'
      """;

  private static final String ROLE = "SELECT FROM pg_roles WHERE rolname = ?";

  static ExistingViews read(Connection connection, String role) throws SQLException, WrongInput {
    try (PreparedStatement query = connection.prepareStatement(ROLE)) {
      query.setString(1, role);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new WrongInput("the target has no role `" + role + "`");
        }
      }
    }
    SortedSet<RelationName> views = new TreeSet<>();
    SortedSet<String> foreign = new TreeSet<>();
    try (PreparedStatement query = connection.prepareStatement(VIEWS)) {
      query.setString(1, HardeningSql.COMMENT);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          String view = row.getString("relname");
          if (!row.getBoolean("ours")) {
            foreign.add(row.getString("nspname"));
          } else if (view != null) {
            views.add(new RelationName(row.getString("nspname"), view));
          }
        }
      }
    }
    return new ExistingViews(views, foreign);
  }
}
