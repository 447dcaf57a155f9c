package dev.countersign.verify.command;

import dev.countersign.approve.Verdict;
import dev.countersign.people.Account;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/** Votes that do not count, and ends of a vote that do not follow from it. */
final class VoteVectors {

  private final VectorSource source;

  VoteVectors(VectorSource source) {
    this.source = source;
  }

  void add() {
    votes();
    voteEntries();
  }

  private void votes() {
    source.add(
        "vote-by-controller",
        source.written(
            source.request().voted("dana", Verdict.APPROVED).voted("sam", Verdict.APPROVED)),
        List.of("vote-by-controller"),
        List.of("vote-by-controller", "head-differs"));
    source.add(
        "vote-by-stranger",
        source.written(
            source.request().voted("dana", Verdict.APPROVED).voted("zoe", Verdict.APPROVED)),
        List.of("voter-unknown"),
        List.of("voter-unknown", "head-differs"));
    source.add(
        "vote-in-other-groups",
        source.written(
            source
                .request()
                .voted("dana", Verdict.APPROVED)
                .voted("olga", Verdict.APPROVED, SampleOperation.sorted("dba"))),
        List.of("vote-by-controller", "voter-groups-differ"),
        List.of("vote-by-controller", "voter-groups-differ", "head-differs"));
    source.add(
        "vote-of-who-was-not-asked",
        source.written(
            source
                .request()
                .voted("dana", Verdict.APPROVED)
                .voted("mei", Verdict.APPROVED, new TreeSet<>())),
        List.of("voter-not-asked", "quorum-short"),
        List.of("voter-not-asked", "quorum-short", "head-differs"));
    SampleOperation one =
        source.request().voted("dana", Verdict.APPROVED).voted("mei", Verdict.APPROVED);
    source.add(
        "voted-twice",
        source.written(
            one.instead(
                    EvidenceKind.VOTED.key(one.id(), "mei"),
                    Forgeries.withControllers(Forgeries.vote(one, "mei"), "dana"))
                .without(EvidenceKind.VOTER_CONTROLLER.key(one.id(), "mei"))),
        List.of("voted-twice", "voter-unknown"),
        List.of("voted-twice", "voter-unknown", "head-entry-missing"));
    SampleOperation early =
        source.request().voted("dana", Verdict.APPROVED).voted("mei", Verdict.APPROVED);
    source.add(
        "voted-before-signing-in",
        source.written(
            early.instead(
                EvidenceKind.VOTED.key(early.id(), "mei"),
                Forgeries.signedInAt(
                    Forgeries.vote(early, "mei"), early.now().plus(Duration.ofHours(1))))),
        List.of("voter-not-signed-in"),
        List.of("voter-not-signed-in", "head-differs"));
    source.add(
        "vote-too-late",
        source.written(
            source
                .request()
                .voted("dana", Verdict.APPROVED)
                .after(Duration.ofHours(1))
                .voted("mei", Verdict.APPROVED)),
        List.of("vote-too-late"),
        List.of("vote-too-late", "head-differs"));
    source.add(
        "quorum-short",
        source.written(source.request().voted("dana", Verdict.APPROVED)),
        List.of("quorum-short"),
        List.of("quorum-short", "head-entry-missing"));
    SampleOperation two =
        source.request().voted("dana", Verdict.APPROVED).voted("mei", Verdict.APPROVED);
    source.add(
        "approval-names-one-vote",
        source.finished(two.approvedBy(two.hashes(EvidenceKind.VOTED).subList(0, 1))),
        List.of("quorum-short"),
        List.of("quorum-short", "head-differs"));
    SampleOperation other = SampleExport.approved(source.bundle(), 3, SampleExport.MORNING);
    source.add(
        "approval-names-other-vote",
        source.finished(
            source
                .request()
                .voted("dana", Verdict.APPROVED)
                .voted("mei", Verdict.APPROVED)
                .approvedBy(other.hashes(EvidenceKind.VOTED))),
        List.of("reliance-broken", "quorum-short"),
        List.of("reliance-broken", "quorum-short", "head-differs"));
    source.add(
        "approval-names-refusal",
        source.written(
            source.request().voted("dana", Verdict.APPROVED).voted("mei", Verdict.REFUSED)),
        List.of("approval-names-refusal", "quorum-short"),
        List.of("approval-names-refusal", "quorum-short", "head-differs"));
    source.add(
        "vote-after-the-end",
        source.finished(
            source
                .request()
                .voted("dana", Verdict.APPROVED)
                .voted("mei", Verdict.APPROVED)
                .approved()
                .after(Duration.ofMinutes(2))
                .voted("olga", Verdict.APPROVED, new TreeSet<>())),
        List.of("vote-by-controller", "voter-not-asked", "vote-after-the-end"),
        List.of("vote-by-controller", "voter-not-asked", "vote-after-the-end", "head-more"));
  }

  private void voteEntries() {
    vote(
        "vote-on-other-content",
        "\"approvalDigest\":\"sha256:.{8}",
        "\"approvalDigest\":\"sha256:00000000",
        "vote-on-other-content");
    vote(
        "vote-at-another-time",
        "\"votedAt\":\"2026-11-20T09:01",
        "\"votedAt\":\"2026-11-20T09:00",
        "vote-time-differs");
    source.add(
        "nobody-refused",
        source.export(
            source
                .request()
                .voted("dana", Verdict.APPROVED)
                .voted("mei", Verdict.APPROVED)
                .refused()),
        List.of("nobody-refused"),
        List.of("nobody-refused", "head-entry-missing"));
    source.add(
        "older-than-its-grounds",
        source.finished(source.approved(SampleExport.WRITE).after(Duration.ofMinutes(-5))),
        List.of("older-than-its-grounds"),
        List.of("older-than-its-grounds", "head-differs"));
    source.add(
        "younger-than-the-export",
        source.tampered(write -> write.after(Duration.ofDays(3)).collected()),
        List.of("in-the-future"));
    source.add(
        "collected-by-another",
        source.tampered(write ->
            write.and(
                new Evidence.Collected(
                    new Account("https://people.example", "olga-1"),
                    write.now(),
                    write.hashes(EvidenceKind.FINISHED)),
                write.now().toString())),
        List.of("collected-by-another"),
        List.of("collected-by-another", "head-more"));
  }

  /** An approved write of which one vote was rewritten before it was counted. */
  private void vote(String name, String pattern, String replacement, String code) {
    SampleOperation write =
        source.request().voted("dana", Verdict.APPROVED).voted("mei", Verdict.APPROVED);
    source.add(
        name,
        source.written(
            write.edited(
                EvidenceKind.VOTED.key(write.id(), "mei"),
                text -> text.replaceFirst(pattern, replacement))),
        List.of(code),
        List.of(code, "head-differs"));
  }
}
