package dev.countersign.record;

import java.time.InstantSource;

final class InMemoryEvidenceLogTest
    implements EvidenceLogContract, EvidenceRaceContract, OpenOperationsContract {

  private final SettableClock clock = new SettableClock(SampleEvidence.ASKED);
  private final InMemoryEvidenceLog log = new InMemoryEvidenceLog(clock);

  @Override
  public EvidenceLog log() {
    return log;
  }

  @Override
  public EvidenceLog log(InstantSource judged) {
    return new InMemoryEvidenceLog(judged);
  }

  @Override
  public OpenOperations open() {
    return log;
  }
}
