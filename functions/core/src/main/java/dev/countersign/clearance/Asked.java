package dev.countersign.clearance;

import dev.countersign.operation.BindValue;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.people.Account;
import java.util.List;

/**
 * What was asked, without when and under which name; its digest is the <em>operation digest</em>.
 *
 * @param connection the door
 * @param statement the exact text
 * @param parameters the positional parameters
 * @param asWrite whether it is to be taken for a write at least
 * @param purpose why
 * @param requester the requester's account
 * @param actors the requester's delegation chain
 */
public record Asked(
    ConnectionName connection,
    String statement,
    List<BindValue> parameters,
    boolean asWrite,
    String purpose,
    Account requester,
    List<Account> actors) {

  /** What this operation asks. */
  public static Asked of(Operation operation) {
    return new Asked(
        operation.connection(),
        operation.statement(),
        operation.parameters(),
        operation.asWrite(),
        operation.purpose(),
        operation.requester().account(),
        operation.requester().actors());
  }

  /** Withheld: the text may hold values that no log should keep. */
  @Override
  public String toString() {
    return "Asked[" + connection + "]";
  }
}
