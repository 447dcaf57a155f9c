package dev.countersign.dynamodb;

import dev.countersign.canonical.InvalidJson;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.CatalogueDocument;
import dev.countersign.catalogue.CatalogueUnavailable;
import dev.countersign.catalogue.Catalogues;
import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.operation.ConnectionName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Surveyed catalogues in the table {@code catalogue}, one item for each {@code connection}. Read
 * answers are at most a minute old.
 */
public final class DynamoDbCatalogues implements Catalogues {

  static final String CONNECTION = "connection";

  private static final Duration FRESH = Duration.ofSeconds(60);
  private static final int MAXIMUM_COMPRESSED = 350 * 1024;

  private final DynamoDbClient client;
  private final String table;
  private final InstantSource clock;
  private final Map<ConnectionName, Read> cache = new ConcurrentHashMap<>();

  /** Catalogues in these tables, cached by this clock. */
  public DynamoDbCatalogues(DynamoDbClient client, TableNames tables, InstantSource clock) {
    this.client = client;
    this.table = tables.of(Table.CATALOGUE);
    this.clock = clock;
  }

  private record Read(Catalogue catalogue, Instant at) {}

  @Override
  public Catalogue of(ConnectionName connection) {
    Instant now = clock.instant();
    Read cached = cache.get(connection);
    if (cached != null && now.isBefore(cached.at().plus(FRESH))) {
      return cached.catalogue();
    }
    Catalogue catalogue = read(connection);
    cache.put(connection, new Read(catalogue, now));
    return catalogue;
  }

  private Catalogue read(ConnectionName connection) {
    try {
      Map<String, AttributeValue> item =
          client
              .getItem(get -> get.tableName(table).key(key(connection)).consistentRead(true))
              .item();
      return item.isEmpty()
          ? Catalogue.none()
          : CatalogueDocument.read(StoredText.in(item, CatalogueDocument.MAXIMUM_BYTES));
    } catch (InvalidJson e) {
      throw new CatalogueUnavailable(connection, e);
    } catch (SdkException | IOException e) {
      throw new CatalogueUnavailable("read", e);
    }
  }

  @Override
  public void publish(ConnectionName connection, Catalogue catalogue) {
    Map<String, AttributeValue> document = StoredText.of(CatalogueDocument.write(catalogue));
    if (StoredText.size(document) > MAXIMUM_COMPRESSED) {
      throw new CatalogueUnavailable(
          "publish",
          new IllegalArgumentException(
              "a compressed catalogue has at most " + MAXIMUM_COMPRESSED + " bytes"));
    }
    Map<String, AttributeValue> item = new TreeMap<>(key(connection));
    item.putAll(document);
    try {
      client.putItem(put -> put.tableName(table).item(item));
    } catch (SdkException e) {
      throw new CatalogueUnavailable("publish", e);
    }
    cache.remove(connection);
  }

  private static Map<String, AttributeValue> key(ConnectionName connection) {
    return Map.of(CONNECTION, AttributeValue.fromS(connection.text()));
  }
}
