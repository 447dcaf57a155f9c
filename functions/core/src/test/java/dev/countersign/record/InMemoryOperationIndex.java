package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lists over evidence in memory: the model that every store's lists are compared with. */
public final class InMemoryOperationIndex implements OperationIndex {

  private final InMemoryEvidenceLog log;

  /** Lists over this log. */
  public InMemoryOperationIndex(InMemoryEvidenceLog log) {
    this.log = log;
  }

  @Override
  public Stretch walk(Walk walk, Predicate<ListedOperation> wanted) {
    boolean forward = walk.order() == Order.OLDEST_FIRST;
    Comparator<String> order = forward ? Comparator.naturalOrder() : Comparator.reverseOrder();
    List<ListedOperation> rows = new ArrayList<>();
    int examined = 0;
    Optional<String> last = walk.after();
    for (ListedOperation operation :
        candidates(walk)
            .filter(one -> !one.requestedAt().isBefore(walk.from()))
            .filter(one -> one.requestedAt().isBefore(walk.to()))
            .filter(one ->
                walk.after().map(place -> order.compare(one.position(), place) > 0).orElse(true))
            .sorted(Comparator.comparing(ListedOperation::position, order))
            .toList()) {
      if (rows.size() == walk.rows() || examined >= walk.examine()) {
        return new Stretch(rows, examined, last);
      }
      examined++;
      last = Optional.of(operation.position());
      if (wanted.test(operation)) {
        rows.add(operation);
      }
    }
    return new Stretch(rows, examined, Optional.empty());
  }

  private Stream<ListedOperation> candidates(Walk walk) {
    return log.indexes().stream()
        .filter(attributes -> isIn(attributes, walk))
        .map(attributes -> ListedOperation.read(attributes.getOrDefault(Listing.OPERATION, "")));
  }

  private static boolean isIn(Map<String, String> attributes, Walk walk) {
    if (walk.outcome().isPresent()) {
      return attributes
          .getOrDefault(Listing.OUTCOME, "")
          .startsWith(walk.outcome().get().word() + "#");
    }
    return attributes.containsKey(Listing.REQUESTER)
        && (walk.requesters().isEmpty()
            || walk.requesters().stream()
                .anyMatch(account -> account.toString().equals(attributes.get(Listing.REQUESTER))));
  }

  @Override
  public SortedMap<OperationId, KeptCase> outlines(Collection<OperationId> operations) {
    SortedMap<OperationId, KeptCase> outlines = new TreeMap<>();
    for (OperationId id : operations) {
      List<KeptEntry> found =
          log.kept(id).entries().stream()
              .filter(kept -> EvidenceKind.singles(id).contains(kept.key()))
              .toList();
      if (!found.isEmpty()) {
        outlines.put(id, new KeptCase(id, found, Optional.empty()));
      }
    }
    return outlines;
  }
}
