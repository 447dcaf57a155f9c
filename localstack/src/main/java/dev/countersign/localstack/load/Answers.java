package dev.countersign.localstack.load;

import dev.countersign.localstack.plane.PlaneClient.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What clients were answered, and how long it took. */
public final class Answers {

  private final Map<String, Integer> statuses = new TreeMap<>();
  private final Map<String, Integer> improper = new TreeMap<>();
  private final List<Long> nanosOfAnswers = new ArrayList<>();

  synchronized void add(Reply reply, long nanos) {
    String said = (reply.status() + " " + reply.problem()).strip();
    statuses.merge(said, 1, Integer::sum);
    if (!isProper(reply)) {
      String without = reply.retryAfter().isEmpty() ? " without Retry-After" : "";
      improper.merge(said + without, 1, Integer::sum);
    }
    if (reply.status() == 200) {
      nanosOfAnswers.add(nanos);
    }
  }

  synchronized void addBroken() {
    statuses.merge("no answer", 1, Integer::sum);
    improper.merge("no answer", 1, Integer::sum);
  }

  /** Beyond its capacity the plane says so, and when to come again. It says nothing else. */
  private static boolean isProper(Reply reply) {
    return switch (reply.status()) {
      case 200 -> true;
      case 202, 429, 503 -> reply.retryAfter().isPresent();
      default -> false;
    };
  }

  /** How often each status and problem came. */
  public synchronized Map<String, Integer> statuses() {
    return Map.copyOf(statuses);
  }

  /** What may not come, and how often it did. */
  public synchronized Map<String, Integer> improper() {
    return Map.copyOf(improper);
  }

  /** How many answers came. */
  public synchronized int count() {
    return nanosOfAnswers.size();
  }

  /** The time that this share of the answers took at most, in milliseconds. */
  public synchronized double percentileMillis(double share) {
    List<Long> sorted = nanosOfAnswers.stream().sorted().toList();
    return sorted.isEmpty()
        ? 0
        : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size()))) / 1e6;
  }
}
