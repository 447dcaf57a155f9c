package dev.countersign.record;

import java.time.InstantSource;

final class InMemoryOperationIndexTest implements OperationIndexContract {

  private final InMemoryEvidenceLog log =
      new InMemoryEvidenceLog(InstantSource.fixed(SampleEvidence.ASKED));

  @Override
  public EvidenceLog log() {
    return log;
  }

  @Override
  public OperationIndex index() {
    return new InMemoryOperationIndex(log);
  }
}
