package dev.countersign.verify.command;

import java.util.List;
import java.util.function.UnaryOperator;

/** Exports whose lines, or the documents in them, were edited. */
final class LineVectors {

  private final VectorSource source;

  LineVectors(VectorSource source) {
    this.source = source;
  }

  void add() {
    lines();
    brokenLines();
    documents();
  }

  private void lines() {
    int vote = source.line().find("voted#dana");
    int finished = source.line().find("\"kind\":\"finished\"");
    source.add(
        "changed-byte",
        source.line().edit(vote, text -> text.replace("as agreed", "as Agreed")).text(),
        List.of("hash-differs", "content-differs", "end-head-differs"),
        List.of("hash-differs", "content-differs", "end-head-differs", "head-operation-missing"));
    source.add(
        "dropped-line",
        source.line().drop(vote).text(),
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
    source.add(
        "repeated-line",
        source.line().twice(finished).text(),
        List.of("place-twice", "content-differs", "counts-differ", "end-head-differs"),
        List.of(
            "place-twice",
            "content-differs",
            "counts-differ",
            "end-head-differs",
            "head-operation-missing"));
    source.add(
        "reordered-entries",
        source.line().swap(vote, vote + 1).text(),
        List.of("entries-out-of-order", "content-differs"));
    source.add(
        "moved-entry",
        source
            .line()
            .edit(
                source.line().find("\"kind\":\"started\"", VectorSource.id(1)),
                text ->
                    text.replace(
                        ",\"operation\":\"" + VectorSource.id(1) + "\"}",
                        ",\"operation\":\"" + VectorSource.id(2) + "\"}"))
            .move(
                source.line().find("\"kind\":\"started\"", VectorSource.id(1)),
                source.line().find("finished", VectorSource.id(2)))
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
    source.add(
        "answer-changed",
        source
            .line()
            .edit(source.line().find("\"line\":\"answer\""), text -> text.replace("***", "a@b.c"))
            .text(),
        List.of("answer-differs", "content-differs"));
    source.add(
        "bundle-changed",
        source
            .line()
            .edit(
                source.line().find("\"line\":\"bundle\""),
                text -> text.replace("@quorum(\\\\\\\"2", "@quorum(\\\\\\\"1"))
            .text(),
        List.of("bundle-changed", "bundle-missing", "content-differs"));
    source.add(
        "bundle-dropped",
        source.line().drop(source.line().find("\"line\":\"bundle\"")).text(),
        List.of("bundle-missing", "content-differs", "counts-differ"));
    source.add(
        "cut-in-a-line",
        source.sound().text().substring(0, source.sound().text().length() - 700),
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
    source.add(
        "cut-before-the-closing-line",
        source.line().drop(source.line().size() - 1).text(),
        List.of("end-missing"));
  }

  private void brokenLines() {
    source.add(
        "other-format",
        source.line().edit(0, text -> text.replace("\"version\":1", "\"version\":2")).text(),
        List.of("not-an-export"));
    source.add(
        "unknown-line",
        source
            .line()
            .edit(
                source.line().find("\"line\":\"answer\""), text -> text.replace("answer", "reply"))
            .text(),
        List.of("line-unknown", "content-differs", "counts-differ"));
    source.add(
        "answer-before-its-operation",
        source.line().move(source.line().find("\"line\":\"answer\""), 2).text(),
        List.of("line-out-of-place", "content-differs"));
    source.add(
        "line-after-the-end",
        source.line().twice(source.line().size() - 1).text(),
        List.of("line-out-of-place"));
    Lines swapped = source.line();
    int first = swapped.find("\"line\":\"entry\"", VectorSource.id(1));
    int second = swapped.find("\"line\":\"entry\"", VectorSource.id(2));
    for (int moved = first; moved < second; moved++) {
      swapped.move(first, swapped.size() - 2);
    }
    source.add(
        "reordered-operations",
        swapped.text(),
        List.of("operations-out-of-order", "content-differs", "end-head-differs"),
        List.of(
            "operations-out-of-order",
            "content-differs",
            "end-head-differs",
            "head-operation-missing"));
    source.add(
        "shorter-scope",
        source
            .line()
            .edit(0, text -> text.replace("\"until\":\"2026-11-22", "\"until\":\"2026-11-19"))
            .text(),
        List.of("out-of-scope", "content-differs", "end-head-differs"),
        List.of(
            "out-of-scope",
            "content-differs",
            "end-head-differs",
            "head-not-reached",
            "head-operation-missing"));
    source.add(
        "unknown-place",
        source
            .line()
            .edit(
                source.line().find("voted#dana"),
                text -> text.replace("\"kind\":\"voted#", "\"kind\":\"vote#"))
            .text(),
        List.of("place-unknown", "content-differs", "end-head-differs"),
        List.of("place-unknown", "content-differs", "end-head-differs", "head-operation-missing"));
  }

  private void documents() {
    int vote = source.line().find("voted#dana");
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
    source.add(
        "bundle-of-other-files",
        source.line().editDocument(1, text -> text.replace("people.yaml", "persons.yaml")).text(),
        List.of("bundle-unreadable", "bundle-missing", "content-differs"));
    source.add(
        "bundle-of-other-policies",
        source
            .line()
            .editDocument(1, text -> text.replace("@quorum(\\\"2", "@quorum(\\\"1"))
            .text(),
        List.of("bundle-missing", "content-differs"));
  }

  private void document(String name, int index, UnaryOperator<String> edit, String code) {
    source.add(
        name,
        source.line().editDocument(index, edit).text(),
        List.of(code, "content-differs", "end-head-differs"),
        List.of(code, "content-differs", "end-head-differs", "head-operation-missing"));
  }
}
