package dev.countersign.audit;

import dev.countersign.operation.OperationId;
import dev.countersign.people.Roster;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.KeptCase;
import dev.countersign.record.KeptEntry;
import dev.countersign.record.OperationState;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is kept of one operation. What somebody has changed is named, and nothing is
 * concluded over it.
 *
 * @param file what its entries say that can be read
 * @param unreadable what stands at places of entries and cannot be read
 * @param answer its masked answer as it was recorded, while it is kept
 * @param otherAnswer whether an answer is kept that is not the recorded one
 * @param roster the people of now, for the names of accounts
 */
record Replay(
    CaseFile file,
    List<KeptEntry> unreadable,
    Optional<String> answer,
    boolean otherAnswer,
    Roster roster) {

  static Replay of(KeptCase kept, Roster roster) {
    return new Replay(
        kept.file(),
        kept.unreadable(),
        kept.answer().filter(_ -> !kept.hasOtherAnswer()),
        kept.hasOtherAnswer(),
        roster);
  }

  OperationId operation() {
    return file.operation();
  }

  /** What was requested; empty where it cannot be read, or is gone. */
  Optional<Evidence.Requested> requested() {
    return file.requested();
  }

  /** Where the operation stands; empty where not everything can be read that decides it. */
  Optional<OperationState> state() {
    return unreadable.isEmpty() && !file.isEmpty() ? Optional.of(file.state()) : Optional.empty();
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "Replay[" + operation() + "]";
  }
}
