package dev.countersign.postgresql;

import dev.countersign.bundle.Connection;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.RolePower;
import dev.countersign.execute.RowSink;
import dev.countersign.execute.Run;
import dev.countersign.execute.Secrets;
import dev.countersign.execute.Target;
import dev.countersign.execute.TargetFault;
import dev.countersign.execute.TargetFault.Kind;
import dev.countersign.execute.TargetUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.LongSupplier;

/**
 * A PostgreSQL database, version 12 or later. Each statement runs in one transaction that is opened
 * and ended here; see {@link OneTransaction}. It keeps one session for reads and one for everything
 * else between operations, reset, so that the next need not connect first. Several threads may use
 * it.
 */
public final class PostgresqlTarget implements Target, AutoCloseable {

  private final Connection connection;
  private final Sessions sessions;

  /**
   * The target behind this connection.
   *
   * @param connection where it is, and what it may be used for
   * @param secrets where its two credentials are kept
   * @param authorities a file of PEM certificates of those who may vouch for its name; empty for
   *     those that the Java runtime trusts
   */
  public PostgresqlTarget(Connection connection, Secrets secrets, Optional<Path> authorities) {
    this(connection, secrets, authorities, System::nanoTime);
  }

  PostgresqlTarget(
      Connection connection, Secrets secrets, Optional<Path> authorities, LongSupplier nanoTime) {
    this.connection = connection;
    this.sessions = new Sessions(connection, secrets, authorities, nanoTime);
  }

  @Override
  public Catalogue survey() {
    try (Session session = sessions.open(Run.Mode.READ_ONLY)) {
      return session.survey(connection.searchPath());
    } catch (SQLException e) {
      throw new TargetUnavailable(e);
    }
  }

  @Override
  public SortedSet<RolePower> readerPowers() {
    try (Session session = sessions.open(Run.Mode.READ_ONLY)) {
      return session.powers();
    } catch (SQLException e) {
      throw new TargetUnavailable(e);
    }
  }

  @Override
  public RawOutcome run(Run run, CancelSignal cancel, RowSink large) {
    if (!SingleParse.isSendable(run.text())) {
      return refused(Kind.SYNTAX);
    }
    if (!run.parameters().stream()
        .allMatch(value -> value.text().map(SingleParse::isSendable).orElse(true))) {
      return refused(Kind.PARAMETERS);
    }
    Session session;
    try {
      session = sessions.begun(run);
    } catch (SQLException e) {
      return new RawOutcome.Refused(Faults.unavailable(e));
    }
    if (!session.hasKeyFor(run)) {
      session.close();
      return new RawOutcome.Refused(new TargetFault(Kind.NO_MASK_KEY, "08001"));
    }
    OneTransaction transaction = new OneTransaction(session, run, large);
    try {
      return transaction.run(cancel);
    } finally {
      if (transaction.leftNothing()) {
        sessions.keep(run.mode(), session);
      } else {
        session.close();
      }
    }
  }

  private static RawOutcome refused(Kind kind) {
    return new RawOutcome.Refused(new TargetFault(kind, "22021"));
  }

  /** Closes the sessions that are kept. */
  @Override
  public void close() {
    sessions.close();
  }
}
