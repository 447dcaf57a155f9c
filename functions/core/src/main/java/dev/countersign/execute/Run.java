package dev.countersign.execute;

import dev.countersign.bundle.Connection;
import dev.countersign.operation.BindValue;
import java.util.List;

/**
 * One statement as it is sent to a target.
 *
 * @param text the exact text, sent as one Parse message and never split or changed
 * @param parameters the positional parameters, {@code $1} first
 * @param mode whether it may write
 * @param searchPath the schemas in which the target looks up unqualified names; empty for the
 *     built-in one alone
 * @param limits what it may use
 * @param keyed whether the key of the connection's masks is bound behind the parameters
 */
public record Run(
    String text,
    List<BindValue> parameters,
    Mode mode,
    List<String> searchPath,
    Connection.Limits limits,
    boolean keyed) {

  public Run {
    parameters = List.copyOf(parameters);
    searchPath = List.copyOf(searchPath);
  }

  /** A statement that takes no key. */
  public Run(
      String text,
      List<BindValue> parameters,
      Mode mode,
      List<String> searchPath,
      Connection.Limits limits) {
    this(text, parameters, mode, searchPath, limits, false);
  }

  /** Whether a statement may write. */
  public enum Mode {
    /** In a READ ONLY transaction, with the credential for reads. */
    READ_ONLY,
    /** In a transaction of its own, with the credential for everything else. */
    READ_WRITE,
    /**
     * With the credential for everything else, in a transaction that is rolled back whatever the
     * statement comes to.
     */
    DRY_RUN
  }

  /** Withheld: the text may hold values that no log should keep. */
  @Override
  public String toString() {
    return "Run[" + mode + "]";
  }
}
