package dev.countersign.localstack.bench;

import dev.countersign.localstack.plane.Shop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Asks the shop directly by JDBC, as the role with which execution reads: one connection kept open,
 * and for each statement a READ ONLY transaction with the same limits, which is rolled back. Every
 * value of the answer is read as text.
 */
final class DirectClient implements Load.Client, AutoCloseable {

  private static final String LIMITS =
      "select set_config('search_path', 'public', true), set_config('statement_timeout', '15000', true),"
          + " set_config('lock_timeout', '3000', true)";

  private final Connection connection;
  private final Question question;

  DirectClient(Shop shop, Question question) throws SQLException {
    this.connection = shop.openAsReader();
    this.question = question;
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
  }

  @Override
  public boolean ask() throws SQLException {
    try (Statement limits = connection.createStatement()) {
      limits.execute(LIMITS);
    }
    try (PreparedStatement statement = connection.prepareStatement(question.jdbc())) {
      for (int index = 0; index < question.parameters().size(); index++) {
        statement.setInt(index + 1, Integer.parseInt(question.parameters().get(index)));
      }
      try (ResultSet rows = statement.executeQuery()) {
        requireRows(read(rows));
      }
    }
    connection.rollback();
    return true;
  }

  private static int read(ResultSet rows) throws SQLException {
    int count = 0;
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      for (int column = 1; column <= columns; column++) {
        rows.getString(column);
      }
      count++;
    }
    return count;
  }

  private void requireRows(int count) {
    if (count != question.rows()) {
      throw new IllegalStateException("the shop answered with " + count + " rows");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
