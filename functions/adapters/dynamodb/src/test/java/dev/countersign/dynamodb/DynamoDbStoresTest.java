package dev.countersign.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countersign.approve.SessionStore;
import dev.countersign.approve.TaskToken;
import dev.countersign.approve.TaskTokens;
import dev.countersign.approve.WorkflowUnavailable;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.BundleUnavailable;
import dev.countersign.bundle.Bundles;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.CatalogueUnavailable;
import dev.countersign.catalogue.Catalogues;
import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Roster;
import dev.countersign.record.SampleEvidence;
import dev.countersign.record.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoDbStoresTest {

  private static final DynamoDbClient CLIENT = LocalTables.patient();
  private static final ConnectionName SHOP = new ConnectionName("shop");
  private static final TableNames NOWHERE = TableNames.prefixed("no-such-");

  private final TableNames tables = LocalTables.create();
  private final SettableClock clock = new SettableClock(SampleEvidence.ASKED);
  private final OperationId id = OperationId.random(RandomGenerator.getDefault());

  private static Catalogue catalogue(String schema) {
    return new Catalogue(List.of(schema), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
  }

  @Test
  void aCatalogueIsReadAsItWasPublishedAndAtMostAMinuteLate() {
    Catalogues here = new DynamoDbCatalogues(CLIENT, tables, clock);
    Catalogues elsewhere = new DynamoDbCatalogues(CLIENT, tables, clock);
    assertThat(here.of(SHOP).isNone()).isTrue();
    elsewhere.publish(SHOP, catalogue("a"));
    assertThat(elsewhere.of(SHOP)).isEqualTo(catalogue("a"));
    assertThat(here.of(SHOP).isNone()).as("cached").isTrue();
    clock.set(SampleEvidence.ASKED.plusSeconds(60));
    assertThat(here.of(SHOP)).isEqualTo(catalogue("a"));
    assertThat(here.of(new ConnectionName("other")).isNone()).isTrue();
  }

  @Test
  void aCatalogueThatCannotBeReadIsNoCatalogue() {
    CLIENT.putItem(put ->
        put.tableName(tables.of(Table.CATALOGUE))
            .item(
                Map.of(
                    "connection", AttributeValue.fromS("shop"),
                    "document", AttributeValue.fromS("{}"))));
    assertThatExceptionOfType(CatalogueUnavailable.class)
        .isThrownBy(() -> new DynamoDbCatalogues(CLIENT, tables, clock).of(SHOP))
        .withMessageContainingAll("`shop`", "survey its target again");
    assertThatExceptionOfType(CatalogueUnavailable.class)
        .isThrownBy(() -> new DynamoDbCatalogues(CLIENT, NOWHERE, clock).of(SHOP));
    assertThatExceptionOfType(CatalogueUnavailable.class)
        .isThrownBy(
            () -> new DynamoDbCatalogues(CLIENT, NOWHERE, clock).publish(SHOP, catalogue("a")));
  }

  /** In these tests a bundle's document is the one policy text in it. */
  private static Bundle bundle(String document) {
    return new Bundle(
        Digest.ofText(document),
        new TreeMap<>(),
        new TreeMap<>(),
        new Roster(new TreeMap<>(), new TreeMap<>()),
        new TreeMap<>(Map.of("all.cedar", document)));
  }

  private Bundles bundles() {
    return new DynamoDbBundles(CLIENT, tables, DynamoDbStoresTest::bundle, clock);
  }

  @Test
  void thePublishedBundleIsInForceWithinAMinute() {
    BundlePublisher publisher = new BundlePublisher(CLIENT, tables);
    Bundles bundles = bundles();
    assertThatExceptionOfType(BundleUnavailable.class).isThrownBy(bundles::current);
    String first = "permit;".repeat(2_000);
    Digest version = Digest.ofText(first);
    assertThat(publisher.publish(first, Optional.empty()))
        .isEqualTo(new BundlePublisher.Outcome.Published(version));
    assertThat(bundles.current()).isEqualTo(bundle(first));
    assertThat(publisher.publish("forbid;", Optional.of(version)))
        .isInstanceOf(BundlePublisher.Outcome.Published.class);
    clock.set(SampleEvidence.ASKED.plusSeconds(59));
    assertThat(bundles.current()).isEqualTo(bundle(first));
    clock.set(SampleEvidence.ASKED.plusSeconds(60));
    assertThat(bundles.current()).isEqualTo(bundle("forbid;"));
  }

  @Test
  void aPublisherWhoStartedFromAnotherBundleChangesNothing() {
    BundlePublisher publisher = new BundlePublisher(CLIENT, tables);
    publisher.publish("a", Optional.empty());
    BundlePublisher.Outcome superseded = new BundlePublisher.Outcome.Superseded();
    assertThat(publisher.publish("b", Optional.empty())).isEqualTo(superseded);
    assertThat(publisher.publish("b", Optional.of(Digest.ofText("c")))).isEqualTo(superseded);
    assertThat(bundles().current()).isEqualTo(bundle("a"));
    assertThat(publisher.publish("a", Optional.empty()))
        .as("the same again")
        .isInstanceOf(BundlePublisher.Outcome.Published.class);
  }

  @Test
  void aBundleThatIsNotWhatItsVersionSaysIsRefused() {
    new BundlePublisher(CLIENT, tables).publish("a", Optional.empty());
    CLIENT.putItem(put ->
        put.tableName(tables.of(Table.POLICY))
            .item(
                Map.of(
                    "version", AttributeValue.fromS(Digest.ofText("a").text()),
                    "document", AttributeValue.fromS("forged"))));
    assertThatExceptionOfType(BundleUnavailable.class).isThrownBy(() -> bundles().current());
  }

  @Test
  void aBundleThatCannotBeReadOrHasAnotherVersionIsRefused() {
    new BundlePublisher(CLIENT, tables).publish("a", Optional.empty());
    Bundles unreadable =
        new DynamoDbBundles(
            CLIENT,
            tables,
            document -> {
              throw new IllegalArgumentException("not a bundle");
            },
            clock);
    Bundles other = new DynamoDbBundles(CLIENT, tables, document -> bundle("b"), clock);
    assertThatExceptionOfType(BundleUnavailable.class).isThrownBy(unreadable::current);
    assertThatExceptionOfType(BundleUnavailable.class).isThrownBy(other::current);
  }

  @Test
  void theLatestTaskTokenCounts() {
    TaskTokens tokens = new DynamoDbTaskTokens(CLIENT, tables, clock);
    assertThat(tokens.latest(id)).isEmpty();
    tokens.keep(id, new TaskToken("first"));
    tokens.keep(id, new TaskToken("second"));
    assertThat(tokens.latest(id)).contains(new TaskToken("second"));
    clock.set(SampleEvidence.ASKED.plus(Duration.ofDays(365)));
    assertThat(tokens.latest(id)).isPresent();
    assertThatExceptionOfType(WorkflowUnavailable.class)
        .isThrownBy(() -> new DynamoDbTaskTokens(CLIENT, NOWHERE, clock).latest(id));
  }

  @Test
  void aSessionEndsAtItsTimeAndWhatIsTakenIsGone() {
    SessionStore sessions = new DynamoDbSessionStore(CLIENT, tables, Table.APPROVALS, clock);
    sessions.keep("a", "one", SampleEvidence.ASKED.plusSeconds(10));
    sessions.keep("a", "two", SampleEvidence.ASKED.plusSeconds(10));
    assertThat(sessions.find("a")).contains("two");
    assertThat(sessions.find("b")).isEmpty();
    assertThat(sessions.take("a")).contains("two");
    assertThat(sessions.take("a")).isEmpty();
    assertThat(sessions.find("a")).isEmpty();
    sessions.keep("a", "three", SampleEvidence.ASKED.plusSeconds(10));
    clock.set(SampleEvidence.ASKED.plusSeconds(10));
    assertThat(sessions.find("a")).isEmpty();
    assertThat(sessions.take("a")).isEmpty();
    assertThatExceptionOfType(SessionStore.SessionsUnavailable.class)
        .isThrownBy(
            () -> new DynamoDbSessionStore(CLIENT, NOWHERE, Table.APPROVALS, clock).find("a"));
  }

  @Test
  void aSessionsKeyIsNeverATaskTokens() {
    new DynamoDbTaskTokens(CLIENT, tables, clock).keep(id, new TaskToken("token"));
    assertThat(new DynamoDbSessionStore(CLIENT, tables, Table.APPROVALS, clock).find(id.text()))
        .isEmpty();
  }

  @Test
  void tablesThatAreThereAreLeftAlone() {
    new BundlePublisher(CLIENT, tables).publish("a", Optional.empty());
    DynamoDbTables.create(CLIENT, tables);
    assertThat(bundles().current()).isEqualTo(bundle("a"));
  }

  @Test
  void aTableThatADutyIsNotToldOfCannotBeUsed() {
    TableNames known =
        TableNames.fromEnvironment(
            Map.of("COUNTERSIGN_TABLE_EVIDENCE", "e", "COUNTERSIGN_TABLE_POLICY", " "));
    assertThat(known.of(Table.EVIDENCE)).isEqualTo("e");
    assertThatIllegalStateException()
        .isThrownBy(() -> known.of(Table.POLICY))
        .withMessageContaining("COUNTERSIGN_TABLE_POLICY");
  }
}
