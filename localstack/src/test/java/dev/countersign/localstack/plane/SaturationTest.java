package dev.countersign.localstack.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.load.Answers;
import dev.countersign.localstack.load.Saturation;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More clients than functions; `./countersign load` is the long form. */
final class SaturationTest {

  private static final int CLIENTS = 12;

  @Test
  void beyondItsCapacityThePlaneSaysSoAndWhenToComeAgain()
      throws IOException, InterruptedException {
    Answers answers = new Saturation(TestPlane.shared()).run(CLIENTS, Duration.ofSeconds(10));
    System.out.println(CLIENTS + " clients at once: " + answers.statuses());
    assertThat(answers.improper()).isEmpty();
    assertThat(answers.count()).isPositive();
    assertThat(answers.statuses().keySet()).anyMatch(said -> said.matches("(429|503).*"));
  }
}
