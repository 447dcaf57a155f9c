package dev.countersign.histories;

import dev.countersign.bundle.Bundles;
import dev.countersign.record.Duty;
import dev.countersign.record.EvidenceLog;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A bug that is planted behind a port of one duty, to see that the explorer finds it. */
interface Plant {

  /** No bug. */
  Plant NONE = new Plant() {};

  default EvidenceLog log(Duty duty, EvidenceLog log) {
    return log;
  }

  default DynamoDbClient client(Duty duty, DynamoDbClient client) {
    return client;
  }

  default InstantSource clock(Duty duty, InstantSource clock) {
    return clock;
  }

  default Bundles bundles(Duty duty, Bundles bundles) {
    return bundles;
  }
}
