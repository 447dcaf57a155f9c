package dev.countersign.verify.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.Digest;
import dev.countersign.canonical.InvalidJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tampers with the lines of an export, as somebody does who edits the file. */
final class Lines {

  private final List<String> lines;

  private Lines(List<String> lines) {
    this.lines = lines;
  }

  static Lines of(String export) {
    return new Lines(new ArrayList<>(List.of(export.split("\n"))));
  }

  int size() {
    return lines.size();
  }

  /** The index of the first line with all of these texts. */
  int find(String... texts) {
    for (int index = 0; index < lines.size(); index++) {
      if (List.of(texts).stream().allMatch(lines.get(index)::contains)) {
        return index;
      }
    }
    throw new AssertionError("no line has " + List.of(texts));
  }

  boolean isEntry(int index) {
    return lines.get(index).contains("\"line\":\"entry\"");
  }

  Lines drop(int index) {
    lines.remove(index);
    return this;
  }

  Lines twice(int index) {
    lines.add(index, lines.get(index));
    return this;
  }

  Lines swap(int one, int other) {
    Collections.swap(lines, one, other);
    return this;
  }

  Lines edit(int index, UnaryOperator<String> edit) {
    String before = lines.get(index);
    String after = edit.apply(before);
    if (after.equals(before)) {
      throw new AssertionError("the edit changes nothing");
    }
    lines.set(index, after);
    return this;
  }

  /** Edits the document in a line, and keeps it under the hash of what it is then. */
  Lines editDocument(int index, UnaryOperator<String> edit) {
    try {
      byte[] bytes = lines.get(index).getBytes(StandardCharsets.UTF_8);
      ObjectNode line = (ObjectNode) CanonicalJson.parse(bytes, bytes.length);
      String document = edit.apply(line.path("document").asText());
      line.put("document", document);
      line.put(line.has("hash") ? "hash" : "version", Digest.ofText(document).text());
      lines.set(index, new String(CanonicalJson.bytes(line), StandardCharsets.UTF_8));
      return this;
    } catch (InvalidJson e) {
      throw new AssertionError("not a line of an export", e);
    }
  }

  Lines move(int from, int to) {
    lines.add(to, lines.remove(from));
    return this;
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }
}
