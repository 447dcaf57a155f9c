package dev.countersign.histories;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.dynamodb.DynamoDbEvidenceLog;
import dev.countersign.dynamodb.DynamoDbOpenOperations;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.EvidenceLogContract;
import dev.countersign.record.EvidenceRaceContract;
import dev.countersign.record.OpenOperations;
import dev.countersign.record.OpenOperationsContract;
import dev.countersign.record.SampleEvidence;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What stands for DynamoDB in the histories holds what DynamoDB Local holds. */
final class InProcessDynamoDbTest
    implements EvidenceLogContract, EvidenceRaceContract, OpenOperationsContract {

  private final DynamoDbClient client = new InProcessDynamoDb();

  @Override
  public EvidenceLog log(InstantSource clock) {
    return new DynamoDbEvidenceLog(client, Items.TABLES, clock);
  }

  @Override
  public EvidenceLog log() {
    return log(InstantSource.fixed(SampleEvidence.ASKED));
  }

  @Override
  public OpenOperations open() {
    return new DynamoDbOpenOperations(client, Items.TABLES);
  }

  @Test
  void whatTheAdapterDoesNotUseIsRefused() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> client.scan(scan -> scan.tableName("evidence")));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> client.query(query -> query.tableName("evidence").consistentRead(true)));
  }
}
