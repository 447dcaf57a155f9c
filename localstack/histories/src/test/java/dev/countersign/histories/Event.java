package dev.countersign.histories;

import java.time.Instant;
import java.util.List;

/** Something that happened in a history, as an observer outside the plane sees it. */
sealed interface Event {

  /** A call of a duty began. */
  record Begun(int call, Deed deed, Instant at) implements Event {}

  /** A call came to its end: what its caller was told. */
  record Ended(int call, Told told) implements Event {}

  /** The store took an entry. */
  record Wrote(int call, String operation, String kind, Instant at) implements Event {}

  /** The target was given a statement to run. */
  record Ran(int call, String operation, String host, String text, List<String> parameters)
      implements Event {
    public Ran {
      parameters = List.copyOf(parameters);
    }
  }

  /** Something failed, or the process died. */
  record Faulted(int call, String where, Fault fault) implements Event {}

  /** People or rules changed. */
  record Changed(Era era) implements Event {}

  /** Time has passed. */
  record Jumped(Instant now) implements Event {}

  /** No more faults, and the sweep had its time, while what waits for votes may still wait. */
  record Swept() implements Event {}

  /** No more faults, and everybody had their time. */
  record Settled() implements Event {}
}
