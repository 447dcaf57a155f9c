package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One run through a branch: of the machine itself, of a branch of Parallel, of an item of Map. Its
 * place is the same again after a restart, so facts are kept under it. Used by one thread, except
 * for {@link #end} and {@link #isOver}.
 */
final class Frame {
  private final String place;
  private final @Nullable Frame parent;
  private final boolean inHistory;
  private final @Nullable JsonNode item;
  private long lastEvent;
  private volatile boolean over;

  private Frame(
      String place,
      @Nullable Frame parent,
      boolean inHistory,
      @Nullable JsonNode item,
      long lastEvent) {
    this.place = place;
    this.parent = parent;
    this.inHistory = inHistory;
    this.item = item;
    this.lastEvent = lastEvent;
  }

  static Frame root() {
    return new Frame("", null, true, null, 0);
  }

  Frame branch(String childPlace, long after) {
    return new Frame(childPlace, this, inHistory, item, after);
  }

  /**
   * The run for an item of Map, which the context object shows; a distributed run has a history of
   * its own.
   */
  Frame item(String childPlace, long after, boolean distributed, JsonNode newItem) {
    return new Frame(childPlace, this, inHistory && !distributed, newItem, after);
  }

  /** Under which the facts of the numbered step are kept. */
  String step(int number) {
    return place + "/" + number;
  }

  @Nullable JsonNode item() {
    return item;
  }

  boolean inHistory() {
    return inHistory;
  }

  long lastEvent() {
    return lastEvent;
  }

  void follow(Fact fact) {
    if (fact.eventId() > 0) {
      lastEvent = fact.eventId();
    }
  }

  /** From now on nothing of this run, or of runs within it, is recorded. */
  void end() {
    over = true;
  }

  boolean isOver() {
    return over || (parent != null && parent.isOver());
  }
}
