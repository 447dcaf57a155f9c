package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.util.List;
import java.util.Optional;

/**
 * Where evidence is kept. Implementations MUST hold every rule of the contract suite: write-once
 * entries, all-or-nothing appends, conditions judged in the same instant as the write, and reads
 * that see every append that returned before them.
 */
public interface EvidenceLog {

  /**
   * Writes the entries together, or nothing. An append of which every entry is there already, byte
   * for byte, is {@code Appended}, whatever its conditions say now: it took effect before.
   *
   * @throws EvidenceUnavailable if the store does not say what became of it
   */
  AppendOutcome append(Append append);

  /**
   * Every entry of the operation, by place.
   *
   * @throws EvidenceUnavailable if the store does not answer
   */
  List<Entry> read(OperationId operation);

  /**
   * The entry at this place.
   *
   * @throws EvidenceUnavailable if the store does not answer
   */
  Optional<Entry> find(EntryKey key);

  /**
   * The operation's stored answer; empty where there is none or it has expired.
   *
   * @throws EvidenceUnavailable if the store does not answer
   */
  Optional<StoredAnswer> answer(OperationId operation);
}
