package dev.countersign.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.operation.OperationId;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The rules hold for a caller who asks again, whatever the network does to the calls. */
final class FaultyEvidenceLogTest implements EvidenceLogContract, EvidenceRaceContract {

  private final FaultScript script = new FaultScript(RandomGenerator.getDefault().nextLong());
  private final EvidenceLog log = log(InstantSource.fixed(SampleEvidence.ASKED));

  @BeforeEach
  void tellTheSeed(TestReporter reporter) {
    reporter.publishEntry("script", script.toString());
  }

  @Override
  public EvidenceLog log() {
    return log;
  }

  @Override
  public EvidenceLog log(InstantSource clock) {
    return new RetryingEvidenceLog(new FaultyEvidenceLog(new InMemoryEvidenceLog(clock), script));
  }

  @Test
  void everyFaultIsPlayed() {
    OperationId id = OperationId.random(RandomGenerator.getDefault());
    for (int call = 0; call < 1_000; call++) {
      log.append(
          Append.of(
              EvidenceCodec.encode(
                  id, new Evidence.Started("1", SampleEvidence.ASKED, List.of()))));
    }
    assertThat(script.played()).containsOnlyKeys(FaultScript.Fault.values());
  }
}
