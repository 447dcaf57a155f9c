package dev.countersign.localstack.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The course of every process's memory. It is flat if the median of the last two minutes is at most
 * a tenth above that of the third and fourth minute, in which everything is warm.
 */
final class MemoryCourse {

  static final double MOST = 1.10;

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration WARM = Duration.ofMinutes(2);
  private static final Duration WINDOW = Duration.ofMinutes(2);

  private record Sample(Duration at, long kilobytes) {}

  private final Map<String, List<Sample>> samples = new TreeMap<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Instant begun = Instant.now();

  /** Takes samples until it is ended. */
  void take() {
    while (!over.get()) {
      Duration at = Duration.between(begun, Instant.now());
      synchronized (samples) {
        Memory.kilobytes()
            .forEach((process, kilobytes) ->
                samples
                    .computeIfAbsent(process, name -> new ArrayList<>())
                    .add(new Sample(at, kilobytes)));
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  void end() {
    over.set(true);
  }

  /** A line for each process that lived all the time: both medians and their ratio. */
  List<Line> lines() {
    Duration all = Duration.between(begun, Instant.now());
    List<Line> lines = new ArrayList<>();
    synchronized (samples) {
      samples.forEach((process, course) -> {
        long early = median(course, WARM, WARM.plus(WINDOW));
        long late = median(course, all.minus(WINDOW), all);
        if (early > 0 && late > 0) {
          lines.add(new Line(process, early, late));
        }
      });
    }
    return lines;
  }

  private static long median(List<Sample> course, Duration from, Duration to) {
    List<Long> sorted =
        course.stream()
            .filter(sample -> sample.at().compareTo(from) >= 0 && sample.at().compareTo(to) < 0)
            .map(Sample::kilobytes)
            .sorted()
            .toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  /**
   * One process.
   *
   * @param process its name and id
   * @param early the median of the third and fourth minute, in kilobytes
   * @param late the median of the last two minutes, in kilobytes
   */
  record Line(String process, long early, long late) {

    boolean isFlat() {
      return late <= early * MOST;
    }
  }
}
