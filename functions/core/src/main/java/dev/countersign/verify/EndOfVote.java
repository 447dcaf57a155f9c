package dev.countersign.verify;

import dev.countersign.approve.Quorum;
import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.canonical.Digest;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the votes came to: by the votes that the entry names, no others, and in time. */
final class EndOfVote implements Check {

  @Override
  public void check(Exhibit exhibit, Report report) {
    for (Recorded approved : exhibit.entries(EvidenceKind.APPROVED)) {
      List<Vote> named = named(approved, exhibit);
      if (!named.stream().allMatch(vote -> vote.verdict() == Verdict.APPROVED)) {
        report.entry(FindingCode.APPROVAL_NAMES_REFUSAL, approved);
      }
      if (exhibit
          .approvalNeeded()
          .filter(needed -> Quorum.isMet(needed.requirement(), named))
          .isEmpty()) {
        report.entry(FindingCode.QUORUM_SHORT, approved);
      }
    }
    for (Recorded refused : exhibit.entries(EvidenceKind.REFUSED)) {
      if (named(refused, exhibit).stream().noneMatch(vote -> vote.verdict() == Verdict.REFUSED)) {
        report.entry(FindingCode.NOBODY_REFUSED, refused);
      }
    }
    exhibit
        .requested()
        .expiresAt()
        .ifPresent(end -> {
          for (Recorded expired : exhibit.entries(EvidenceKind.EXPIRED)) {
            if (expired.evidence().at().isBefore(end)) {
              report.entry(FindingCode.EXPIRED_EARLY, expired);
            }
          }
          for (Recorded started : exhibit.entries(EvidenceKind.STARTED)) {
            if (Exhibit.isSurelyAfter(started.evidence().at(), end)) {
              report.entry(FindingCode.STARTED_TOO_LATE, started);
            }
          }
        });
  }

  private static List<Vote> named(Recorded end, Exhibit exhibit) {
    Map<Digest, Recorded> byHash = Reliance.byHash(exhibit);
    return end.evidence().reliesOn().stream()
        .distinct()
        .map(hash -> Optional.ofNullable(byHash.get(hash)))
        .flatMap(Optional::stream)
        .map(Recorded::evidence)
        .filter(Evidence.Voted.class::isInstance)
        .map(Evidence.Voted.class::cast)
        .map(Evidence.Voted::vote)
        .toList();
  }
}
