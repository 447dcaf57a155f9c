package dev.countersign.bundle;

import dev.countersign.operation.ConnectionName;
import java.time.Duration;
import java.util.List;

/**
 * A named door to a target. It names secrets and never holds one.
 *
 * @param name the connection's name
 * @param host the target's host
 * @param port the target's port
 * @param database the target's database
 * @param readSecret the name of the secret with the credential for reads
 * @param writeSecret the name of the secret with the credential for everything else
 * @param searchPath the schemas in which the target looks up unqualified names
 * @param unlabelled what holds for a column without a label
 * @param limits what one operation may use
 */
public record Connection(
    ConnectionName name,
    String host,
    int port,
    String database,
    String readSecret,
    String writeSecret,
    List<String> searchPath,
    Unlabelled unlabelled,
    Limits limits) {

  public Connection {
    searchPath = List.copyOf(searchPath);
  }

  /** What holds for a column that has no label. */
  public enum Unlabelled {
    /** It is masked, as if it were labelled: the default. */
    MASKED,
    /** It is shown. */
    CLEAR
  }

  /**
   * What one operation may use.
   *
   * @param statementTimeout how long the target may work on it
   * @param lockTimeout how long it may wait for a lock
   * @param rows how many rows are returned at the most
   * @param bytes how many bytes of values are returned at the most
   */
  public record Limits(Duration statementTimeout, Duration lockTimeout, int rows, int bytes) {

    /** The limits of a connection that states none: 15 s, 3 s, 10,000 rows, 4 MiB. */
    public static Limits defaults() {
      return new Limits(Duration.ofSeconds(15), Duration.ofSeconds(3), 10_000, 4 << 20);
    }
  }
}
