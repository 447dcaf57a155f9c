package dev.countersign.dynamodb;

import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.operation.OperationId;
import dev.countersign.record.EntryKey;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceUnavailable;
import dev.countersign.record.KeptCase;
import dev.countersign.record.KeptEntry;
import dev.countersign.record.ListedOperation;
import dev.countersign.record.OperationIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Lists by the sparse indexes of the table {@code evidence}. What a stretch costs depends on what
 * it brings and on the days that it crosses, never on how much the table holds.
 */
public final class DynamoDbOperationIndex implements OperationIndex {

  /** What DynamoDB gives in one call (API reference, BatchGetItem). */
  private static final int MOST_KEYS = 100;

  private final DynamoDbClient client;
  private final String table;

  /** Lists over these tables. */
  public DynamoDbOperationIndex(DynamoDbClient client, TableNames tables) {
    this.client = client;
    this.table = tables.of(Table.EVIDENCE);
  }

  @Override
  public Stretch walk(Walk walk, Predicate<ListedOperation> wanted) {
    try {
      return new IndexWalk(client, table, walk).stretch(wanted);
    } catch (SdkException e) {
      throw new EvidenceUnavailable("walk", e);
    }
  }

  @Override
  public SortedMap<OperationId, KeptCase> outlines(Collection<OperationId> operations) {
    List<EntryKey> keys = new ArrayList<>();
    operations.forEach(id -> keys.addAll(EvidenceKind.singles(id)));
    List<List<EntryKey>> calls = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += MOST_KEYS) {
      calls.add(keys.subList(from, Math.min(keys.size(), from + MOST_KEYS)));
    }
    Map<OperationId, List<KeptEntry>> entries = new HashMap<>();
    try {
      for (List<KeptEntry> found : AtOnce.all(calls, this::entries)) {
        found.forEach(entry ->
            entries.computeIfAbsent(entry.key().operation(), id -> new ArrayList<>()).add(entry));
      }
    } catch (SdkException e) {
      throw new EvidenceUnavailable("outlines", e);
    }
    SortedMap<OperationId, KeptCase> outlines = new TreeMap<>();
    entries.forEach((id, found) -> outlines.put(id, new KeptCase(id, found, Optional.empty())));
    return outlines;
  }

  private List<KeptEntry> entries(List<EntryKey> keys) {
    Map<Map<String, AttributeValue>, EntryKey> places = new HashMap<>();
    keys.forEach(key -> places.put(EvidenceTable.key(key), key));
    BatchGetItemRequest request =
        BatchGetItemRequest.builder()
            .requestItems(
                Map.of(
                    table,
                    KeysAndAttributes.builder().keys(places.keySet()).consistentRead(true).build()))
            .build();
    List<KeptEntry> entries = new ArrayList<>();
    client
        .batchGetItemPaginator(request)
        .forEach(answer ->
            answer
                .responses()
                .getOrDefault(table, List.of())
                .forEach(item ->
                    entries.add(EvidenceTable.kept(EvidenceTable.place(item, places), item))));
    return entries;
  }
}
