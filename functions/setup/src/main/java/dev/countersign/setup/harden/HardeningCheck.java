package dev.countersign.setup.harden;

import dev.countersign.catalogue.RelationName;
import dev.countersign.setup.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tries, as the role that reads, what hardening promises. What is wrong is a sentence each; nothing
 * that a column holds is in it.
 */
final class HardeningCheck {

  private static final String DENIED = "42501";
  private static final String ALLOWED = "00000";
  private static final int VIEW_ROWS = 100;

  private static final String POWERS =
      """
      SELECT r.rolsuper,
        EXISTS (SELECT FROM pg_class c
          WHERE c.oid = ANY (SELECT to_regclass(name) FROM unnest(?::text[]) AS name)
            AND pg_has_role(r.oid, c.relowner, 'MEMBER'))
      FROM pg_roles r WHERE r.rolname = current_user
      """;

  private final Connection connection;
  private final List<String> findings = new ArrayList<>();

  private HardeningCheck(Connection connection) {
    this.connection = connection;
  }

  /** What is wrong for the role of this session. */
  static List<String> of(Connection connection, Guarded guarded) throws SQLException {
    HardeningCheck check = new HardeningCheck(connection);
    List<GuardedRelation> relations = guarded.relations();
    check.powers(relations);
    for (GuardedRelation relation : relations) {
      check.labelled(relation);
      if (relation.readByRole()) {
        check.open(relation);
        check.view(relation);
      }
    }
    guarded
        .rolesThatRead()
        .forEach(role ->
            check.findings.add(
                "the role may act as role "
                    + Identifiers.quoted(role)
                    + ", which reads labelled columns"));
    guarded.handingOn().stream()
        .filter(HandingOn::usable)
        .forEach(found ->
            check.findings.add(
                switch (found.kind()) {
                  case VIEW -> "view " + found.name() + " may be read, and reads labelled columns";
                  case ROUTINE ->
                      "routine "
                          + found.name()
                          + " may be called, and runs as a role that reads labelled columns";
                }));
    return List.copyOf(check.findings);
  }

  private void powers(List<GuardedRelation> relations) throws SQLException {
    String[] names =
        relations.stream()
            .map(GuardedRelation::name)
            .map(Identifiers::quoted)
            .toArray(String[]::new);
    try (PreparedStatement query = connection.prepareStatement(POWERS)) {
      query.setArray(1, connection.createArrayOf("text", names));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        if (row.getBoolean(1)) {
          findings.add("the role is a superuser: nothing is kept from it");
        }
        if (row.getBoolean(2)) {
          findings.add("the role owns a labelled relation, or is a member of who does");
        }
      }
    }
  }

  private void labelled(GuardedRelation relation) throws SQLException {
    String name = Identifiers.quoted(relation.name());
    for (GuardedColumn column : relation.columns()) {
      if (relation.isLabelled(column)) {
        String state = state("SELECT " + Identifiers.quoted(column.name()) + " FROM " + name);
        if (!state.equals(DENIED)) {
          findings.add(
              "column "
                  + name
                  + "."
                  + Identifiers.quoted(column.name())
                  + (state.equals(ALLOWED)
                      ? " can be read"
                      : " answers " + state + " and not " + DENIED));
        }
      }
    }
  }

  private void open(GuardedRelation relation) throws SQLException {
    String name = Identifiers.quoted(relation.name());
    if (!relation.open().isEmpty()) {
      String open =
          relation.open().stream()
              .map(column -> Identifiers.quoted(column.name()))
              .collect(Collectors.joining(", "));
      String state = state("SELECT " + open + " FROM " + name);
      if (!state.equals(ALLOWED)) {
        findings.add("the columns of " + name + " without labels cannot be read: " + state);
      }
    }
  }

  private String state(String query) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute(query + " LIMIT 0");
      return ALLOWED;
    } catch (SQLException e) {
      connection.rollback(before);
      return String.valueOf(e.getSQLState());
    }
  }

  private void view(GuardedRelation relation) throws SQLException {
    RelationName view = MaskingViews.name(relation);
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT * FROM " + Identifiers.quoted(view) + " LIMIT " + VIEW_ROWS)) {
      boolean masked = row.getMetaData().getColumnCount() == relation.columns().size();
      while (masked && row.next()) {
        for (int index = 0; index < relation.columns().size(); index++) {
          String value = row.getString(index + 1);
          masked &=
              value == null
                  || value.equals(MaskingViews.MASK)
                  || !relation.isLabelled(relation.columns().get(index));
        }
      }
      if (!masked) {
        findings.add("view " + Identifiers.quoted(view) + " is not the masking view of now");
      }
    } catch (SQLException e) {
      connection.rollback(before);
      findings.add("view " + Identifiers.quoted(view) + " cannot be read: " + e.getSQLState());
    }
  }
}
