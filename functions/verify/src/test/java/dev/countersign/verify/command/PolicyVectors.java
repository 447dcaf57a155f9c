package dev.countersign.verify.command;

import dev.countersign.operation.OperationId;
import dev.countersign.record.EvidenceKind;
import java.util.ArrayList;
import java.util.List;

/** Decisions and masks other than the policies of the bundle make them. */
final class PolicyVectors {

  private final VectorSource source;

  PolicyVectors(VectorSource source) {
    this.source = source;
  }

  void add() {
    source.add(
        "decision-changed",
        source.finished(
            source
                .asked(SampleExport.WRITE)
                .instead(
                    EvidenceKind.REQUESTED.key(new OperationId(VectorSource.id(2))),
                    Forgeries.permitted(Forgeries.requested(source.request())))),
        List.of("decision-differs"),
        List.of("decision-differs", "head-entry-missing"));
    source.add(
        "other-text",
        source.tampered(write ->
            write.instead(
                EvidenceKind.REQUESTED.key(write.id()),
                Forgeries.withText(Forgeries.requested(write), "delete from public.customers"))),
        List.of("reliance-broken", "text-differs", "approval-digest-differs"),
        List.of("reliance-broken", "text-differs", "approval-digest-differs", "head-differs"));
    source.add(
        "unmasked",
        source.finished(
            source
                .asked(SampleExport.READ)
                .instead(
                    EvidenceKind.REQUESTED.key(new OperationId(VectorSource.id(2))),
                    Forgeries.unmasked(Forgeries.requested(source.asked(SampleExport.READ))))),
        List.of("mask-differs"),
        List.of("mask-differs", "head-entry-missing"));
    exposing(
        "exposure-hidden",
        "\"exposures\":\\[\\{.*?}]",
        "\"exposures\":[]",
        "approval-digest-differs",
        "decision-differs");
    exposing(
        "exposure-elsewhere",
        "\"place\":\"CONDITION\"",
        "\"place\":\"RETURNING\"",
        "approval-digest-differs");
    exposing(
        "exposing-answer-not-withheld",
        "\"outputs\":\\{\"is\":\"everything\"}",
        "\"outputs\":{\"is\":\"positions\",\"positions\":[]}",
        "mask-differs");
  }

  /** An approved write that exposes masked values, whose request was rewritten. */
  private void exposing(String name, String pattern, String replacement, String... found) {
    SampleOperation write = source.approved(SampleExport.EXPOSING);
    List<String> all = new ArrayList<>(List.of("reliance-broken"));
    all.addAll(List.of(found));
    List<String> withHead = new ArrayList<>(all);
    withHead.add("head-differs");
    source.add(
        name,
        source.finished(
            write.edited(
                EvidenceKind.REQUESTED.key(write.id()),
                text -> text.replaceFirst(pattern, replacement))),
        all,
        withHead);
  }
}
