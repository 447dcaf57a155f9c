package dev.countersign.verify.command;

import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import java.util.ArrayList;
import java.util.List;

/** Requests, and entries beside them, that were dropped, added or rewritten. */
final class RequestVectors {

  private final VectorSource source;

  RequestVectors(VectorSource source) {
    this.source = source;
  }

  void add() {
    entries();
    requests();
  }

  private void entries() {
    source.add(
        "dropped-entry",
        source.tampered(write -> write.without(EvidenceKind.VOTED.key(write.id(), "dana"))),
        List.of("reliance-broken", "voter-controllers-differ", "quorum-short", "count-differs"),
        List.of(
            "reliance-broken",
            "voter-controllers-differ",
            "quorum-short",
            "count-differs",
            "head-entry-missing"));
    source.add(
        "added-entry",
        source.tampered(
            write -> write.and(new Evidence.VoterController("olga", write.now()), "olga")),
        List.of("voter-controllers-differ", "count-differs"),
        List.of("voter-controllers-differ", "count-differs", "head-more"));
    source.add(
        "dropped-controller",
        source.tampered(
            write -> write.without(EvidenceKind.REQUESTER_CONTROLLER.key(write.id(), "sam"))),
        List.of("requester-controllers-differ", "count-differs"),
        List.of("requester-controllers-differ", "count-differs", "head-entry-missing"));
    source.add(
        "rewritten-entry",
        source.tampered(write ->
            write.instead(
                EvidenceKind.VOTED.key(write.id(), "dana"),
                Forgeries.withReason(Forgeries.vote(write, "dana"), "never mind"))),
        List.of("reliance-broken", "quorum-short"),
        List.of("reliance-broken", "quorum-short", "head-differs"));
    source.add(
        "rewritten-request",
        source.tampered(write ->
            write.instead(
                EvidenceKind.REQUESTED.key(write.id()),
                Forgeries.withStatement(
                    Forgeries.requested(write), "update public.customers set id = 9"))),
        List.of("reliance-broken", "operation-digest-differs", "approval-digest-differs"),
        List.of(
            "reliance-broken",
            "operation-digest-differs",
            "approval-digest-differs",
            "head-differs"));
  }

  private void requests() {
    int requested = source.line().find("\"kind\":\"requested\"", VectorSource.id(2));
    source.add(
        "dropped-request",
        source.line().drop(requested).text(),
        List.of("nothing-requested", "content-differs", "counts-differ", "end-head-differs"),
        List.of(
            "nothing-requested",
            "content-differs",
            "counts-differ",
            "end-head-differs",
            "head-operation-missing"));
    read(
        "request-without-plan",
        "\"plan\":\\{.*}},\"kind\"",
        "\"plan\":null},\"kind\"",
        "request-incomplete");
    read(
        "request-at-another-time",
        "\"requestedAt\":\"2026-11-20T09:01:00Z\"",
        "\"requestedAt\":\"2026-11-20T09:01:01Z\"",
        "other-operation");
    read(
        "other-requester",
        "\"groups\":\\[\"reporting\"]",
        "\"groups\":[\"dba\"]",
        "requester-differs");
    read(
        "other-connection",
        "\"connectionDigest\":\"sha256:.{8}",
        "\"connectionDigest\":\"sha256:00000000",
        "connection-differs");
    read("other-label", "\"label\":\"email\"", "\"label\":\"phone\"", "labels-differ");
    SampleOperation waiting = source.request();
    source.add(
        "other-expiry",
        source.export(
            waiting.edited(
                EvidenceKind.REQUESTED.key(waiting.id()),
                text ->
                    text.replaceFirst(
                        "\"expiresAt\":\"2026-11-20T10", "\"expiresAt\":\"2026-11-20T11"))),
        List.of("reliance-broken", "expiry-differs", "approval-digest-differs"),
        List.of(
            "reliance-broken", "expiry-differs", "approval-digest-differs", "head-entry-missing"));
  }

  /** A read whose request was rewritten before anything else was recorded. */
  private void read(String name, String pattern, String replacement, String... found) {
    SampleOperation read = source.asked(SampleExport.READ);
    List<String> withHead = new ArrayList<>(List.of(found));
    withHead.add("head-entry-missing");
    source.add(
        name,
        source.finished(
            read.edited(
                EvidenceKind.REQUESTED.key(read.id()),
                text -> text.replaceFirst(pattern, replacement))),
        List.of(found),
        withHead);
  }
}
