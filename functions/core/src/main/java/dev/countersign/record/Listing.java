package dev.countersign.record;

import dev.countersign.decide.Decision;
import dev.countersign.decide.Demand;
import dev.countersign.operation.Operation;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The attributes by which lists find a request. They never serve a decision. */
public final class Listing {

  /** The day of the request, sharded 16 ways by the operation's id. */
  public static final String DAY = "day";

  /** The requester's account. */
  public static final String REQUESTER = "requester";

  /** The first group whose approval is asked for; absent where none is. */
  public static final String APPROVER_GROUP = "approver-group";

  /** When it was requested: the sort key of every list. */
  public static final String REQUESTED_AT = "requested-at";

  private Listing() {}

  /** The attributes of this request. */
  public static Map<String, String> attributes(Operation operation, Decision decision) {
    SortedMap<String, String> attributes = new TreeMap<>();
    String day = operation.requestedAt().atZone(ZoneOffset.UTC).toLocalDate().toString();
    attributes.put(DAY, day + "#" + operation.id().text().charAt("op-".length()));
    attributes.put(REQUESTER, operation.requester().account().toString());
    attributes.put(REQUESTED_AT, operation.requestedAt().toString());
    if (decision instanceof Decision.ApprovalNeeded needed) {
      needed.requirement().demands().stream()
          .map(Demand::group)
          .findFirst()
          .ifPresent(group -> attributes.put(APPROVER_GROUP, group));
    }
    return attributes;
  }
}
