package dev.countersign.verify;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Compares an earlier head with what this export has up to the same instant. */
final class HeadComparison {

  private final Head earlier;
  private final Scope scope;
  private final HeadTally now;

  HeadComparison(Head earlier, Scope scope) {
    this.earlier = earlier;
    this.scope = scope;
    this.now = new HeadTally(earlier.scope(), earlier.until());
  }

  /** What is counted up to the earlier head's instant. */
  HeadTally tally() {
    return now;
  }

  /** Reports what differs; says whether the two could be compared. */
  boolean end(Report report) {
    if (!scope.selectsLike(earlier.scope())) {
      report.add(new Finding.InHead(FindingCode.HEAD_NOT_COMPARABLE, Optional.empty()));
      return false;
    }
    if (scope.until().isBefore(earlier.until())) {
      report.add(new Finding.InHead(FindingCode.HEAD_NOT_REACHED, Optional.empty()));
    }
    Head found = now.end();
    SortedMap<LocalDate, Head.Day> before = byDay(earlier.days());
    SortedMap<LocalDate, Head.Day> after = byDay(found.days());
    SortedSet<LocalDate> days = new TreeSet<>(before.keySet());
    days.addAll(after.keySet());
    boolean named = false;
    for (LocalDate day : days) {
      Optional<FindingCode> difference =
          difference(Optional.ofNullable(before.get(day)), Optional.ofNullable(after.get(day)));
      difference.ifPresent(code -> report.add(new Finding.InHead(code, Optional.of(day))));
      named |= difference.isPresent();
    }
    if (!named && !found.total().equals(earlier.total())) {
      report.add(new Finding.InHead(FindingCode.HEAD_DIFFERS, Optional.empty()));
    }
    return true;
  }

  private static SortedMap<LocalDate, Head.Day> byDay(List<Head.Day> days) {
    SortedMap<LocalDate, Head.Day> byDay = new TreeMap<>();
    days.forEach(day -> byDay.put(day.day(), day));
    return byDay;
  }

  private static Optional<FindingCode> difference(
      Optional<Head.Day> before, Optional<Head.Day> after) {
    if (before.equals(after)) {
      return Optional.empty();
    }
    long operations = count(before, Head.Day::operations) - count(after, Head.Day::operations);
    long entries = count(before, Head.Day::entries) - count(after, Head.Day::entries);
    if (operations > 0) {
      return Optional.of(FindingCode.HEAD_OPERATION_MISSING);
    }
    if (entries > 0) {
      return Optional.of(FindingCode.HEAD_ENTRY_MISSING);
    }
    return Optional.of(
        operations < 0 || entries < 0 ? FindingCode.HEAD_MORE : FindingCode.HEAD_DIFFERS);
  }

  private static long count(Optional<Head.Day> day, ToLongFunction<Head.Day> counted) {
    return day.map(counted::applyAsLong).orElse(0L);
  }
}
