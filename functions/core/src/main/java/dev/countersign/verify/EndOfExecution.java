package dev.countersign.verify;

import static dev.countersign.record.EvidenceKind.APPROVED;
import static dev.countersign.record.EvidenceKind.REQUESTED;
import static dev.countersign.record.EvidenceKind.REQUESTER_CONTROLLER;
import static dev.countersign.record.EvidenceKind.STARTED;
import static dev.countersign.record.EvidenceKind.VOTED;
import static dev.countersign.record.EvidenceKind.VOTER_CONTROLLER;

import dev.countersign.canonical.Digest;
import dev.countersign.people.Account;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** How the execution ended: the count of entries, the answer, and who picked it up. */
final class EndOfExecution implements Check {

  /** The kinds that cannot come once an operation has started, which its end therefore counts. */
  private static final Set<EvidenceKind> COUNTED =
      Set.of(REQUESTED, REQUESTER_CONTROLLER, VOTED, VOTER_CONTROLLER, APPROVED, STARTED);

  @Override
  public void check(Exhibit exhibit, Report report) {
    long counted =
        1
            + exhibit.file().entries().stream()
                .filter(recorded -> COUNTED.contains(EvidenceKind.of(recorded.evidence())))
                .count();
    for (Recorded recorded : exhibit.file().entries()) {
      OptionalInt stated = count(recorded.evidence());
      if (stated.isPresent() && stated.getAsInt() != counted) {
        report.entry(FindingCode.COUNT_DIFFERS, recorded);
      }
      if (recorded.evidence() instanceof Evidence.Collected collected
          && !collected.by().equals(requester(exhibit))) {
        report.entry(FindingCode.COLLECTED_BY_ANOTHER, recorded);
      }
    }
    exhibit.answer().ifPresent(answer -> checkAnswer(exhibit, answer, report));
  }

  private static OptionalInt count(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Finished finished -> OptionalInt.of(finished.entries());
      case Evidence.Failed failed -> OptionalInt.of(failed.entries());
      case Evidence.Unknown unknown -> OptionalInt.of(unknown.entries());
      case Evidence.Requested _,
          Evidence.RequesterController _,
          Evidence.Cancelled _,
          Evidence.StopAsked _,
          Evidence.Collected _,
          Evidence.Notified _,
          Evidence.Voted _,
          Evidence.VoterController _,
          Evidence.Approved _,
          Evidence.Refused _,
          Evidence.Expired _,
          Evidence.Voided _,
          Evidence.Started _,
          Evidence.Listed _,
          Evidence.Replayed _,
          Evidence.Exported _ ->
          OptionalInt.empty();
    };
  }

  private static Account requester(Exhibit exhibit) {
    return exhibit.requested().operation().requester().account();
  }

  private static void checkAnswer(Exhibit exhibit, String answer, Report report) {
    Optional<Digest> recorded =
        exhibit.file().evidence(Evidence.Finished.class).stream()
            .map(Evidence.Finished::answer)
            .findFirst();
    if (recorded.isEmpty()) {
      report.operation(FindingCode.ANSWER_WITHOUT_END, exhibit.id());
    } else if (!recorded.get().equals(Digest.ofText(answer))) {
      report.operation(FindingCode.ANSWER_DIFFERS, exhibit.id());
    }
  }
}
