package dev.countersign.verify.command;

import dev.countersign.canonical.Digest;
import dev.countersign.execute.DryRun;
import dev.countersign.execute.NoEstimate;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Entries that may not stand beside each other, or do not follow from the request. */
final class LifeVectors {

  private final VectorSource source;

  LifeVectors(VectorSource source) {
    this.source = source;
  }

  void add() {
    besideOthers();
    notDecided();
    ends();
  }

  private void besideOthers() {
    SampleOperation waiting = source.request();
    source.add(
        "started-without-approval",
        source.finished(waiting),
        List.of("reliance-wrong", "started-without-approval"),
        List.of("reliance-wrong", "started-without-approval", "head-entry-missing"));
    source.add(
        "two-ends",
        source.tampered(SampleOperation::unknown),
        List.of("excludes-each-other"),
        List.of("excludes-each-other", "head-more"));
    source.add(
        "started-and-cancelled",
        source.tampered(SampleOperation::cancelled),
        List.of("excludes-each-other"),
        List.of("excludes-each-other", "head-more"));
  }

  private void notDecided() {
    source.add(
        "run-although-denied",
        source.finished(source.asked(SampleExport.SCHEMA)),
        List.of("not-for-this-decision"),
        List.of("not-for-this-decision", "head-entry-missing"));
    source.add(
        "estimated-although-permitted",
        source.export(source.asked(SampleExport.READ).estimated(1)),
        List.of("not-for-this-decision"),
        List.of("not-for-this-decision", "head-entry-missing"));
    source.add(
        "tried-although-not-permitted",
        source.export(source.asked(SampleExport.WRITE_TO_ALL).tried().counted(1)),
        List.of("not-for-this-decision"),
        List.of("not-for-this-decision", "head-entry-missing"));
    tried("tried-although-it-exposes", SampleExport.EXPOSING);
    tried("tried-although-it-adds-rows", "insert into public.customers (id) values (9)");
    tried(
        "tried-although-two-changes",
        "with gone as (delete from public.customers where id = 9)"
            + " update public.customers set id = 8 where id = 7");
    SampleOperation unasked = source.asked(SampleExport.WRITE).tried();
    source.add(
        "counted-although-the-planner-was-not-asked",
        source.export(
            unasked.and(
                new Evidence.Estimated(
                    Optional.empty(),
                    Optional.of(NoEstimate.MASKED_COLUMN_READ),
                    Optional.of(new DryRun(Optional.of(1L), Optional.empty())),
                    unasked.now(),
                    unasked.hashes(EvidenceKind.REQUESTED)))),
        List.of("not-for-this-decision"),
        List.of("not-for-this-decision", "head-entry-missing"));
    source.add(
        "counted-without-dry-run",
        source.export(source.asked(SampleExport.WRITE).counted(1)),
        List.of("no-grounds"),
        List.of("no-grounds", "head-entry-missing"));
  }

  private void ends() {
    source.add(
        "expired-early",
        source.export(source.asked(SampleExport.WRITE).expired()),
        List.of("expired-early"),
        List.of("expired-early", "head-entry-missing"));
    source.add(
        "started-too-late",
        source.finished(source.approved(SampleExport.WRITE).after(Duration.ofMinutes(62))),
        List.of("started-too-late"),
        List.of("started-too-late", "head-differs"));
    source.add(
        "wrong-count",
        source.tampered(write ->
            write.instead(
                EvidenceKind.FINISHED.key(write.id()),
                Forgeries.counting(write.file().evidence(Evidence.Finished.class).getFirst(), 12))),
        List.of("count-differs"),
        List.of("count-differs", "head-differs"));
    source.add(
        "end-without-start",
        source.tampered(write -> write.without(EvidenceKind.STARTED.key(write.id()))),
        List.of("reliance-broken", "no-grounds", "count-differs"),
        List.of("reliance-broken", "no-grounds", "count-differs", "head-entry-missing"));
    source.add(
        "answer-of-what-failed",
        source.export(
            source.asked(SampleExport.READ).started().unknown().answered(SampleExport.ANSWER)),
        List.of("answer-without-end"),
        List.of("answer-without-end", "head-entry-missing"));
    source.add(
        "answer-names-other-rows",
        source.export(
            source
                .asked(SampleExport.READ)
                .started()
                .finished("{\"result\":{\"digest\":\"" + Digest.ofText("rows") + "\"}}")),
        List.of("result-differs"),
        List.of("result-differs", "head-entry-missing"));
  }

  /** A dry run that policy permits, of what may not be tried. */
  private void tried(String name, String statement) {
    source.add(
        name,
        source.export(source.asked(statement).tried().counted(1)),
        List.of("not-for-this-decision"),
        List.of("not-for-this-decision", "head-entry-missing"));
  }
}
