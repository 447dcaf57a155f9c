package dev.countersign.localstack.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A short run of the harness; `./countersign crash` is the long one. */
final class CrashTest {

  private static final int KILLS = 8;

  @Test
  void nothingIsLostRunTwiceOrRunWithoutItsClearance() throws Exception {
    long seed = RandomGenerator.getDefault().nextLong();
    CrashReport report = new CrashRun(KILLS, seed, System.out::println).run();
    System.out.print(report.text());
    assertThat(report.findings()).as("seed %d", seed).isEmpty();
    assertThat(report.broken()).as("seed %d", seed).isEmpty();
  }
}
