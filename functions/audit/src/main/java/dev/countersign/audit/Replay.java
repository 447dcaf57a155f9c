package dev.countersign.audit;

import dev.countersign.people.Roster;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.StoredAnswer;
import java.util.Optional;

/**
 * Everything recorded of one operation.
 *
 * @param file its entries
 * @param answer its masked answer, while it is kept
 * @param roster the people of now, for the names of accounts
 */
record Replay(CaseFile file, Optional<StoredAnswer> answer, Roster roster) {

  Evidence.Requested requested() {
    return file.requested()
        .orElseThrow(() -> new IllegalStateException("what is replayed was requested"));
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "Replay[" + requested().operation().id() + "]";
  }
}
