package dev.countersign.postgresql;

import dev.countersign.bundle.Connection;
import dev.countersign.execute.Run;
import dev.countersign.execute.Secrets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * A session for the commands that set a target up, opened as operations open theirs. It carries the
 * commands' own statements only, never text that an agent wrote, and resolves no name but the
 * built-in ones and those that are qualified.
 */
public final class SetUpSession {

  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(20);

  private SetUpSession() {}

  /**
   * Opens it, with a transaction begun at its first statement.
   *
   * @param target where it leads; the name of its read secret is looked up in the secrets
   * @param authorities as for {@link PostgresqlTarget}
   * @param readOnly whether the server is to refuse every change
   * @throws SQLException if the target cannot be reached or does not let the role in
   */
  public static java.sql.Connection open(
      Connection target, Secrets secrets, Optional<Path> authorities, boolean readOnly)
      throws SQLException {
    java.sql.Connection opened =
        new Sessions(target, secrets, authorities, System::nanoTime).connect(Run.Mode.READ_ONLY);
    opened.setNetworkTimeout(Runnable::run, Math.toIntExact(NETWORK_TIMEOUT.toMillis()));
    try (Statement statement = opened.createStatement()) {
      statement.execute("SET search_path = ''");
      statement.execute("SET statement_timeout = " + STATEMENT_TIMEOUT.toMillis());
      statement.execute("SET lock_timeout = 3000");
      statement.execute("SET client_min_messages = error");
    }
    opened.setReadOnly(readOnly);
    opened.setAutoCommit(false);
    return opened;
  }
}
