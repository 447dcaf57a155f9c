package dev.countersign.verify;

import dev.countersign.canonical.Digest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What an auditor keeps of an export in order to see, in a later one, that something is gone: how
 * many operations and entries there were up to an instant, and a digest over the place and hash of
 * each, for every day and in all.
 *
 * @param scope what the export was asked for
 * @param until the instant: only operations requested, and entries recorded, no later are counted
 * @param days the days on which something was requested, in their order
 * @param total all of them together
 */
public record Head(Scope scope, Instant until, List<Day> days, Total total) {

  public Head {
    days = List.copyOf(days);
  }

  /**
   * The operations of one day.
   *
   * @param day the day in UTC on which they were requested
   * @param operations how many there are
   * @param entries how many entries they have
   * @param digest of a line {@code <place> <hash>} for each entry, in the export's order
   */
  public record Day(LocalDate day, long operations, long entries, Digest digest) {}

  /**
   * All operations.
   *
   * @param operations how many there are
   * @param entries how many entries they have
   * @param digest of every line of the written head before this one
   */
  public record Total(long operations, long entries, Digest digest) {}
}
