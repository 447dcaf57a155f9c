package dev.countersign.record;

import java.time.InstantSource;

final class InMemoryEvidenceLogTest implements EvidenceLogContract, EvidenceRaceContract {

  private final SettableClock clock = new SettableClock(SampleEvidence.ASKED);
  private final EvidenceLog log = new InMemoryEvidenceLog(clock);

  @Override
  public EvidenceLog log() {
    return log;
  }

  @Override
  public EvidenceLog log(InstantSource judged) {
    return new InMemoryEvidenceLog(judged);
  }
}
