package dev.countersign.verify;

import dev.countersign.canonical.Digest;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.EvidenceKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chain of reliance: each entry names, by hash, exactly the entries that such a one rests on.
 */
final class Reliance implements Check {

  /** What an entry of this kind relies on: the one entry of each kind, or some of one kind. */
  private sealed interface Grounds {

    /** Exactly the one entry of each of these kinds. */
    record One(List<EvidenceKind> kinds) implements Grounds {}

    /** One entry or more of this kind, each once. */
    record Some(EvidenceKind kind) implements Grounds {}

    /** The request, and the approval where the decision asks for one. */
    record Leave() implements Grounds {}
  }

  /** What each kind of entry of an operation rests on. */
  private static final Map<EvidenceKind, Grounds> GROUNDS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(EvidenceKind.REQUESTED, new Grounds.One(List.of())),
              Map.entry(EvidenceKind.REQUESTER_CONTROLLER, new Grounds.One(List.of())),
              Map.entry(EvidenceKind.VOTER_CONTROLLER, new Grounds.One(List.of())),
              Map.entry(EvidenceKind.CANCELLED, on(EvidenceKind.REQUESTED)),
              Map.entry(EvidenceKind.NOTIFIED, on(EvidenceKind.REQUESTED)),
              Map.entry(EvidenceKind.TRIED, on(EvidenceKind.REQUESTED)),
              Map.entry(EvidenceKind.ESTIMATED, on(EvidenceKind.REQUESTED)),
              Map.entry(EvidenceKind.VOTED, on(EvidenceKind.REQUESTED)),
              Map.entry(EvidenceKind.APPROVED, new Grounds.Some(EvidenceKind.VOTED)),
              Map.entry(EvidenceKind.REFUSED, new Grounds.Some(EvidenceKind.VOTED)),
              Map.entry(EvidenceKind.EXPIRED, on(EvidenceKind.REQUESTED)),
              Map.entry(EvidenceKind.VOIDED, on(EvidenceKind.REQUESTED)),
              Map.entry(EvidenceKind.STARTED, new Grounds.Leave()),
              Map.entry(EvidenceKind.STOP_ASKED, on(EvidenceKind.STARTED)),
              Map.entry(EvidenceKind.FINISHED, on(EvidenceKind.STARTED)),
              Map.entry(EvidenceKind.FAILED, on(EvidenceKind.STARTED)),
              Map.entry(EvidenceKind.UNKNOWN, on(EvidenceKind.STARTED)),
              Map.entry(EvidenceKind.COLLECTED, on(EvidenceKind.FINISHED))));

  private static Grounds on(EvidenceKind kind) {
    return new Grounds.One(List.of(kind));
  }

  /** Whether entries of this kind tell of an operation, and so stand in an export. */
  static boolean isOfAnOperation(EvidenceKind kind) {
    return GROUNDS.containsKey(kind);
  }

  @Override
  public void check(Exhibit exhibit, Report report) {
    Map<Digest, Recorded> byHash = byHash(exhibit);
    for (Recorded recorded : exhibit.file().entries()) {
      List<Digest> named = recorded.evidence().reliesOn();
      if (!byHash.keySet().containsAll(named)) {
        report.entry(FindingCode.RELIANCE_BROKEN, recorded);
      } else if (!isRight(recorded, kinds(named, byHash), exhibit)) {
        report.entry(FindingCode.RELIANCE_WRONG, recorded);
      }
    }
  }

  static Map<Digest, Recorded> byHash(Exhibit exhibit) {
    Map<Digest, Recorded> byHash = new HashMap<>();
    exhibit.file().entries().forEach(recorded -> byHash.put(recorded.entry().hash(), recorded));
    return byHash;
  }

  /** The kinds of the entries named; empty where one is named twice. */
  private static Optional<List<EvidenceKind>> kinds(
      List<Digest> named, Map<Digest, Recorded> byHash) {
    if (new HashSet<>(named).size() < named.size()) {
      return Optional.empty();
    }
    List<EvidenceKind> kinds = new ArrayList<>();
    for (Digest hash : named) {
      Optional.ofNullable(byHash.get(hash))
          .map(recorded -> EvidenceKind.of(recorded.evidence()))
          .ifPresent(kinds::add);
    }
    Collections.sort(kinds);
    return Optional.of(kinds);
  }

  private static boolean isRight(
      Recorded recorded, Optional<List<EvidenceKind>> named, Exhibit exhibit) {
    Grounds grounds = GROUNDS.get(EvidenceKind.of(recorded.evidence()));
    return switch (grounds) {
      case null -> false;
      case Grounds.One one -> named.equals(Optional.of(one.kinds()));
      case Grounds.Some some ->
          named.isPresent()
              && !named.get().isEmpty()
              && named.get().stream().allMatch(some.kind()::equals);
      case Grounds.Leave _ ->
          named.equals(
              Optional.of(
                  exhibit.approvalNeeded().isPresent()
                      ? List.of(EvidenceKind.REQUESTED, EvidenceKind.APPROVED)
                      : List.of(EvidenceKind.REQUESTED)));
    };
  }
}
