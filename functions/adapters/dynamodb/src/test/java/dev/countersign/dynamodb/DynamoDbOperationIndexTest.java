package dev.countersign.dynamodb;

import dev.countersign.record.EvidenceLog;
import dev.countersign.record.OperationIndex;
import dev.countersign.record.OperationIndexContract;
import dev.countersign.record.SampleEvidence;
import java.time.InstantSource;

final class DynamoDbOperationIndexTest implements OperationIndexContract {

  private final TableNames tables = LocalTables.create();

  @Override
  public EvidenceLog log() {
    return new DynamoDbEvidenceLog(
        LocalTables.tryingOnce(), tables, InstantSource.fixed(SampleEvidence.ASKED));
  }

  @Override
  public OperationIndex index() {
    return new DynamoDbOperationIndex(LocalTables.patient(), tables);
  }
}
