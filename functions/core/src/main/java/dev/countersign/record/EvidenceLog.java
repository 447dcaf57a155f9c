package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Where evidence is kept. Implementations MUST hold every rule of the contract suite: write-once
 * entries, all-or-nothing appends, conditions judged in the same instant as the write, and reads
 * that see every append that returned before them.
 */
public interface EvidenceLog {

  /**
   * Writes the entries together with what comes with them, or nothing. An append of which every
   * entry is there already, byte for byte, is {@code Appended}, whatever its conditions say now: it
   * took effect before.
   *
   * @throws EvidenceTooLarge if the store cannot keep the answer for its size; nothing is written
   * @throws EvidenceUnavailable if the store does not say what became of it
   */
  AppendOutcome append(Append append);

  /**
   * Every entry of the operation's case file, by place; the duties are those of {@link
   * Duty#CASE_FILE}: at least every one whose append returned before, and with each entry of
   * approval and execution those of the duties before them that it relies on.
   *
   * @throws UnreadableEvidence if an entry does not have the hash it is kept under
   * @throws EvidenceUnavailable if the store does not answer
   */
  List<Entry> read(OperationId operation);

  /**
   * Every entry that this duty wrote about the operation, by place: at least every one whose append
   * returned before.
   *
   * @throws UnreadableEvidence if an entry does not have the hash it is kept under
   * @throws EvidenceUnavailable if the store does not answer
   */
  List<Entry> read(OperationId operation, Duty duty);

  /**
   * The entry at this place.
   *
   * @throws UnreadableEvidence if the entry does not have the hash it is kept under
   * @throws EvidenceUnavailable if the store does not answer
   */
  Optional<Entry> find(EntryKey key);

  /**
   * The entries at these places, by place, in one call; where nothing stands there is none.
   *
   * @throws UnreadableEvidence if an entry does not have the hash it is kept under
   * @throws EvidenceUnavailable if the store does not answer
   */
  List<Entry> find(SortedSet<EntryKey> keys);

  /**
   * The end of an operation that ran, with its stored answer, in one call. Empty where one of them
   * is not there, or the answer has expired.
   *
   * @throws UnreadableEvidence if one of them does not have the hash it is kept under, or the
   *     answer is not the recorded one
   * @throws EvidenceUnavailable if the store does not answer
   */
  Optional<Delivery> delivery(OperationId operation);

  /**
   * The operation's stored answer; empty where there is none or it has expired, even if the store
   * still has it.
   *
   * @throws UnreadableEvidence if the answer does not have the digest it is kept under
   * @throws EvidenceUnavailable if the store does not answer
   */
  Optional<StoredAnswer> answer(OperationId operation);
}
