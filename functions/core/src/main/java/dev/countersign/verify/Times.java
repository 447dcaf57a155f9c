package dev.countersign.verify;

import dev.countersign.canonical.Digest;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.Evidence;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The order of the recorded times, as far as clocks of several functions can tell: no entry is
 * older than what it relies on or than the request, and none is younger than the export.
 */
final class Times implements Check {

  @Override
  public void check(Exhibit exhibit, Report report) {
    Map<Digest, Recorded> byHash = Reliance.byHash(exhibit);
    for (Recorded recorded : exhibit.file().entries()) {
      Evidence evidence = recorded.evidence();
      if (isOlder(evidence.at(), exhibit.requested().at())
          || evidence.reliesOn().stream()
              .map(hash -> Optional.ofNullable(byHash.get(hash)))
              .flatMap(Optional::stream)
              .anyMatch(ground -> isOlder(evidence.at(), ground.evidence().at()))) {
        report.entry(FindingCode.OLDER_THAN_ITS_GROUNDS, recorded);
      }
      if (Exhibit.isSurelyAfter(evidence.at(), exhibit.exportedAt())) {
        report.entry(FindingCode.IN_THE_FUTURE, recorded);
      }
    }
  }

  private static boolean isOlder(Instant at, Instant ground) {
    return Exhibit.isSurelyAfter(ground, at);
  }
}
