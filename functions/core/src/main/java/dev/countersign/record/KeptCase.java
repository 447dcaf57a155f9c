package dev.countersign.record;

import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a store keeps of an operation, as it is kept: what an auditor is shown and takes
 * away even where somebody has changed it, since then it matters most.
 *
 * @param operation the operation
 * @param entries what is kept at the places of its entries, by place
 * @param answer the masked answer's document as it is kept, while it is
 */
public record KeptCase(OperationId operation, List<KeptEntry> entries, Optional<String> answer) {

  public KeptCase {
    entries = entries.stream().sorted(Comparator.comparing(KeptEntry::key)).toList();
  }

  /** What is kept of this case as long as nobody changes it. */
  public static KeptCase of(CaseFile file, Optional<StoredAnswer> answer) {
    return new KeptCase(
        file.operation(),
        file.entries().stream().map(recorded -> KeptEntry.of(recorded.entry())).toList(),
        answer.map(StoredAnswer::document));
  }

  /** What the entries say that can be read. */
  public CaseFile file() {
    return CaseFile.replay(
        operation, entries.stream().filter(KeptEntry::isReadable).map(KeptEntry::entry).toList());
  }

  /** What stands at places of entries and cannot be read as what its place says. */
  public List<KeptEntry> unreadable() {
    return entries.stream().filter(kept -> !kept.isReadable()).toList();
  }

  /** Whether the answer is kept and is not the recorded one. */
  public boolean hasOtherAnswer() {
    Optional<Digest> recorded =
        file().evidence(Evidence.Finished.class).stream()
            .map(Evidence.Finished::answer)
            .findFirst();
    return answer.isPresent() && !recorded.equals(answer.map(Digest::ofText));
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "KeptCase[" + operation + "]";
  }
}
