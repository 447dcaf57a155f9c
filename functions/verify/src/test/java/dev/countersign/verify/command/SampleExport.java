package dev.countersign.verify.command;

import dev.countersign.approve.Verdict;
import dev.countersign.execute.NoEstimate;
import dev.countersign.execute.TargetFault;
import dev.countersign.record.KeptCase;
import dev.countersign.verify.ExportWriter;
import dev.countersign.verify.Head;
import dev.countersign.verify.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Exports of evidence as it would be in earnest. */
final class SampleExport {

  static final Instant MORNING = Instant.parse("2026-11-20T09:00:00Z");
  static final Instant EXPORTED = Instant.parse("2026-11-22T12:00:00Z");

  static final String READ = "select id, email from public.customers where id = 7";
  static final String WRITE = "update public.customers set id = 8 where id = 7";
  static final String EXPOSING = "delete from public.customers where email like 'a%'";
  static final String WRITE_TO_ALL = "update public.customers set id = 8";
  static final String SCHEMA = "drop table public.customers";
  static final String ANSWER = "{\"columns\":[\"id\",\"email\"],\"rows\":[[\"7\",\"***\"]]}";

  private SampleExport() {}

  /** An export as text, with its head. */
  record Written(String text, Head head) {}

  /** One operation for every way in which one can end, and one that waits, over two days. */
  static List<SampleOperation> everyOutcome(SampleBundle bundle) {
    Instant nextDay = MORNING.plus(Duration.ofDays(1));
    return List.of(
        request(bundle, 1, MORNING, READ).started().finished(ANSWER).collected(),
        approved(bundle, 2, MORNING.plusSeconds(60)).started().finished(ANSWER).answerExpired(),
        request(bundle, 3, MORNING.plusSeconds(120), SCHEMA),
        request(bundle, 4, MORNING.plusSeconds(180), WRITE)
            .tried()
            .counted(1)
            .notified("dana", "mei")
            .voted("dana", Verdict.APPROVED)
            .voted("mei", Verdict.REFUSED)
            .refused(),
        request(bundle, 5, MORNING.plusSeconds(240), WRITE)
            .notEstimated(NoEstimate.NO_ANSWER)
            .notified("dana", "mei")
            .voted("mei", Verdict.APPROVED)
            .after(Duration.ofHours(1))
            .expired(),
        request(bundle, 6, MORNING.plusSeconds(300), WRITE).notified("dana", "mei").cancelled(),
        approved(bundle, 7, nextDay).started().failed(TargetFault.Kind.CONSTRAINT, "23503"),
        request(bundle, 8, nextDay.plusSeconds(60), READ)
            .started()
            .stopAsked()
            .failed(TargetFault.Kind.CANCELLED, "57014"),
        request(bundle, 9, nextDay.plusSeconds(120), READ).started().unknown(),
        approved(bundle, 10, nextDay.plusSeconds(180)).voided(),
        request(bundle, 11, nextDay.plusSeconds(240), WRITE).notified("dana", "mei"),
        approved(bundle, 12, nextDay.plusSeconds(300), EXPOSING).started().finished(ANSWER));
  }

  /** A write that two DBAs approved and that ran, and a read before it. */
  static List<SampleOperation> small(SampleBundle bundle) {
    return List.of(
        request(bundle, 1, MORNING, READ).started().finished(ANSWER).collected(),
        approved(bundle, 2, MORNING.plusSeconds(60)).started().finished(ANSWER));
  }

  static SampleOperation request(SampleBundle bundle, int number, Instant at, String statement) {
    return SampleOperation.requested(bundle, number, at, statement);
  }

  static SampleOperation approved(SampleBundle bundle, int number, Instant at) {
    return approved(bundle, number, at, WRITE);
  }

  static SampleOperation approved(SampleBundle bundle, int number, Instant at, String statement) {
    return request(bundle, number, at, statement)
        .notified("dana", "mei")
        .voted("dana", Verdict.APPROVED)
        .voted("mei", Verdict.APPROVED)
        .approved();
  }

  static Written write(SampleBundle bundle, List<SampleOperation> operations) {
    return write(bundle, operations, EXPORTED);
  }

  static Written write(SampleBundle bundle, List<SampleOperation> operations, Instant exportedAt) {
    try {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      ExportWriter writer =
          new ExportWriter(output, exportedAt, Scope.everythingUntil(exportedAt), bundle);
      for (SampleOperation operation : operations) {
        writer.add(KeptCase.of(operation.file(), operation.answer()));
      }
      Head head = writer.end();
      return new Written(output.toString(StandardCharsets.UTF_8), head);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
