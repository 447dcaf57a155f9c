package dev.countersign.mask;

import java.util.Map;
import java.util.TreeMap;

/** Replacements of parts of a text by their offsets, which never overlap. */
final class Splices {

  private final String text;
  private final TreeMap<Integer, Splice> byStart = new TreeMap<>();

  private record Splice(int end, String replacement) {}

  Splices(String text) {
    this.text = text;
  }

  void replace(int start, int end, String replacement) {
    Map.Entry<Integer, Splice> before = byStart.lowerEntry(end);
    if (start > end || (before != null && before.getValue().end() > start)) {
      throw new IllegalStateException("two splices overlap");
    }
    byStart.put(start, new Splice(end, replacement));
  }

  String slice(int start, int end) {
    return text.substring(start, end);
  }

  String apply() {
    StringBuilder result = new StringBuilder();
    int from = 0;
    for (Map.Entry<Integer, Splice> each : byStart.entrySet()) {
      result.append(text, from, each.getKey()).append(each.getValue().replacement());
      from = each.getValue().end();
    }
    return result.append(text.substring(from)).toString();
  }
}
