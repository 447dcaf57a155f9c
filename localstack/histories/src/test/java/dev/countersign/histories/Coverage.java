package dev.countersign.histories;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each thing happened in the histories: what never happened was not tried. */
final class Coverage {

  private final boolean untilBad;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private volatile boolean bad;

  /** A count that asks for no more histories after a bad one, or does not. */
  Coverage(boolean untilBad) {
    this.untilBad = untilBad;
  }

  boolean isOver() {
    return untilBad && bad;
  }

  void count(List<Event> history, boolean isBad) {
    bad |= isBad;
    add("histories");
    for (Event event : history) {
      switch (event) {
        case Event.Begun begun -> add("call " + begun.deed().getClass().getSimpleName());
        case Event.Ended ended -> add("told " + ended.told().getClass().getSimpleName());
        case Event.Wrote wrote -> add("wrote " + wrote.kind().replaceAll("#.*", ""));
        case Event.Ran ran -> add("ran");
        case Event.Faulted faulted -> add("fault " + faulted.fault());
        case Event.Changed changed -> add("change of people or rules");
        case Event.Jumped jumped -> add("jump of time");
        case Event.Swept swept -> {}
        case Event.Settled settled -> {}
      }
    }
  }

  private void add(String what) {
    counts.computeIfAbsent(what, name -> new LongAdder()).increment();
  }

  long of(String what) {
    LongAdder count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  @Override
  public String toString() {
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach((what, count) -> sorted.put(what, count.sum()));
    return sorted.toString();
  }
}
