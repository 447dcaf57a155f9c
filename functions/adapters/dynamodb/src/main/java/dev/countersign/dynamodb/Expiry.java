package dev.countersign.dynamodb;

import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The attribute after which DynamoDB deletes an item: seconds since 1970, never too early. */
final class Expiry {

  private Expiry() {}

  static AttributeValue attribute(Instant instant) {
    long seconds = instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    return AttributeValue.fromN(Long.toString(seconds));
  }
}
