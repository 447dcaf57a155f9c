package dev.countersign.dynamodb;

import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.Delivery;
import dev.countersign.record.Duty;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.EvidenceUnavailable;
import dev.countersign.record.KeptCase;
import dev.countersign.record.KeptCases;
import dev.countersign.record.KeptEntry;
import dev.countersign.record.StoredAnswer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Evidence in DynamoDB. An append is one conditional transaction. Since no entry is ever changed or
 * deleted, an attempt whose end is not known is simply repeated: either our own entries are found
 * standing, or they are written now. A caller is told {@code Appended} only when the store has said
 * so, and {@code Conflict} only when no attempt can take effect any more; anything else is {@link
 * EvidenceUnavailable}. The log tries for about 12 s at the most.
 */
public final class DynamoDbEvidenceLog implements EvidenceLog, KeptCases {

  /**
   * The order in which partitions are read: an entry is written after those that it relies on, and
   * each duty relies on the ones before it in the life of an operation, so reading the last duty
   * first, one after the other, never shows its entries without their grounds. Three queries at
   * once would save two round trips and lose that. What audit writes is no part of a case.
   */
  private static final List<Duty> READ_ORDER = Duty.CASE_FILE.reversed();

  private final DynamoDbClient client;
  private final TableNames tables;
  private final InstantSource clock;

