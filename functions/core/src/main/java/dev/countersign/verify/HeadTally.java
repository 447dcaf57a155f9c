package dev.countersign.verify;

import dev.countersign.canonical.RunningDigest;
import dev.countersign.record.CaseFile.Recorded;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a head out of operations that come in the order of an export. It keeps one line for each
 * day and nothing of the operations.
 */
final class HeadTally {

  private final Scope scope;
  private final Instant until;
  private final List<Head.Day> days = new ArrayList<>();
  private final RunningDigest all = new RunningDigest();
  private final RunningDigest places = new RunningDigest();
  private Optional<LocalDate> day = Optional.empty();
  private long operationsOfDay;
  private long entriesOfDay;
  private long operations;
  private long entries;

  HeadTally(Scope scope, Instant until) {
    this.scope = scope;
    this.until = until;
    all.add(HeadText.opening(scope, until));
  }

  /** Counts what of this operation was recorded in time; the rest is of a later head. */
  void add(Instant requestedAt, List<Recorded> recorded) {
    if (requestedAt.isAfter(until)) {
      return;
    }
    LocalDate requestedOn = requestedAt.atZone(ZoneOffset.UTC).toLocalDate();
    if (!day.equals(Optional.of(requestedOn))) {
      endDay();
      day = Optional.of(requestedOn);
    }
    long before = entriesOfDay;
    for (Recorded one : recorded) {
      if (!one.evidence().at().isAfter(until)) {
        places.add(one.entry().key() + " " + one.entry().hash() + "\n");
        entriesOfDay++;
      }
    }
    operationsOfDay += entriesOfDay > before ? 1 : 0;
  }

  private void endDay() {
    if (entriesOfDay > 0) {
      Head.Day ended = new Head.Day(day.orElseThrow(), operationsOfDay, entriesOfDay, places.end());
      days.add(ended);
      all.add(HeadText.line(ended));
    }
    operations += operationsOfDay;
    entries += entriesOfDay;
    operationsOfDay = 0;
    entriesOfDay = 0;
  }

  /** The head of all that was added; nothing can be added after it. */
  Head end() {
    endDay();
    return new Head(scope, until, days, new Head.Total(operations, entries, all.end()));
  }
}
