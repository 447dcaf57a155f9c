package dev.countersign.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The explorer finds every bug that is planted: what it passes is worth something. */
class PlantsTest {

  private static final int HISTORIES = 5_000;
  private static final long SEED = 1;

  @ParameterizedTest
  @EnumSource
  void aPlantedBugIsFound(Plants plant) throws Exception {
    Coverage coverage = new Coverage(true);
    Optional<Explorer.Found> found =
        new Explorer(Store::inProcess, plant).rule(plant.rule).explore(SEED, HISTORIES, coverage);
    assertThat(found).as("within %,d histories", HISTORIES).isPresent();
    System.out.printf(
        "%s: found with seed %d, %d events, within %,d histories%n",
        plant, found.get().seed(), found.get().history().size(), coverage.of("histories"));
    assertThat(found.get().violations())
        .as(found.get().story())
        .anyMatch(violation -> violation.startsWith(plant.rule + ":"));
  }
}
