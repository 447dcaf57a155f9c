package dev.countersign.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The explorer over the real duties, the real core and the real DynamoDB adapter. */
class HistoriesTest {

  /** What must have happened many times, or the explorer looked away. */
  private static final List<String> TRIED =
      List.of(
          "ran",
          "wrote intake/requested",
          "wrote intake/cancelled",
          "wrote intake/stop-asked",
          "wrote intake/collected",
          "wrote approval/notified",
          "wrote approval/voted",
          "wrote approval/approved",
          "wrote approval/refused",
          "wrote approval/expired",
          "wrote execution/started",
          "wrote execution/finished",
          "wrote execution/failed",
          "wrote execution/unknown",
          "wrote execution/voided",
          "told NothingRan",
          "told Counted",
          "fault THROTTLED",
          "fault CONTENDED",
          "fault REQUEST_LOST",
          "fault ANSWER_LOST",
          "fault DELAYED",
          "fault CRASH_BEFORE",
          "fault CRASH_AFTER");

  @Test
  void noHistoryBreaksARule() throws Exception {
    int histories = Integer.getInteger("countersign.histories", 20_000);
    long seed = Long.getLong("countersign.seed", 1);
    Coverage coverage = new Coverage(true);
    long begun = System.nanoTime();
    Optional<Explorer.Found> found =
        new Explorer(Store::inProcess, Plant.NONE).explore(seed, histories, coverage);
    System.out.printf(
        "%,d histories from seed %d in %s: %s%n",
        coverage.of("histories"), seed, Duration.ofNanos(System.nanoTime() - begun), coverage);
    assertThat(found.map(Explorer.Found::story)).isEmpty();
    if (histories >= 10_000) {
      assertThat(TRIED).allSatisfy(what -> assertThat(coverage.of(what)).as(what).isPositive());
    }
  }
}