  /**
   * A log in these tables; the table of answers may be unknown to a duty that handles none.
   *
   * @param client a client that tries once, such as {@link DynamoDbClients#tryingOnce()}: the log
   *     has to know of every attempt
   * @param clock judges whether an answer has expired
   */
  public DynamoDbEvidenceLog(DynamoDbClient client, TableNames tables, InstantSource clock) {
    boolean triesOnce =
        client
            .serviceClientConfiguration()
            .overrideConfiguration()
            .retryStrategy()
            .filter(strategy -> strategy.maxAttempts() == 1)
            .isPresent();
    if (!triesOnce) {
      throw new IllegalArgumentException("the evidence log needs a client that tries once");
    }
    this.client = client;
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public AppendOutcome append(Append append) {
    AppendRequest request = new AppendRequest(append, tables);
    Patience patience = new Patience();
    boolean mayHaveTakenEffect = false;
    while (true) {
      switch (request.attempt(client)) {
        case Attempt.Written written -> {
          return new AppendOutcome.Appended();
        }
        case Attempt.Refused refused -> {
          return judged(append, refused, mayHaveTakenEffect);
        }
        case Attempt.Unjudged unjudged -> {
          mayHaveTakenEffect |= unjudged.mayHaveTakenEffect();
          if (!unjudged.repeatable() || !patience.another()) {
            return unanswered(append, unjudged, mayHaveTakenEffect);
          }
        }
      }
    }
  }

  private AppendOutcome judged(Append append, Attempt.Refused refused, boolean mayHaveTakenEffect) {
    if (refused.equal().size() == append.entries().size()) {
      return new AppendOutcome.Appended();
    }
    boolean inDoubt = mayHaveTakenEffect || !refused.equal().isEmpty();
    if (inDoubt && isRecorded(append)) {
      return new AppendOutcome.Appended();
    }
    if (mayHaveTakenEffect && !refused.lasting()) {
      throw new EvidenceUnavailable(
          "append", new IllegalStateException("an earlier attempt may still take effect"));
    }
    return new AppendOutcome.Conflict(refused.places());
  }

  private AppendOutcome unanswered(
      Append append, Attempt.Unjudged last, boolean mayHaveTakenEffect) {
    EvidenceUnavailable unavailable = new EvidenceUnavailable("append", last.cause());
    try {
      if (mayHaveTakenEffect && isRecorded(append)) {
        return new AppendOutcome.Appended();
      }
    } catch (EvidenceUnavailable alsoUnanswered) {
      unavailable.addSuppressed(alsoUnanswered);
    }
    throw unavailable;
  }

  private boolean isRecorded(Append append) {
    return append.entries().stream()
        .allMatch(entry -> find(entry.key()).filter(entry::equals).isPresent());
  }

  @Override
  public List<Entry> read(OperationId operation) {
    List<Entry> entries = new ArrayList<>();
    for (Duty duty : READ_ORDER) {
      entries.addAll(read(operation, duty));
    }
    entries.sort(Comparator.comparing(Entry::key));
    return List.copyOf(entries);
  }

  @Override
  public List<Entry> read(OperationId operation, Duty duty) {
    return answered(
        "read",
        () ->
            partition(duty, operation)
                .map(item -> EvidenceTable.entry(EvidenceTable.place(duty, operation, item), item))
                .sorted(Comparator.comparing(Entry::key))
                .toList());
  }

  @Override
  public KeptCase kept(OperationId operation) {
    List<KeptEntry> entries = new ArrayList<>();
    for (Duty duty : READ_ORDER) {
      entries.addAll(answered("kept", () -> kept(duty, operation)));
    }
    Optional<String> answer =
        answered("kept", () -> item(Table.ANSWERS, AnswersTable.key(operation)))
            .flatMap(item -> AnswersTable.kept(item, clock.instant()));
    return new KeptCase(operation, entries, answer);
  }

  private List<KeptEntry> kept(Duty duty, OperationId operation) {
    return partition(duty, operation)
        .map(item -> EvidenceTable.kept(EvidenceTable.place(duty, operation, item), item))
        .toList();
  }

  private Stream<Map<String, AttributeValue>> partition(Duty duty, OperationId operation) {
    String partition = new EntryKey(duty, operation, "").partition();
    QueryRequest request =
        QueryRequest.builder()
            .tableName(tables.of(Table.EVIDENCE))
            .consistentRead(true)
            .keyConditionExpression("#partition = :partition")
            .expressionAttributeNames(Map.of("#partition", EvidenceTable.PARTITION))
            .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(partition)))
            .build();
    return client.queryPaginator(request).items().stream();
  }

  @Override
  public Optional<Entry> find(EntryKey key) {
    return answered("find", () -> item(Table.EVIDENCE, EvidenceTable.key(key)))
        .map(item -> EvidenceTable.entry(key, item));
  }

  @Override
  public List<Entry> find(SortedSet<EntryKey> keys) {
    Map<Map<String, AttributeValue>, EntryKey> places = new HashMap<>();
    keys.forEach(key -> places.put(EvidenceTable.key(key), key));
    String evidence = tables.of(Table.EVIDENCE);
    return answered("find", () -> batch(Map.of(evidence, places.keySet())))
        .getOrDefault(evidence, List.of())
        .stream()
        .map(item -> EvidenceTable.entry(EvidenceTable.place(item, places), item))
        .sorted(Comparator.comparing(Entry::key))
        .toList();
  }

  @Override
  public Optional<Delivery> delivery(OperationId operation) {
    EntryKey end = EvidenceKind.FINISHED.key(operation);
    String evidence = tables.of(Table.EVIDENCE);
    String answers = tables.of(Table.ANSWERS);
    Map<String, List<Map<String, AttributeValue>>> found =
        answered(
            "delivery",
            () ->
                batch(
                    Map.of(
                        evidence,
                        List.of(EvidenceTable.key(end)),
                        answers,
                        List.of(AnswersTable.key(operation)))));
    Optional<StoredAnswer> answer =
        found.getOrDefault(answers, List.of()).stream()
            .findFirst()
            .map(item -> AnswersTable.answer(operation, item))
            .filter(this::isKept);
    return found.getOrDefault(evidence, List.of()).stream()
        .findFirst()
        .map(item -> EvidenceTable.entry(end, item))
        .flatMap(entry -> answer.map(kept -> new Delivery(entry, kept)));
  }

  /** The items with these keys, by table: what the store left for later is asked for again. */
  private Map<String, List<Map<String, AttributeValue>>> batch(
      Map<String, Collection<Map<String, AttributeValue>>> keys) {
    Map<String, KeysAndAttributes> asked = new HashMap<>();
    keys.forEach((table, places) ->
        asked.put(table, KeysAndAttributes.builder().keys(places).consistentRead(true).build()));
    Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
    for (BatchGetItemResponse page :
        client.batchGetItemPaginator(BatchGetItemRequest.builder().requestItems(asked).build())) {
      page.responses()
          .forEach(
              (table, items) -> found.computeIfAbsent(table, _ -> new ArrayList<>()).addAll(items));
    }
    return found;
  }

  private boolean isKept(StoredAnswer answer) {
    return clock.instant().isBefore(answer.expiresAt());
  }

  @Override
  public Optional<StoredAnswer> answer(OperationId operation) {
    return answered("answer", () -> item(Table.ANSWERS, AnswersTable.key(operation)))
        .map(item -> AnswersTable.answer(operation, item))
        .filter(this::isKept);
  }

  private Optional<Map<String, AttributeValue>> item(Table table, Map<String, AttributeValue> key) {
    return Optional.of(
            client
                .getItem(get -> get.tableName(tables.of(table)).key(key).consistentRead(true))
                .item())
        .filter(item -> !item.isEmpty());
  }

  /** A read may be repeated whatever went wrong. */
  private <T> T answered(String call, Supplier<T> read) {
    Patience patience = new Patience();
    while (true) {
      try {
        return read.get();
      } catch (SdkException e) {
        if (!patience.another()) {
          throw new EvidenceUnavailable(call, e);
        }
      }
    }
  }
}
