package dev.countersign.postgresql;

import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault;
import dev.countersign.execute.TargetFault.Kind;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Tells the kind of a fault from its SQLSTATE, never from the target's text.
 *
 * <p>Source: PostgreSQL documentation, "PostgreSQL Error Codes".
 */
final class Faults {

  private static final Pattern STATE = Pattern.compile("[0-9A-Z]{5}");
  private static final Pattern NAMES_A_PARAMETER = Pattern.compile("\\$[0-9]");

  private static final Set<String> MISSES = Set.of("25006", "25001", "25P01", "2D000");
  private static final Set<String> PARAMETER_FAULTS = Set.of("08P01", "42P18", "42P02", "42P08");

  private Faults() {}

  /**
   * The fault of a statement that the target refused.
   *
   * @param cancelled whether we, or another, had it stopped; else 57014 means that it took too long
   */
  static TargetFault of(SQLException error, Run run, boolean cancelled) {
    String state = state(error);
    return new TargetFault(kind(state, error, run, cancelled), state);
  }

  /** The fault of a target to which nothing was sent. */
  static TargetFault unavailable(SQLException error) {
    String state = state(error);
    // 08P01 and the like from our own side of a broken greeting are no answer of a target.
    return new TargetFault(Kind.UNAVAILABLE, state.startsWith("08") ? "08001" : state);
  }

  private static Kind kind(String state, SQLException error, Run run, boolean cancelled) {
    if (run.mode() == Run.Mode.READ_ONLY && MISSES.contains(state)) {
      return Kind.CLASSIFICATION_MISS;
    }
    if (PARAMETER_FAULTS.contains(state)) {
      return Kind.PARAMETERS;
    }
    return switch (state) {
      case "57014" -> cancelled ? Kind.CANCELLED : Kind.TIMEOUT;
      case "55P03" -> Kind.LOCK_TIMEOUT;
      case "42501" -> Kind.PERMISSION;
      case "44000" -> Kind.CONSTRAINT;
      default -> kindOfClass(state.substring(0, 2), error);
    };
  }

  private static Kind kindOfClass(String stateClass, SQLException error) {
    return switch (stateClass) {
      case "42" -> Kind.SYNTAX;
      // The connection broke, or an operator or a crash ended it: it went away under the statement.
      case "08", "57" -> Kind.UNAVAILABLE;
      case "23" -> Kind.CONSTRAINT;
      case "22" -> concernsParameter(error) ? Kind.PARAMETERS : Kind.OTHER;
      default -> Kind.OTHER;
    };
  }

  /**
   * Whether a value was refused while the parameters were bound, not while the statement ran: the
   * server then names the parameter as the context, in whatever language.
   */
  private static boolean concernsParameter(SQLException error) {
    return error instanceof PSQLException answered
        && Optional.ofNullable(answered.getServerErrorMessage())
            .map(ServerErrorMessage::getWhere)
            .filter(where -> NAMES_A_PARAMETER.matcher(where).find())
            .isPresent();
  }

  /** Whether the server sent this error, and it is not the driver's own. */
  static boolean isFromTarget(SQLException error) {
    return error instanceof PSQLException answered && answered.getServerErrorMessage() != null;
  }

  private static String state(SQLException error) {
    String state = error.getSQLState();
    return state != null && STATE.matcher(state).matches() ? state : "08001";
  }
}
