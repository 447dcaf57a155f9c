package dev.countersign.dynamodb;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.BundleUnavailable;
import dev.countersign.bundle.Bundles;
import dev.countersign.canonical.Digest;
import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.verify.BundleDocuments;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The bundle in force, from the table {@code policy}. It is taken only if its document has the
 * digest that is its version; a minute after it was last confirmed to be in force it is asked for
 * again, and without an answer there is no bundle. Earlier ones are found by their version.
 */
public final class DynamoDbBundles implements Bundles, BundleDocuments {

  private static final Duration FRESH = Duration.ofSeconds(60);

  private final DynamoDbClient client;
  private final String table;
  private final Function<String, Bundle> reader;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Confirmed> cache = new AtomicReference<>();

  /**
   * The bundles in these tables.
   *
   * @param reader reads a bundle from its document
   */
  public DynamoDbBundles(
      DynamoDbClient client,
      TableNames tables,
      Function<String, Bundle> reader,
      InstantSource clock) {
    this.client = client;
    this.table = tables.of(Table.POLICY);
    this.reader = reader;
    this.clock = clock;
  }

  private record Confirmed(Bundle bundle, Instant at) {}

  @Override
  public Bundle current() {
    Instant now = clock.instant();
    Confirmed cached = cache.get();
    if (cached != null && now.isBefore(cached.at().plus(FRESH))) {
      return cached.bundle();
    }
    Digest version = inForce();
    Bundle bundle =
        cached != null && cached.bundle().version().equals(version)
            ? cached.bundle()
            : read(version);
    cache.set(new Confirmed(bundle, now));
    return bundle;
  }

  private Digest inForce() {
    String version =
        Optional.ofNullable(item(PolicyTable.currentKey()).get(PolicyTable.IN_FORCE))
            .map(AttributeValue::s)
            .orElseThrow(() -> new BundleUnavailable("no bundle is in force", null));
    try {
      return new Digest(version);
    } catch (IllegalArgumentException e) {
      throw new BundleUnavailable("what is in force is not a version", e);
    }
  }

  @Override
  public Optional<String> document(Digest version) {
    Map<String, AttributeValue> item = item(PolicyTable.key(version.text()));
    try {
      return item.isEmpty()
          ? Optional.empty()
          : Optional.of(StoredText.in(item, PolicyTable.MAXIMUM_BYTES));
    } catch (IOException e) {
      throw new BundleUnavailable("a bundle cannot be read", e);
    }
  }

  private Bundle read(Digest version) {
    try {
      String document =
          document(version)
              .orElseThrow(
                  () -> new BundleUnavailable("the bundle in force is not published", null));
      if (!Digest.ofText(document).equals(version)) {
        throw new BundleUnavailable("the bundle in force is not what its version says", null);
      }
      Bundle bundle = reader.apply(document);
      if (!bundle.version().equals(version)) {
        throw new BundleUnavailable("the bundle in force was read as another version", null);
      }
      return bundle;
    } catch (IllegalArgumentException e) {
      throw new BundleUnavailable("the bundle in force cannot be read", e);
    }
  }

  private Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
    try {
      return client.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item();
    } catch (SdkException e) {
      throw new BundleUnavailable("the store of bundles did not answer", e);
    }
  }
}
