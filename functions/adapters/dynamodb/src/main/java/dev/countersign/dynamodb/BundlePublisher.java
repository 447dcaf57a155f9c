package dev.countersign.dynamodb;

import dev.countersign.bundle.BundleUnavailable;
import dev.countersign.canonical.Digest;
import dev.countersign.dynamodb.TableNames.Table;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Publishes a bundle: writes it under its version, then puts that version in force in place of the
 * one that the publisher started from. Dying between the two leaves the earlier one in force;
 * publishing the same again completes it.
 */
public final class BundlePublisher {

  private final DynamoDbClient client;
  private final String table;

  /** A publisher into these tables. */
  public BundlePublisher(DynamoDbClient client, TableNames tables) {
    this.client = client;
    this.table = tables.of(Table.POLICY);
  }

  /** What publishing comes to. */
  public sealed interface Outcome {

    /**
     * It is in force.
     *
     * @param version the bundle's version
     */
    record Published(Digest version) implements Outcome {}

    /** Another than the one that the publisher started from is in force, and stays so. */
    record Superseded() implements Outcome {}
  }

  /**
   * Publishes this bundle.
   *
   * @param document the bundle's document; its digest is the version
   * @param previous the version that must be in force; empty where none may be
   * @throws BundleUnavailable if the store does not answer; the bundle may be in force
   * @throws IllegalArgumentException if the document is too large
   */
  public Outcome publish(String document, Optional<Digest> previous) {
    Map<String, AttributeValue> stored = StoredText.of(document);
    if (StoredText.size(stored) > PolicyTable.MAXIMUM_COMPRESSED) {
      throw new IllegalArgumentException(
          "a compressed bundle has at most " + PolicyTable.MAXIMUM_COMPRESSED + " bytes");
    }
    Digest version = Digest.ofText(document);
    Map<String, AttributeValue> item = new TreeMap<>(PolicyTable.key(version.text()));
    item.putAll(stored);
    try {
      // The version is the digest of what is written, so whatever stands there is the same.
      client.putItem(put -> put.tableName(table).item(item));
      client.putItem(inForce(version, previous));
      return new Outcome.Published(version);
    } catch (ConditionalCheckFailedException e) {
      return new Outcome.Superseded();
    } catch (SdkException e) {
      throw new BundleUnavailable("the store of bundles did not answer", e);
    }
  }

  private PutItemRequest inForce(Digest version, Optional<Digest> previous) {
    PutItemRequest.Builder put =
        PutItemRequest.builder().tableName(table).item(PolicyTable.current(version.text()));
    AttributeValue own = AttributeValue.fromS(version.text());
    // Its own version may be in force already: an earlier attempt got no answer.
    return previous
        .map(earlier ->
            put.conditionExpression("#inForce = :previous OR #inForce = :own")
                .expressionAttributeNames(Map.of("#inForce", PolicyTable.IN_FORCE))
                .expressionAttributeValues(
                    Map.of(":previous", AttributeValue.fromS(earlier.text()), ":own", own)))
        .orElseGet(() ->
            put.conditionExpression("attribute_not_exists(#version) OR #inForce = :own")
                .expressionAttributeNames(
                    Map.of("#version", PolicyTable.VERSION, "#inForce", PolicyTable.IN_FORCE))
                .expressionAttributeValues(Map.of(":own", own)))
        .build();
  }
}
