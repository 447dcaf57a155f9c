package dev.countersign.postgresql;

import dev.countersign.bundle.Connection;
import dev.countersign.execute.Credentials;
import dev.countersign.execute.Run;
import dev.countersign.execute.Secrets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;

/**
 * Opens sessions with one target and keeps one for reads and one for writes for the next operation,
 * of those that leave nothing; that of a dry run is always closed. Reads and everything else have
 * credentials, and so sessions, of their own.
 *
 * <p>A target on a loopback address is reached in plain text. Any other must prove its name by a
 * certificate: {@code verify-full} of libpq.
 */
final class Sessions implements AutoCloseable {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");
  private static final Duration LONGEST_KEPT = Duration.ofMinutes(10);
  private static final int CONNECT_SECONDS = 5;
  private static final int CANCEL_SECONDS = 2;

  /** No fetch is meant to be larger than a few megabytes; a single row may be. */
  private static final long LARGEST_FETCH_BYTES = 16L << 20;

  private final Connection target;
  private final Secrets secrets;
  private final Optional<Path> authorities;
  private final LongSupplier nanoTime;
  private final Map<Run.Mode, AtomicReference<@Nullable Session>> kept =
      Map.of(
          Run.Mode.READ_ONLY, new AtomicReference<>(),
          Run.Mode.READ_WRITE, new AtomicReference<>());

  /**
   * Sessions with this target.
   *
   * @param nanoTime a clock that only goes forward, as {@link System#nanoTime()}
   */
  Sessions(Connection target, Secrets secrets, Optional<Path> authorities, LongSupplier nanoTime) {
    this.target = target;
    this.secrets = secrets;
    this.authorities = authorities;
    this.nanoTime = nanoTime;
  }

  /**
   * A session in which a transaction for this run is open. If the one that was kept turns out to be
   * broken a new one is opened, which is safe: nothing of the run was sent yet.
   *
   * @throws SQLException if the target cannot be reached; nothing was sent
   */
  Session begun(Run run) throws SQLException {
    Session session = taken(run.mode());
    if (session != null) {
      try {
        begin(session, run);
        return session;
      } catch (SQLException e) {
        if (!session.isBroken()) {
          throw e;
        }
      }
    }
    Session opened = open(run.mode());
    begin(opened, run);
    return opened;
  }

  private static void begin(Session session, Run run) throws SQLException {
    boolean begun = false;
    try {
      session.begin(run);
      begun = true;
    } finally {
      if (!begun) {
        session.close();
      }
    }
  }

  /** Keeps the session for the next operation, once it is reset; else it is closed. */
  void keep(Run.Mode mode, Session session) {
    try {
      if (!isOld(session)) {
        session.reset();
        Session other = Objects.requireNonNull(kept.get(mode)).getAndSet(session);
        if (other != null) {
          other.close();
        }
        return;
      }
      session.close();
    } catch (SQLException e) {
      // What cannot be reset is not used again.
      session.close();
    }
  }

  Session open(Run.Mode mode) throws SQLException {
    Credentials credentials = credentials(mode);
    return new Session(connect(credentials), credentials.maskKey(), nanoTime.getAsLong());
  }

  PgConnection connect(Run.Mode mode) throws SQLException {
    return connect(credentials(mode));
  }

  private Credentials credentials(Run.Mode mode) {
    return secrets.read(mode == Run.Mode.READ_ONLY ? target.readSecret() : target.writeSecret());
  }

  private PgConnection connect(Credentials credentials) throws SQLException {
    Properties properties = properties(credentials);
    java.sql.Connection opened = new Driver().connect(address(), properties);
    if (!(opened instanceof PgConnection connection)) {
      throw new SQLException("the driver did not take the address", "08001");
    }
    return connection;
  }

  private String address() throws SQLException {
    if (!HOST.matcher(target.host()).matches()) {
      throw new SQLException("the host is no name and no address", "08001");
    }
    String host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
    String database = URLEncoder.encode(target.database(), StandardCharsets.UTF_8);
    return "jdbc:postgresql://" + host + ":" + target.port() + "/" + database;
  }

  private Properties properties(Credentials credentials) {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, credentials.user());
    PGProperty.PASSWORD.set(properties, credentials.password());
    PGProperty.APPLICATION_NAME.set(properties, "countersign");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "12");
    PGProperty.PREFER_QUERY_MODE.set(properties, "extended");
    PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.SOCKET_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, CANCEL_SECONDS);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    PGProperty.GSS_ENC_MODE.set(properties, "disable");
    PGProperty.MAX_RESULT_BUFFER.set(properties, Long.toString(LARGEST_FETCH_BYTES));
    secure(properties);
    return properties;
  }

  private void secure(Properties properties) {
    if (LOOPBACK.contains(target.host())) {
      PGProperty.SSL_MODE.set(properties, "disable");
      return;
    }
    PGProperty.SSL_MODE.set(properties, "verify-full");
    if (authorities.isPresent()) {
      PGProperty.SSL_ROOT_CERT.set(properties, authorities.get().toString());
    } else {
      PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
    }
  }

  /** The session that is kept, unless it grew old while nothing was asked. */
  private @Nullable Session taken(Run.Mode mode) {
    AtomicReference<@Nullable Session> slot = kept.get(mode);
    Session session = slot == null ? null : slot.getAndSet(null);
    if (session == null || !isOld(session)) {
      return session;
    }
    session.close();
    return null;
  }

  /** Whether its credential should be proved again, and its key read. */
  private boolean isOld(Session session) {
    return session.isOlderThan(LONGEST_KEPT, nanoTime.getAsLong());
  }

  @Override
  public void close() {
    for (AtomicReference<@Nullable Session> slot : kept.values()) {
      Session session = slot.getAndSet(null);
      if (session != null) {
        session.close();
      }
    }
  }
}
