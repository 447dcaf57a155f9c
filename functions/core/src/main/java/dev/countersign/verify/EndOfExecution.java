package dev.countersign.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.canonical.Digest;
import dev.countersign.people.Account;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.Evidence;
import java.util.Optional;
import java.util.OptionalInt;

/** How the execution ended: the count of entries, the answer, and who picked it up. */
final class EndOfExecution implements Check {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void check(Exhibit exhibit, Report report) {
    int counted = exhibit.file().countedWithEnd();
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
    if (evidence instanceof Evidence.Finished finished) {
      return OptionalInt.of(finished.entries());
    }
    if (evidence instanceof Evidence.Failed failed) {
      return OptionalInt.of(failed.entries());
    }
    return evidence instanceof Evidence.Unknown unknown
        ? OptionalInt.of(unknown.entries())
        : OptionalInt.empty();
  }

  private static Account requester(Exhibit exhibit) {
    return exhibit.requested().operation().requester().account();
  }

  private static void checkAnswer(Exhibit exhibit, String answer, Report report) {
    Optional<Evidence.Finished> recorded =
        exhibit.file().evidence(Evidence.Finished.class).stream().findFirst();
    if (recorded.isEmpty()) {
      report.operation(FindingCode.ANSWER_WITHOUT_END, exhibit.id());
    } else if (!recorded.get().answer().equals(Digest.ofText(answer))) {
      report.operation(FindingCode.ANSWER_DIFFERS, exhibit.id());
    } else if (!recorded
        .get()
        .result()
        .map(result -> result.digest().text())
        .equals(resultNamedIn(answer))) {
      report.operation(FindingCode.RESULT_DIFFERS, exhibit.id());
    }
  }

  /** The digest of the object that has the rows, as the answer names it to the requester. */
  private static Optional<String> resultNamedIn(String answer) {
    try {
      return Optional.ofNullable(JSON.readTree(answer).at("/result/digest").textValue());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
