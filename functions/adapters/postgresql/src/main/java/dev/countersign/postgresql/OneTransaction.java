package dev.countersign.postgresql;

import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawAnswer.RawColumn;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.RawOutcome.Answered;
import dev.countersign.execute.RawOutcome.Refused;
import dev.countersign.execute.RawOutcome.Uncertain;
import dev.countersign.execute.RowSink;
import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault;
import dev.countersign.execute.TargetFault.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.core.Field;

/**
 * The transaction of one statement, from its opened state to its end. A read is always rolled back,
 * so that what READ ONLY lets through, such as EXPLAIN ANALYZE of CREATE TABLE AS, does not last
 * either, and so is a dry run. Anything else is committed only if the statement came to its end,
 * left the transaction open, and nobody asked that it be stopped.
 */
final class OneTransaction {

  private static final Set<String> READS = Set.of("SELECT", "SHOW", "EXPLAIN");
  private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");
  private static final Set<String> ENDS = Set.of("COMMIT", "ROLLBACK");

  // Clocks of two machines differ a little in how long a second is.
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMillis(20);

  private final Session session;
  private final Run run;
  private final RowSink large;
  private boolean leftNothing;

  OneTransaction(Session session, Run run, RowSink large) {
    this.session = session;
    this.run = run;
    this.large = large;
  }

  /** Whether the session, once reset, is as good as new. */
  boolean leftNothing() {
    return leftNothing;
  }

  RawOutcome run(CancelSignal cancel) {
    long begun = System.nanoTime();
    CancelWatch watch = session.watch(cancel);
    RowCollector collected;
    Session.State state;
    try (watch) {
      long deadline = begun + run.limits().statementTimeout().toNanos();
      collected = session.send(run, deadline, watch, this::handOn);
      if (!session.isInTransaction()) {
        return ended(verb(collected));
      }
      if (run.mode() == Run.Mode.DRY_RUN) {
        session.checkDeferred(deadline);
      }
      state = session.state(collected.fields());
    } catch (SQLException e) {
      watch.close();
      return afterFault(e, watch.stopped(), begun);
    }
    if (watch.stopped()) {
      return refused(Kind.CANCELLED, "57014");
    }
    if (verb(collected).equals("EMPTY")) {
      return refused(Kind.SYNTAX, "42601");
    }
    return switch (run.mode()) {
      case READ_ONLY -> endRead(collected, state);
      case READ_WRITE -> endWrite(collected, state);
      case DRY_RUN -> endDryRun(collected, state);
    };
  }

  private boolean handOn(List<Field> fields, List<List<Optional<String>>> rows)
      throws SQLException {
    List<RawColumn> columns = columns(fields, session.state(fields));
    return large.take(new RawAnswer(columns, rows, "", 0, false));
  }

  private RawOutcome endRead(RowCollector collected, Session.State state) {
    if (!state.readOnly() || !READS.contains(verb(collected))) {
      return refused(Kind.CLASSIFICATION_MISS, "25006");
    }
    leftNothing = rolledBack();
    return new Answered(answer(collected, state));
  }

  private RawOutcome endWrite(RowCollector collected, Session.State state) {
    try {
      session.commit();
    } catch (SQLException e) {
      // An error that the server sent says that it did not commit. Of anything else we cannot tell.
      return session.isBroken() || !Faults.isFromTarget(e)
          ? new Uncertain()
          : new Refused(Faults.of(e, run, false));
    }
    String verb = verb(collected);
    leftNothing = READS.contains(verb) || WRITES.contains(verb);
    return new Answered(answer(collected, state));
  }

  /** The session is never used again: a statement may leave more in it than a rollback takes. */
  private RawOutcome endDryRun(RowCollector collected, Session.State state) {
    return rolledBack()
        ? new Answered(answer(collected, state))
        : refused(Kind.UNAVAILABLE, "08006");
  }

  private RawOutcome afterFault(SQLException error, boolean stopped, long begun) {
    if (session.isBroken()) {
      boolean closedByUs = error.getCause() instanceof RowCollector.UnreadableStream;
      return run.mode() == Run.Mode.READ_WRITE && !closedByUs
          ? new Uncertain()
          : new Refused(Faults.of(error, run, stopped));
    }
    Duration allowed = run.limits().statementTimeout().minus(CLOCK_DIFFERENCE);
    boolean early = System.nanoTime() - begun < allowed.toNanos();
    boolean rolledBack = rolledBack();
    leftNothing = run.mode() == Run.Mode.READ_ONLY && rolledBack && !stopped;
    return new Refused(Faults.of(error, run, stopped || early));
  }

  /** The statement ended the transaction itself. What it did before that was nothing. */
  private RawOutcome ended(String verb) {
    return switch (run.mode()) {
      case READ_ONLY -> refused(Kind.CLASSIFICATION_MISS, "25P01");
      // PREPARE TRANSACTION, for one, leaves something behind.
      case READ_WRITE, DRY_RUN ->
          ENDS.contains(verb) ? refused(Kind.OTHER, "25P01") : new Uncertain();
    };
  }

  private boolean rolledBack() {
    try {
      session.rollBack();
      return true;
    } catch (SQLException e) {
      // The session is closed then, and the server rolls back.
      return false;
    }
  }

  private RawAnswer answer(RowCollector collected, Session.State state) {
    return new RawAnswer(
        columns(collected.fields(), state),
        collected.rows(),
        tag(collected),
        collected.tag().isPresent() ? collected.changed() : collected.seen(),
        collected.truncated());
  }

  private static List<RawColumn> columns(List<Field> fields, Session.State state) {
    List<RawColumn> columns = new ArrayList<>();
    for (int column = 0; column < fields.size(); column++) {
      columns.add(new RawColumn(fields.get(column).getColumnLabel(), state.types().get(column)));
    }
    return columns;
  }

  /** The tag, or what it must be: what a read returns many rows for is a SELECT. */
  private String tag(RowCollector collected) {
    String unknown =
        switch (run.mode()) {
          case READ_ONLY -> "SELECT " + collected.seen();
          case READ_WRITE, DRY_RUN -> "";
        };
    return collected.tag().orElse(unknown);
  }

  private String verb(RowCollector collected) {
    String tag = tag(collected);
    int end = tag.indexOf(' ');
    return end < 0 ? tag : tag.substring(0, end);
  }

  private static RawOutcome refused(Kind kind, String sqlState) {
    return new Refused(new TargetFault(kind, sqlState));
  }
}
