package dev.countersign.dynamodb;

import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.EvidenceTooLarge;
import dev.countersign.record.UnreadableEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * One append as the request that DynamoDB gets, the same in every attempt. A transaction carries
 * one client token, by which DynamoDB knows it again for ten minutes (API reference,
 * TransactWriteItems).
 */
final class AppendRequest {

  private static final String IS_ABSENT = "attribute_not_exists(#key)";
  private static final String IS_PRESENT = "attribute_exists(#key)";
  private static final Map<String, String> NAMES = Map.of("#key", EvidenceTable.PARTITION);

  /** What DynamoDB says of an item when the transaction may be tried again. */
  private static final Set<String> PASSING =
      Set.of(
          "TransactionConflict",
          "ProvisionedThroughputExceeded",
          "ThrottlingError",
          "RequestLimitExceeded");

  private final Append append;
  private final String table;
  private final String token = UUID.randomUUID().toString();
  private final List<TransactWriteItem> items = new ArrayList<>();

  /** The places of the items, in their order; what comes last, without a condition, has none. */
  private final List<EntryKey> places = new ArrayList<>();

  /**
   * The request for this append.
   *
   * @throws EvidenceTooLarge if its answer is larger than an item may be
   */
  AppendRequest(Append append, TableNames tables) {
    this.append = append;
    this.table = tables.of(Table.EVIDENCE);
    for (Entry entry : append.entries()) {
      add(
          entry.key(),
          TransactWriteItem.builder()
              .put(put ->
                  put.tableName(table)
                      .item(item(entry))
                      .conditionExpression(IS_ABSENT)
                      .expressionAttributeNames(NAMES)
                      .returnValuesOnConditionCheckFailure(
                          ReturnValuesOnConditionCheckFailure.ALL_OLD)));
    }
    append.absent().forEach(key -> add(key, check(key, IS_ABSENT)));
    append.present().forEach(key -> add(key, check(key, IS_PRESENT)));
    // The answer needs no condition of its own: it comes with entries that are written once.
    append
        .answer()
        .ifPresent(answer ->
            items.add(
                TransactWriteItem.builder()
                    .put(put ->
                        put.tableName(tables.of(Table.ANSWERS)).item(AnswersTable.item(answer)))
                    .build()));
    // Nor does the list of what is open: the entries decide whether the write is one.
    append.lookAt().ifPresent(lookAt -> items.add(opens(append.operation(), lookAt, tables)));
    if (append.closes()) {
      items.add(takesOff(append.operation(), tables));
    }
  }

  private static TransactWriteItem opens(OperationId operation, Instant lookAt, TableNames tables) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(tables.of(Table.OPEN)).item(OpenTable.item(operation, lookAt)))
        .build();
  }

  private static TransactWriteItem takesOff(OperationId operation, TableNames tables) {
    return TransactWriteItem.builder()
        .delete(delete -> delete.tableName(tables.of(Table.OPEN)).key(OpenTable.key(operation)))
        .build();
  }

  private void add(EntryKey place, TransactWriteItem.Builder item) {
    places.add(place);
    items.add(item.build());
  }

  private TransactWriteItem.Builder check(EntryKey key, String condition) {
    return TransactWriteItem.builder()
        .conditionCheck(check ->
            check
                .tableName(table)
                .key(EvidenceTable.key(key))
                .conditionExpression(condition)
                .expressionAttributeNames(NAMES));
  }

  private Map<String, AttributeValue> item(Entry entry) {
    boolean first = entry.equals(append.entries().getFirst());
    return EvidenceTable.item(entry, first ? append.index() : Map.of());
  }

  /** Sends it once. */
  Attempt attempt(DynamoDbClient client) {
    try {
      if (items.size() == 1) {
        client.putItem(single());
      } else {
        client.transactWriteItems(
            TransactWriteItemsRequest.builder()
                .transactItems(items)
                .clientRequestToken(token)
                .build());
      }
      return new Attempt.Written();
    } catch (ConditionalCheckFailedException e) {
      Entry entry = append.entries().getFirst();
      return refused(List.of(entry.key()), List.of(e.item()));
    } catch (TransactionCanceledException e) {
      return cancelled(e);
    } catch (TransactionConflictException e) {
      return new Attempt.Unjudged(e, true, false);
    } catch (TransactionInProgressException e) {
      return new Attempt.Unjudged(e, true, true);
    } catch (AwsServiceException e) {
      boolean serverFault = e.statusCode() >= 500;
      return new Attempt.Unjudged(e, serverFault || e.isThrottlingException(), serverFault);
    } catch (SdkException e) {
      // No answer: a time-out, a broken connection, or none at all.
      return new Attempt.Unjudged(e, true, true);
    }
  }

  private PutItemRequest single() {
    return PutItemRequest.builder()
        .tableName(table)
        .item(item(append.entries().getFirst()))
        .conditionExpression(IS_ABSENT)
        .expressionAttributeNames(NAMES)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private Attempt cancelled(TransactionCanceledException cancelled) {
    List<EntryKey> failed = new ArrayList<>();
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    boolean passing = false;
    boolean other = false;
    List<CancellationReason> reasons = cancelled.cancellationReasons();
    for (int index = 0; index < reasons.size(); index++) {
      CancellationReason reason = reasons.get(index);
      if ("ConditionalCheckFailed".equals(reason.code())) {
        failed.add(places.get(index));
        found.add(reason.item());
      } else if (PASSING.contains(reason.code())) {
        passing = true;
      } else if (!"None".equals(reason.code())) {
        other = true;
      }
    }
    // Where somebody else is writing, what was found may be half of what will be there.
    return passing || other || failed.isEmpty()
        ? new Attempt.Unjudged(cancelled, passing && !other, false)
        : refused(failed, found);
  }

  private Attempt refused(List<EntryKey> failed, List<Map<String, AttributeValue>> found) {
    SortedSet<EntryKey> equal = new TreeSet<>();
    for (int index = 0; index < failed.size(); index++) {
      EntryKey place = failed.get(index);
      Map<String, AttributeValue> item = found.get(index);
      if (append.entries().stream().anyMatch(entry -> isSame(entry, place, item))) {
        equal.add(place);
      }
    }
    boolean lasting = failed.stream().anyMatch(place -> !append.present().contains(place));
    return new Attempt.Refused(new TreeSet<>(failed), equal, lasting);
  }

  private static boolean isSame(Entry entry, EntryKey place, Map<String, AttributeValue> item) {
    if (!entry.key().equals(place)) {
      return false;
    }
    try {
      return entry.equals(EvidenceTable.entry(place, item));
    } catch (UnreadableEvidence broken) {
      // Something stands there, and it is not ours.
      return false;
    }
  }
}
