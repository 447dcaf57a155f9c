package dev.countersign.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countersign.canonical.Digest;
import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome.Appended;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.EvidenceLogContract;
import dev.countersign.record.EvidenceRaceContract;
import dev.countersign.record.EvidenceTooLarge;
import dev.countersign.record.KeptEntry;
import dev.countersign.record.Listing;
import dev.countersign.record.OpenOperations;
import dev.countersign.record.OpenOperationsContract;
import dev.countersign.record.SampleEvidence;
import dev.countersign.record.SampleVotes;
import dev.countersign.record.StoredAnswer;
import dev.countersign.record.UnreadableEvidence;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoDbEvidenceLogTest
    implements EvidenceLogContract, EvidenceRaceContract, OpenOperationsContract {

  private static final TableNames TABLES = LocalTables.create();
  private static final DynamoDbClient CLIENT = LocalTables.tryingOnce();

  private final OperationId id = OperationId.random(RandomGenerator.getDefault());

  @Override
  public EvidenceLog log(InstantSource clock) {
    return new DynamoDbEvidenceLog(CLIENT, TABLES, clock);
  }

  @Override
  public EvidenceLog log() {
    return log(InstantSource.fixed(SampleEvidence.ASKED));
  }

  @Override
  public OpenOperations open() {
    return new DynamoDbOpenOperations(CLIENT, TABLES);
  }

  @Test
  void aRequestIsFoundByDayByRequesterAndByApproverGroupOnce() {
    Evidence.Requested requested = SampleEvidence.needsApproval(id);
    log()
        .append(
            Append.of(
                    EvidenceCodec.encode(id, requested),
                    EvidenceCodec.encode(
                        id,
                        new Evidence.RequesterController("alice", SampleEvidence.ASKED),
                        "alice"))
                .indexedBy(Listing.attributes(requested)));
    Map<String, String> indexed = new TreeMap<>(Listing.attributes(requested));
    Map<String, String> opening = new TreeMap<>(EvidenceTable.INDEXES);
    opening.remove("by-outcome");
    opening.forEach((index, attribute) ->
        assertThat(
                places(index, attribute, Optional.ofNullable(indexed.get(attribute)).orElseThrow()))
            .as(index)
            .filteredOn(place -> place.contains(id.text()))
            .containsExactly("intake#" + id + "/requested"));
  }

  private static List<String> places(String index, String attribute, String value) {
    return CLIENT
        .queryPaginator(query ->
            query
                .tableName(TABLES.of(Table.EVIDENCE))
                .indexName(index)
                .keyConditionExpression("#a = :a")
                .expressionAttributeNames(Map.of("#a", attribute))
                .expressionAttributeValues(Map.of(":a", AttributeValue.fromS(value))))
        .items()
        .stream()
        .map(item -> text(item, "partition") + "/" + text(item, "kind"))
        .toList();
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).orElseThrow().s();
  }

  @Test
  void asManyEntriesAsATransactionTakesAreOneAppend() {
    List<Entry> entries = new ArrayList<>();
    for (int person = 0; person < 98; person++) {
      entries.add(
          EvidenceCodec.encode(
              id,
              new Evidence.RequesterController("person-" + person, SampleEvidence.ASKED),
              "person-" + person));
    }
    Append append =
        Append.of(entries.toArray(Entry[]::new))
            .ifAbsent(EvidenceKind.CANCELLED.key(id), EvidenceKind.STARTED.key(id));
    assertThat(log().append(append)).isEqualTo(new Appended());
    assertThat(log().append(append)).isEqualTo(new Appended());
    assertThat(log().read(id)).hasSize(98);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> append.ifPresent(EvidenceKind.REQUESTED.key(id)));
  }

  @Test
  void whatDoesNotFitOnePageIsReadWhole() {
    String text = incompressible(290_000);
    for (int number = 0; number < 6; number++) {
      Evidence notified =
          new Evidence.Notified(new TreeSet<>(List.of(text)), SampleEvidence.ASKED, List.of());
      log().append(Append.of(EvidenceCodec.encode(id, notified, "n" + number)));
    }
    assertThat(log().read(id)).hasSize(6);
  }

  @Test
  void anAnswerThatDoesNotFitIsNamedAsSuchAndNothingIsWritten() {
    String document = incompressible(500_000);
    StoredAnswer answer =
        new StoredAnswer(id, document, Digest.ofText(document), SampleEvidence.KEPT_UNTIL);
    Append vote = SampleVotes.end(id, new Evidence.Expired(SampleEvidence.ASKED, List.of()));
    assertThatExceptionOfType(EvidenceTooLarge.class)
        .isThrownBy(() -> log().append(vote.with(answer)));
    assertThat(log().read(id)).isEmpty();
  }

  private static String incompressible(int length) {
    byte[] bytes = new byte[length * 3 / 4];
    RandomGenerator.getDefault().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void anEntryThatWasChangedInTheTableIsUnreadable() {
    Entry requested = EvidenceCodec.encode(id, SampleEvidence.permitted(id));
    log().append(Append.of(requested));
    Map<String, AttributeValue> item = new TreeMap<>(EvidenceTable.item(requested, Map.of()));
    item.put("document", AttributeValue.fromS(requested.document().replace("orders", "customers")));
    CLIENT.putItem(put -> put.tableName(TABLES.of(Table.EVIDENCE)).item(item));
    assertThatExceptionOfType(UnreadableEvidence.class).isThrownBy(() -> log().read(id));
    assertThatExceptionOfType(UnreadableEvidence.class)
        .isThrownBy(() -> log().find(requested.key()));
    assertThat(kept().document()).contains("customers");
    assertThat(kept().hash()).isEqualTo(requested.hash());
  }

  private KeptEntry kept() {
    return new DynamoDbEvidenceLog(CLIENT, TABLES, InstantSource.fixed(SampleEvidence.ASKED))
        .kept(id)
        .entries()
        .getFirst();
  }

  @Test
  void whatIsLeftOfAnEntryIsKeptWhateverIsWrongWithIt() {
    Entry requested = EvidenceCodec.encode(id, SampleEvidence.permitted(id));
    List<Map<String, AttributeValue>> wrong =
        List.of(
            Map.of(),
            Map.of("hash", AttributeValue.fromS("none"), "document", AttributeValue.fromN("1")),
            Map.of("document-gzip", AttributeValue.fromB(SdkBytes.fromUtf8String("no gzip"))));
    for (Map<String, AttributeValue> attributes : wrong) {
      Map<String, AttributeValue> item = new TreeMap<>(EvidenceTable.key(requested.key()));
      item.putAll(attributes);
      CLIENT.putItem(put -> put.tableName(TABLES.of(Table.EVIDENCE)).item(item));
      assertThat(kept()).isEqualTo(new KeptEntry(requested.key(), "", KeptEntry.NO_HASH));
    }
  }

  @Test
  void anAnswerThatWasChangedInTheTableIsUnreadable() {
    StoredAnswer answer =
        new StoredAnswer(id, "[]", Digest.ofText("[]"), SampleEvidence.KEPT_UNTIL);
    Map<String, AttributeValue> item = new TreeMap<>(AnswersTable.item(answer));
    item.put("document", AttributeValue.fromS("[1]"));
    CLIENT.putItem(put -> put.tableName(TABLES.of(Table.ANSWERS)).item(item));
    assertThatExceptionOfType(UnreadableEvidence.class).isThrownBy(() -> log().answer(id));
    assertThat(
            new DynamoDbEvidenceLog(CLIENT, TABLES, InstantSource.fixed(SampleEvidence.ASKED))
                .kept(id)
                .answer())
        .contains("[1]");
  }

  @Test
  void aClientThatRepeatsByItselfIsRefused() {
    try (DynamoDbClient repeating =
        DynamoDbClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .region(Region.US_EAST_1)
            .overrideConfiguration(DynamoDbClients.limits(AwsRetryStrategy.standardRetryStrategy()))
            .build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DynamoDbEvidenceLog(repeating, TABLES, InstantSource.system()));
    }
  }
}
