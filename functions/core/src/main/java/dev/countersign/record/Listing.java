package dev.countersign.record;

import dev.countersign.decide.Decision;
import dev.countersign.decide.Demand;
import dev.countersign.operation.OperationId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The attributes by which lists find operations: on the entry that opens an operation, and on the
 * one that closes it. They never serve a decision.
 */
public final class Listing {

  /** The day of the request, sharded 16 ways by the operation's id; on the opening entry. */
  public static final String DAY = "day";

  /** The requester's account; on the opening entry. */
  public static final String REQUESTER = "requester";

  /** The first group whose approval is asked for; on the opening entry, absent where none is. */
  public static final String APPROVER_GROUP = "approver-group";

  /**
   * The closed state, the day of the request and its shard; on the closing entry, which of a denied
   * operation is the opening one.
   */
  public static final String OUTCOME = "outcome";

  /** When it was requested, and its id: the sort key of every list. */
  public static final String REQUESTED_AT = "requested-at";

  /** The {@link ListedOperation} as text. */
  public static final String OPERATION = "listed";

  private static final List<String> SHARDS = Stream.of("0123456789abcdef".split("")).toList();

  private static final Pattern POSITION =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{9}Z#(op-[0-9a-f]{32})?");

  /** Of one width, so that the order of the texts is the order in time. */
  private static final DateTimeFormatter WIDE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Listing() {}

  /** The attributes of the entry that opens this operation. */
  public static Map<String, String> attributes(Evidence.Requested requested) {
    ListedOperation listed = ListedOperation.of(requested);
    SortedMap<String, String> attributes = common(listed);
    attributes.put(DAY, day(listed.requestedAt()) + shard(listed.id()));
    attributes.put(REQUESTER, listed.requester().toString());
    switch (requested.decision()) {
      case Decision.Permit permit -> {}
      case Decision.Deny deny -> attributes.put(OUTCOME, outcome(OperationState.DENIED, listed));
      case Decision.ApprovalNeeded needed ->
          needed.requirement().demands().stream()
              .map(Demand::group)
              .findFirst()
              .ifPresent(group -> attributes.put(APPROVER_GROUP, group));
    }
    return attributes;
  }

  /** The attributes of an entry that closes this operation in this state. */
  public static Map<String, String> ending(CaseFile file, OperationState state) {
    ListedOperation listed =
        ListedOperation.of(
            file.requested()
                .orElseThrow(() -> new IllegalStateException("what ends was requested")));
    SortedMap<String, String> attributes = common(listed);
    attributes.put(OUTCOME, outcome(state, listed));
    return attributes;
  }

  /** The attributes of what audit records of a reading that belongs to no operation. */
  public static Map<String, String> reading(Instant at, OperationId id) {
    return Map.of(DAY, Duty.AUDIT.key() + "#" + day(at), REQUESTED_AT, position(at, id));
  }

  private static SortedMap<String, String> common(ListedOperation listed) {
    SortedMap<String, String> attributes = new TreeMap<>();
    attributes.put(REQUESTED_AT, listed.position());
    attributes.put(OPERATION, listed.text());
    return attributes;
  }

  private static String outcome(OperationState state, ListedOperation listed) {
    return state.word() + "#" + day(listed.requestedAt()) + shard(listed.id());
  }

  private static LocalDate day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static String shard(OperationId id) {
    return "#" + id.text().charAt("op-".length());
  }

  /** Every value of {@link #DAY} of this day. */
  public static List<String> days(LocalDate day) {
    return SHARDS.stream().map(shard -> day + "#" + shard).toList();
  }

  /** Every value of {@link #OUTCOME} of this state and day. */
  public static List<String> outcomes(OperationState state, LocalDate day) {
    return SHARDS.stream().map(shard -> state.word() + "#" + day + "#" + shard).toList();
  }

  /** The sort key of an operation. */
  static String position(Instant at, OperationId id) {
    return before(at) + id;
  }

  /** The sort key before that of everything asked at this instant. */
  public static String before(Instant at) {
    return WIDE.format(at) + "#";
  }

  /** Whether this text is a sort key, or may stand between two. */
  public static boolean isPosition(String text) {
    return POSITION.matcher(text).matches();
  }
}
