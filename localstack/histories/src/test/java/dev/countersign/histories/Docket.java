package dev.countersign.histories;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the oracle has seen of one operation: the first write of each entry, and every run. */
final class Docket {

  private static final Set<String> CLOSING =
      Set.of(
          "intake/cancelled",
          "approval/refused",
          "approval/expired",
          "execution/voided",
          "execution/finished",
          "execution/failed",
          "execution/unknown");

  private final Map<String, Event.Wrote> written = new LinkedHashMap<>();
  private final List<Event.Ran> runs = new ArrayList<>();

  static boolean closes(String kind) {
    return CLOSING.contains(kind);
  }

  /** Whether this is the first time that the entry is seen written. */
  boolean take(Event.Wrote wrote) {
    return written.putIfAbsent(wrote.kind(), wrote) == null;
  }

  boolean has(String kind) {
    return written.containsKey(kind);
  }

  boolean isClosed() {
    return written.keySet().stream().anyMatch(Docket::closes);
  }

  Event.Wrote wrote(String kind) {
    Event.Wrote wrote = written.get(kind);
    if (wrote == null) {
      throw new IllegalStateException("`" + kind + "` was not written");
    }
    return wrote;
  }

  List<Event.Wrote> votes() {
    return written.values().stream()
        .filter(wrote -> wrote.kind().startsWith("approval/voted#"))
        .toList();
  }

  void run(Event.Ran ran) {
    runs.add(ran);
  }

  List<Event.Ran> runs() {
    return List.copyOf(runs);
  }

  /** When approvers' time ends, at the latest. */
  Instant expiresAt(Kind kind) {
    return wrote("intake/requested").at().plus(kind.expiresAfter());
  }
}
