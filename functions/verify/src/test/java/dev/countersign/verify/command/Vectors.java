package dev.countersign.verify.command;

import dev.countersign.approve.Verdict;
import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.KeptCase;
import dev.countersign.verify.ExportWriter;
import dev.countersign.verify.HeadText;
import dev.countersign.verify.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The vectors: exports with one fault each. Those whose entries were tampered with have a closing
 * line to match, as somebody would make it who knows the format; those whose lines were edited do
 * not. {@link #main} writes them anew; what is found in each is stated here, by hand.
 */
final class Vectors {

  private static final List<String> NOTHING = List.of();

  private final SampleBundle bundle;
  private final SampleExport.Written sound;
  private final List<Vector> vectors = new ArrayList<>();

  private Vectors(SampleBundle bundle) throws IOException {
    this.bundle = bundle;
    this.sound = SampleExport.write(bundle, SampleExport.small(bundle));
    sound();
    lines();
    brokenLines();
    documents();
    entries();
    requests();
    votes();
    voteEntries();
    lives();
    policies();
    heads();
  }

  /**
   * Writes the vectors.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Vectors made = new Vectors(new SampleBundle());
    StringBuilder expected = new StringBuilder();
    for (Vector vector : made.vectors) {
      Files.writeString(folder.resolve(vector.name() + ".jsonl"), vector.export());
      expected.append(vector.expected()).append('\n');
    }
    Files.writeString(folder.resolve("sound.head"), HeadText.write(made.sound.head()));
    Files.writeString(folder.resolve("EXPECTED"), expected.toString());
  }

  static List<Vector> all(SampleBundle bundle) throws IOException {
    return List.copyOf(new Vectors(bundle).vectors);
  }

  private void sound() {
    add("sound", sound.text(), NOTHING);
    add(
        "every-outcome",
        SampleExport.write(bundle, SampleExport.everyOutcome(bundle)).text(),
        NOTHING,
        List.of("head-more"));
  }

  private void lines() {
    int vote = line().find("voted#dana");
    int finished = line().find("\"kind\":\"finished\"");
    add(
        "changed-byte",
        line().edit(vote, text -> text.replace("as agreed", "as Agreed")).text(),
        List.of("hash-differs", "content-differs", "end-head-differs"),
        List.of("hash-differs", "content-differs", "end-head-differs", "head-operation-missing"));
    add(
        "dropped-line",
        line().drop(vote).text(),
        List.of(
            "reliance-broken",
            "voter-controllers-differ",
            "quorum-short",
            "count-differs",
            "content-differs",
            "counts-differ",
            "end-head-differs"),
        List.of(
            "reliance-broken",
            "voter-controllers-differ",
            "quorum-short",
            "count-differs",
            "content-differs",
            "counts-differ",
            "end-head-differs",
            "head-entry-missing"));
    add(
        "repeated-line",
        line().twice(finished).text(),
        List.of("place-twice", "content-differs", "counts-differ", "end-head-differs"),
        List.of(
            "place-twice",
            "content-differs",
            "counts-differ",
            "end-head-differs",
            "head-operation-missing"));
    add(
        "reordered-entries",
        line().swap(vote, vote + 1).text(),
        List.of("entries-out-of-order", "content-differs"));
    add(
        "moved-entry",
        line()
            .edit(
                line().find("\"kind\":\"started\"", id(1)),
                text ->
                    text.replace(
                        ",\"operation\":\"" + id(1) + "\"}", ",\"operation\":\"" + id(2) + "\"}"))
            .move(line().find("\"kind\":\"started\"", id(1)), line().find("finished", id(2)))
            .text(),
        List.of(
            "reliance-broken",
            "no-grounds",
            "count-differs",
            "place-twice",
            "place-differs",
            "content-differs",
            "end-head-differs"),
        List.of(
            "reliance-broken",
            "no-grounds",
            "count-differs",
            "place-twice",
            "place-differs",
            "content-differs",
            "end-head-differs",
            "head-operation-missing"));
    add(
        "answer-changed",
        line()
            .edit(line().find("\"line\":\"answer\""), text -> text.replace("***", "a@b.c"))
            .text(),
        List.of("answer-differs", "content-differs"));
    add(
        "bundle-changed",
        line()
            .edit(
                line().find("\"line\":\"bundle\""),
                text -> text.replace("@quorum(\\\\\\\"2", "@quorum(\\\\\\\"1"))
            .text(),
        List.of("bundle-changed", "bundle-missing", "content-differs"));
    add(
        "bundle-dropped",
        line().drop(line().find("\"line\":\"bundle\"")).text(),
        List.of("bundle-missing", "content-differs", "counts-differ"));
    add(
        "cut-in-a-line",
        sound.text().substring(0, sound.text().length() - 700),
        List.of(
            "line-not-ended",
            "line-not-canonical",
            "reliance-broken",
            "no-grounds",
            "count-differs",
            "end-missing"),
        List.of(
            "line-not-ended",
            "line-not-canonical",
            "reliance-broken",
            "no-grounds",
            "count-differs",
            "end-missing",
            "head-entry-missing"));
    add(
        "cut-before-the-closing-line",
        line().drop(line().size() - 1).text(),
        List.of("end-missing"));
  }

  private void brokenLines() {
    add(
        "other-format",
        line().edit(0, text -> text.replace("\"version\":1", "\"version\":2")).text(),
        List.of("not-an-export"));
    add(
        "unknown-line",
        line()
            .edit(line().find("\"line\":\"answer\""), text -> text.replace("answer", "reply"))
            .text(),
        List.of("line-unknown", "content-differs", "counts-differ"));
    add(
        "answer-before-its-operation",
        line().move(line().find("\"line\":\"answer\""), 2).text(),
        List.of("line-out-of-place", "content-differs"));
    add("line-after-the-end", line().twice(line().size() - 1).text(), List.of("line-out-of-place"));
    Lines swapped = line();
    int first = swapped.find("\"line\":\"entry\"", id(1));
    int second = swapped.find("\"line\":\"entry\"", id(2));
    for (int moved = first; moved < second; moved++) {
      swapped.move(first, swapped.size() - 2);
    }
    add(
        "reordered-operations",
        swapped.text(),
        List.of("operations-out-of-order", "content-differs", "end-head-differs"),
        List.of(
            "operations-out-of-order",
            "content-differs",
            "end-head-differs",
            "head-operation-missing"));
    add(
        "shorter-scope",
        line()
            .edit(0, text -> text.replace("\"until\":\"2026-11-22", "\"until\":\"2026-11-19"))
            .text(),
        List.of("out-of-scope", "content-differs", "end-head-differs"),
        List.of(
            "out-of-scope",
            "content-differs",
            "end-head-differs",
            "head-not-reached",
            "head-operation-missing"));
    add(
        "unknown-place",
        line()
            .edit(
                line().find("voted#dana"),
                text -> text.replace("\"kind\":\"voted#", "\"kind\":\"vote#"))
            .text(),
        List.of("place-unknown", "content-differs", "end-head-differs"),
        List.of("place-unknown", "content-differs", "end-head-differs", "head-operation-missing"));
  }

  private void documents() {
    int vote = line().find("voted#dana");
    document("document-with-a-blank", vote, text -> text + " ", "document-not-canonical");
    document(
        "document-of-another-version",
        vote,
        text -> text.replace("\"version\":1", "\"version\":2"),
        "version-unknown");
    document(
        "document-with-another-member",
        vote,
        text -> text.replace("\"reason\"", "\"remark\""),
        "not-evidence");
    add(
        "bundle-of-other-files",
        line().editDocument(1, text -> text.replace("people.yaml", "persons.yaml")).text(),
        List.of("bundle-unreadable", "bundle-missing", "content-differs"));
    add(
        "bundle-of-other-policies",
        line().editDocument(1, text -> text.replace("@quorum(\\\"2", "@quorum(\\\"1")).text(),
        List.of("bundle-missing", "content-differs"));
  }

  private void document(String name, int index, UnaryOperator<String> edit, String code) {
    add(
        name,
        line().editDocument(index, edit).text(),
        List.of(code, "content-differs", "end-head-differs"),
        List.of(code, "content-differs", "end-head-differs", "head-operation-missing"));
  }

  private void requests() {
    int requested = line().find("\"kind\":\"requested\"", id(2));
    add(
        "dropped-request",
        line().drop(requested).text(),
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
    SampleOperation waiting = request();
    add(
        "other-expiry",
        export(
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
    SampleOperation read = SampleExport.request(bundle, 2, at(), SampleExport.READ);
    List<String> withHead = new ArrayList<>(List.of(found));
    withHead.add("head-entry-missing");
    add(
        name,
        finished(
            read.edited(
                EvidenceKind.REQUESTED.key(read.id()),
                text -> text.replaceFirst(pattern, replacement))),
        List.of(found),
        withHead);
  }

  private void entries() {
    add(
        "dropped-entry",
        tampered(write -> write.without(EvidenceKind.VOTED.key(write.id(), "dana"))),
        List.of("reliance-broken", "voter-controllers-differ", "quorum-short", "count-differs"),
        List.of(
            "reliance-broken",
            "voter-controllers-differ",
            "quorum-short",
            "count-differs",
            "head-entry-missing"));
    add(
        "added-entry",
        tampered(write -> write.and(new Evidence.VoterController("olga", write.now()), "olga")),
        List.of("voter-controllers-differ", "count-differs"),
        List.of("voter-controllers-differ", "count-differs", "head-more"));
    add(
        "dropped-controller",
        tampered(write -> write.without(EvidenceKind.REQUESTER_CONTROLLER.key(write.id(), "sam"))),
        List.of("requester-controllers-differ", "count-differs"),
        List.of("requester-controllers-differ", "count-differs", "head-entry-missing"));
    add(
        "rewritten-entry",
        tampered(write ->
            write.instead(
                EvidenceKind.VOTED.key(write.id(), "dana"),
                Forgeries.withReason(Forgeries.vote(write, "dana"), "never mind"))),
        List.of("reliance-broken", "quorum-short"),
        List.of("reliance-broken", "quorum-short", "head-differs"));
    add(
        "rewritten-request",
        tampered(write ->
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

  private void votes() {
    add(
        "vote-by-controller",
        written(request().voted("dana", Verdict.APPROVED).voted("sam", Verdict.APPROVED)),
        List.of("vote-by-controller"),
        List.of("vote-by-controller", "head-differs"));
    add(
        "vote-by-stranger",
        written(request().voted("dana", Verdict.APPROVED).voted("zoe", Verdict.APPROVED)),
        List.of("voter-unknown"),
        List.of("voter-unknown", "head-differs"));
    add(
        "vote-in-other-groups",
        written(
            request()
                .voted("dana", Verdict.APPROVED)
                .voted("olga", Verdict.APPROVED, SampleOperation.sorted("dba"))),
        List.of("vote-by-controller", "voter-groups-differ"),
        List.of("vote-by-controller", "voter-groups-differ", "head-differs"));
    add(
        "vote-of-who-was-not-asked",
        written(
            request()
                .voted("dana", Verdict.APPROVED)
                .voted("mei", Verdict.APPROVED, new TreeSet<>())),
        List.of("voter-not-asked", "quorum-short"),
        List.of("voter-not-asked", "quorum-short", "head-differs"));
    SampleOperation one = request().voted("dana", Verdict.APPROVED).voted("mei", Verdict.APPROVED);
    add(
        "voted-twice",
        written(
            one.instead(
                    EvidenceKind.VOTED.key(one.id(), "mei"),
                    Forgeries.withControllers(Forgeries.vote(one, "mei"), "dana"))
                .without(EvidenceKind.VOTER_CONTROLLER.key(one.id(), "mei"))),
        List.of("voted-twice", "voter-unknown"),
        List.of("voted-twice", "voter-unknown", "head-entry-missing"));
    SampleOperation early =
        request().voted("dana", Verdict.APPROVED).voted("mei", Verdict.APPROVED);
    add(
        "voted-before-signing-in",
        written(
            early.instead(
                EvidenceKind.VOTED.key(early.id(), "mei"),
                Forgeries.signedInAt(
                    Forgeries.vote(early, "mei"), early.now().plus(Duration.ofHours(1))))),
        List.of("voter-not-signed-in"),
        List.of("voter-not-signed-in", "head-differs"));
    add(
        "vote-too-late",
        written(
            request()
                .voted("dana", Verdict.APPROVED)
                .after(Duration.ofHours(1))
                .voted("mei", Verdict.APPROVED)),
        List.of("vote-too-late"),
        List.of("vote-too-late", "head-differs"));
    add(
        "quorum-short",
        written(request().voted("dana", Verdict.APPROVED)),
        List.of("quorum-short"),
        List.of("quorum-short", "head-entry-missing"));
    SampleOperation two = request().voted("dana", Verdict.APPROVED).voted("mei", Verdict.APPROVED);
    add(
        "approval-names-one-vote",
        finished(two.approvedBy(two.hashes(EvidenceKind.VOTED).subList(0, 1))),
        List.of("quorum-short"),
        List.of("quorum-short", "head-differs"));
    SampleOperation other = SampleExport.approved(bundle, 3, SampleExport.MORNING);
    add(
        "approval-names-other-vote",
        finished(
            request()
                .voted("dana", Verdict.APPROVED)
                .voted("mei", Verdict.APPROVED)
                .approvedBy(other.hashes(EvidenceKind.VOTED))),
        List.of("reliance-broken", "quorum-short"),
        List.of("reliance-broken", "quorum-short", "head-differs"));
    add(
        "approval-names-refusal",
        written(request().voted("dana", Verdict.APPROVED).voted("mei", Verdict.REFUSED)),
        List.of("approval-names-refusal", "quorum-short"),
        List.of("approval-names-refusal", "quorum-short", "head-differs"));
    add(
        "vote-after-the-end",
        finished(
            request()
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
    add(
        "nobody-refused",
        export(request().voted("dana", Verdict.APPROVED).voted("mei", Verdict.APPROVED).refused()),
        List.of("nobody-refused"),
        List.of("nobody-refused", "head-entry-missing"));
    add(
        "older-than-its-grounds",
        finished(SampleExport.approved(bundle, 2, at()).after(Duration.ofMinutes(-5))),
        List.of("older-than-its-grounds"),
        List.of("older-than-its-grounds", "head-differs"));
    add(
        "younger-than-the-export",
        tampered(write -> write.after(Duration.ofDays(3)).collected()),
        List.of("in-the-future"));
    add(
        "collected-by-another",
        tampered(write ->
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
        request().voted("dana", Verdict.APPROVED).voted("mei", Verdict.APPROVED);
    add(
        name,
        written(
            write.edited(
                EvidenceKind.VOTED.key(write.id(), "mei"),
                text -> text.replaceFirst(pattern, replacement))),
        List.of(code),
        List.of(code, "head-differs"));
  }

  private void lives() {
    SampleOperation waiting = request();
    add(
        "started-without-approval",
        finished(waiting),
        List.of("reliance-wrong", "started-without-approval"),
        List.of("reliance-wrong", "started-without-approval", "head-entry-missing"));
    add(
        "two-ends",
        tampered(SampleOperation::unknown),
        List.of("excludes-each-other"),
        List.of("excludes-each-other", "head-more"));
    add(
        "started-and-cancelled",
        tampered(SampleOperation::cancelled),
        List.of("excludes-each-other"),
        List.of("excludes-each-other", "head-more"));
    add(
        "run-although-denied",
        finished(SampleExport.request(bundle, 2, at(), SampleExport.SCHEMA)),
        List.of("not-for-this-decision"),
        List.of("not-for-this-decision", "head-entry-missing"));
    add(
        "estimated-although-permitted",
        export(SampleExport.request(bundle, 2, at(), SampleExport.READ).estimated(1)),
        List.of("not-for-this-decision"),
        List.of("not-for-this-decision", "head-entry-missing"));
    add(
        "tried-although-not-permitted",
        export(SampleExport.request(bundle, 2, at(), SampleExport.WRITE_TO_ALL).tried().counted(1)),
        List.of("not-for-this-decision"),
        List.of("not-for-this-decision", "head-entry-missing"));
    tried("tried-although-it-exposes", SampleExport.EXPOSING);
    tried("tried-although-it-adds-rows", "insert into public.customers (id) values (9)");
    tried(
        "tried-although-two-changes",
        "with gone as (delete from public.customers where id = 9)"
            + " update public.customers set id = 8 where id = 7");
    add(
        "counted-without-dry-run",
        export(SampleExport.request(bundle, 2, at(), SampleExport.WRITE).counted(1)),
        List.of("no-grounds"),
        List.of("no-grounds", "head-entry-missing"));
    add(
        "expired-early",
        export(SampleExport.request(bundle, 2, at(), SampleExport.WRITE).expired()),
        List.of("expired-early"),
        List.of("expired-early", "head-entry-missing"));
    add(
        "started-too-late",
        finished(SampleExport.approved(bundle, 2, at()).after(Duration.ofMinutes(62))),
        List.of("started-too-late"),
        List.of("started-too-late", "head-differs"));
    add(
        "wrong-count",
        tampered(write ->
            write.instead(
                EvidenceKind.FINISHED.key(write.id()),
                Forgeries.counting(write.file().evidence(Evidence.Finished.class).getFirst(), 12))),
        List.of("count-differs"),
        List.of("count-differs", "head-differs"));
    add(
        "end-without-start",
        tampered(write -> write.without(EvidenceKind.STARTED.key(write.id()))),
        List.of("reliance-broken", "no-grounds", "count-differs"),
        List.of("reliance-broken", "no-grounds", "count-differs", "head-entry-missing"));
    add(
        "answer-of-what-failed",
        export(
            SampleExport.request(bundle, 2, at(), SampleExport.READ)
                .started()
                .unknown()
                .answered(SampleExport.ANSWER)),
        List.of("answer-without-end"),
        List.of("answer-without-end", "head-entry-missing"));
    add(
        "answer-names-other-rows",
        export(
            SampleExport.request(bundle, 2, at(), SampleExport.READ)
                .started()
                .finished("{\"result\":{\"digest\":\"" + Digest.ofText("rows") + "\"}}")),
        List.of("result-differs"),
        List.of("result-differs", "head-entry-missing"));
  }

  /** A dry run that policy permits, of what may not be tried. */
  private void tried(String name, String statement) {
    add(
        name,
        export(SampleExport.request(bundle, 2, at(), statement).tried().counted(1)),
        List.of("not-for-this-decision"),
        List.of("not-for-this-decision", "head-entry-missing"));
  }

  private void policies() {
    add(
        "decision-changed",
        finished(
            SampleExport.request(bundle, 2, at(), SampleExport.WRITE)
                .instead(
                    EvidenceKind.REQUESTED.key(new OperationId(id(2))),
                    Forgeries.permitted(Forgeries.requested(request())))),
        List.of("decision-differs"),
        List.of("decision-differs", "head-entry-missing"));
    add(
        "other-text",
        tampered(write ->
            write.instead(
                EvidenceKind.REQUESTED.key(write.id()),
                Forgeries.withText(Forgeries.requested(write), "delete from public.customers"))),
        List.of("reliance-broken", "text-differs", "approval-digest-differs"),
        List.of("reliance-broken", "text-differs", "approval-digest-differs", "head-differs"));
    add(
        "unmasked",
        finished(
            SampleExport.request(bundle, 2, at(), SampleExport.READ)
                .instead(
                    EvidenceKind.REQUESTED.key(new OperationId(id(2))),
                    Forgeries.unmasked(
                        Forgeries.requested(
                            SampleExport.request(bundle, 2, at(), SampleExport.READ))))),
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
    SampleOperation write = SampleExport.approved(bundle, 2, at(), SampleExport.EXPOSING);
    List<String> all = new ArrayList<>(List.of("reliance-broken"));
    all.addAll(List.of(found));
    List<String> withHead = new ArrayList<>(all);
    withHead.add("head-differs");
    add(
        name,
        finished(
            write.edited(
                EvidenceKind.REQUESTED.key(write.id()),
                text -> text.replaceFirst(pattern, replacement))),
        all,
        withHead);
  }

  private void heads() throws IOException {
    List<SampleOperation> operations = SampleExport.small(bundle);
    add(
        "cut-at-the-end",
        SampleExport.write(bundle, operations.subList(0, 1)).text(),
        NOTHING,
        List.of("head-operation-missing"));
    add(
        "missing-operation",
        SampleExport.write(bundle, operations.subList(1, 2)).text(),
        NOTHING,
        List.of("head-operation-missing"));
    SampleOperation read = operations.getFirst();
    String collected =
        read.file().entries().stream()
            .map(recorded -> recorded.entry().key())
            .filter(key -> key.kind().startsWith("collected#"))
            .findFirst()
            .orElseThrow()
            .kind()
            .substring("collected#".length());
    add(
        "dropped-collection",
        SampleExport.write(
                bundle,
                List.of(
                    read.without(EvidenceKind.COLLECTED.key(read.id(), collected)),
                    operations.get(1)))
            .text(),
        NOTHING,
        List.of("head-entry-missing"));
    add(
        "cut-and-said-to-end-there",
        SampleExport.write(
                bundle, operations.subList(1, 2), SampleExport.MORNING.plus(Duration.ofHours(1)))
            .text(),
        NOTHING,
        List.of("head-not-reached", "head-operation-missing"));
    add("other-scope", filtered(), NOTHING, List.of("head-not-comparable"));
  }

  private String filtered() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Scope scope =
        new Scope(
            Optional.empty(), SampleExport.EXPORTED, new TreeMap<>(Map.of("connection", "orders")));
    ExportWriter writer = new ExportWriter(output, SampleExport.EXPORTED, scope, bundle);
    for (SampleOperation operation : SampleExport.small(bundle)) {
      writer.add(KeptCase.of(operation.file(), operation.answer()));
    }
    writer.end();
    return output.toString(StandardCharsets.UTF_8);
  }

  private void add(String name, String export, List<String> found) {
    vectors.add(new Vector(name, export, found));
  }

  private void add(String name, String export, List<String> alone, List<String> withHead) {
    vectors.add(new Vector(name, export, alone, withHead));
  }

  private Lines line() {
    return Lines.of(sound.text());
  }

  private static String id(int number) {
    return String.format("op-%032x", number);
  }

  private static Instant at() {
    return SampleExport.MORNING.plusSeconds(60);
  }

  private SampleOperation request() {
    return SampleExport.request(bundle, 2, at(), SampleExport.WRITE).notified("dana", "mei");
  }

  /** The export in which this stands in the place of the approved write. */
  private String export(SampleOperation write) {
    return SampleExport.write(bundle, List.of(SampleExport.small(bundle).getFirst(), write)).text();
  }

  private String tampered(UnaryOperator<SampleOperation> tamper) {
    return export(tamper.apply(SampleExport.small(bundle).get(1)));
  }

  private String written(SampleOperation voted) {
    return finished(voted.approved());
  }

  private String finished(SampleOperation cleared) {
    return export(cleared.started().finished(SampleExport.ANSWER));
  }
}
