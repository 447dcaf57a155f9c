package dev.countersign.dynamodb;

import dev.countersign.people.Account;
import dev.countersign.record.ListedOperation;
import dev.countersign.record.Listing;
import dev.countersign.record.OperationIndex.Order;
import dev.countersign.record.OperationIndex.Stretch;
import dev.countersign.record.OperationIndex.Walk;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One stretch of a walk: the partitions of a day, or of the requesters, are read side by side, and
 * merged in the order of their sort keys.
 */
final class IndexWalk {

  private static final int MOST_DAYS = 31;

  /** Sixteen partitions of a day: a page of 25 is met by most with these, and never costs more. */
  private static final int CALL_OF_MANY = 8;

  private static final int CALL_OF_ONE = 64;

  private final DynamoDbClient client;
  private final String table;
  private final Walk walk;
  private final boolean forward;
  private final Comparator<String> order;
  private final String low;
  private final String high;

  private final List<ListedOperation> rows = new ArrayList<>();
  private int examined;
  private Optional<String> last;

  IndexWalk(DynamoDbClient client, String table, Walk walk) {
    this.client = client;
    this.table = table;
    this.walk = walk;
    this.forward = walk.order() == Order.OLDEST_FIRST;
    this.order = forward ? Comparator.naturalOrder() : Comparator.reverseOrder();
    this.last = walk.after();
    String from = Listing.before(walk.from());
    String to = Listing.before(walk.to());
    this.low =
        forward ? walk.after().filter(place -> place.compareTo(from) > 0).orElse(from) : from;
    this.high = forward ? to : walk.after().filter(place -> place.compareTo(to) < 0).orElse(to);
  }

  Stretch stretch(Predicate<ListedOperation> wanted) {
    if (low.compareTo(high) >= 0) {
      return new Stretch(List.of(), 0, Optional.empty());
    }
    if (walk.outcome().isEmpty() && !walk.requesters().isEmpty()) {
      List<String> accounts = walk.requesters().stream().map(Account::toString).toList();
      boolean ended = through("by-requester", Listing.REQUESTER, accounts, wanted);
      return new Stretch(rows, examined, ended ? Optional.empty() : last);
    }
    return byDays(wanted);
  }

  private Stretch byDays(Predicate<ListedOperation> wanted) {
    LocalDate first = day(forward ? low : high);
    // Where the walk ends just before a day begins, that day is asked for nothing.
    LocalDate end = day(forward ? high : low);
    for (int count = 0; count < MOST_DAYS; count++) {
      LocalDate day = forward ? first.plusDays(count) : first.minusDays(count);
      if (forward ? day.isAfter(end) : day.isBefore(end)) {
        return new Stretch(rows, examined, Optional.empty());
      }
      boolean ended =
          walk.outcome()
              .map(state ->
                  through("by-outcome", Listing.OUTCOME, Listing.outcomes(state, day), wanted))
              .orElseGet(() -> through("by-day", Listing.DAY, Listing.days(day), wanted));
      if (!ended) {
        return new Stretch(rows, examined, last);
      }
      last = Optional.of(edge(day));
    }
    return new Stretch(rows, examined, last);
  }

  /** Where the next day begins, in the order of the walk. */
  private String edge(LocalDate day) {
    LocalDate midnight = forward ? day.plusDays(1) : day;
    return Listing.before(midnight.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private static LocalDate day(String position) {
    return LocalDate.parse(position.substring(0, "2026-11-20".length()));
  }

  /** Takes from these partitions; says whether it came to their end. */
  private boolean through(
      String index, String attribute, List<String> values, Predicate<ListedOperation> wanted) {
    int call = values.size() == 1 ? CALL_OF_ONE : CALL_OF_MANY;
    List<IndexPartition> partitions =
        values.stream()
            .map(value ->
                new IndexPartition(
                    client, table, index, attribute, value, low, high, forward, call))
            .toList();
    while (rows.size() < walk.rows()) {
      List<IndexPartition> empty = partitions.stream().filter(IndexPartition::mustRead).toList();
      if (!empty.isEmpty()) {
        if (examined >= walk.examine()) {
          return false;
        }
        examined += AtOnce.all(empty, IndexPartition::read).stream().mapToInt(n -> n).sum();
        continue;
      }
      Optional<IndexPartition> next =
          partitions.stream()
              .filter(partition -> partition.head().isPresent())
              .min(Comparator.comparing(partition -> key(partition.head()), order));
      if (next.isEmpty()) {
        return true;
      }
      take(next.get(), wanted);
    }
    return false;
  }

  private static String key(Optional<ListedOperation> head) {
    return head.map(ListedOperation::position).orElse("");
  }

  private void take(IndexPartition partition, Predicate<ListedOperation> wanted) {
    ListedOperation operation = partition.take();
    if (walk.after().filter(operation.position()::equals).isPresent()) {
      return;
    }
    last = Optional.of(operation.position());
    if (wanted.test(operation)) {
      rows.add(operation);
    }
  }
}
