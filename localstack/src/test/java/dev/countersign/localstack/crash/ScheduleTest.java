package dev.countersign.localstack.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.crash.Schedule.Kill;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScheduleTest {

  private static final int PAIRS = Step.values().length * Victim.values().length;

  @Test
  void everyPairOfStepAndProcessIsKilledOnceInAsManyKills() {
    List<Kill> kills = Schedule.of(PAIRS, 11);
    assertThat(kills).hasSize(PAIRS).doesNotHaveDuplicates();
    Hits hits = new Hits();
    kills.forEach(kill -> hits.add(kill, "running"));
    assertThat(hits.missing()).isEmpty();
  }

  @Test
  void aShortScheduleHoldsEveryStepAndEveryProcess() {
    List<Kill> kills = Schedule.of(Step.values().length, 12);
    assertThat(kills).extracting(Kill::step).containsExactlyInAnyOrder(Step.values());
    assertThat(kills).extracting(Kill::victim).containsAll(Arrays.asList(Victim.values()));
  }

  @Test
  void oneSeedGivesOneSchedule() {
    assertThat(Schedule.of(2 * PAIRS, 13)).isEqualTo(Schedule.of(2 * PAIRS, 13));
    assertThat(Schedule.of(2 * PAIRS, 13)).isNotEqualTo(Schedule.of(2 * PAIRS, 14));
  }

  @Test
  void whatWasNotHitIsNamed() {
    Hits hits = new Hits();
    hits.add(new Kill(Step.ASKING, Victim.STORE), "nothing");
    assertThat(hits.missing())
        .hasSize(PAIRS - 1)
        .doesNotContain(new Kill(Step.ASKING, Victim.STORE));
  }
}
