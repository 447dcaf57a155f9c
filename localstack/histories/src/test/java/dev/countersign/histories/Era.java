package dev.countersign.histories;

import java.util.Set;
import java.util.TreeSet;

/**
 * The truth about people and rules at one time. The oracle judges by what stands here; {@link
 * EraBundles} tells the plane the same in a bundle.
 */
enum Era {
  /** Olga owns the reporter and Sam operates it; Dana owns the deployer. */
  BASE,
  /** Mei operates the reporter in Sam's place. */
  MEI_OPERATES,
  /** Dana is no DBA any more. */
  DANA_LEFT_DBA,
  /** Sam has left the house. */
  SAM_IS_GONE,
  /** Two DBAs must approve what one could before. */
  TWO_MUST_APPROVE,
  /** Nobody may write to the orders. */
  NO_WRITES,
  /** The status of an order is labelled. */
  STATUS_LABELLED,
  /** The orders are on another host. */
  CONNECTION_MOVED;

  /** Nobody's approval is enough. */
  static final int DENIED = -1;

  Set<String> persons() {
    Set<String> all = new TreeSet<>(Set.of("olga", "sam", "dana", "mei", "ines"));
    if (this == SAM_IS_GONE) {
      all.remove("sam");
    }
    return all;
  }

  Set<String> dbas() {
    Set<String> dbas = new TreeSet<>(Set.of("olga", "sam", "dana", "mei"));
    if (this == DANA_LEFT_DBA) {
      dbas.remove("dana");
    }
    dbas.retainAll(persons());
    return dbas;
  }

  Set<String> reporterOperators() {
    return switch (this) {
      case MEI_OPERATES -> Set.of("mei");
      case SAM_IS_GONE -> Set.of();
      case BASE, DANA_LEFT_DBA, TWO_MUST_APPROVE, NO_WRITES, STATUS_LABELLED, CONNECTION_MOVED ->
          Set.of("sam");
    };
  }

  /** The persons behind an agent. */
  Set<String> behindAgent(String agent) {
    return switch (agent) {
      case "reporter" -> {
        Set<String> behind = new TreeSet<>(reporterOperators());
        behind.add("olga");
        yield behind;
      }
      case "deployer" -> Set.of("dana");
      default -> Set.of();
    };
  }

  /** How many persons must approve a statement of this kind; {@link #DENIED} if none can. */
  int approvals(Kind kind) {
    return switch (kind) {
      case READ, NOTE -> 0;
      case SCHEMA -> DENIED;
      case ONE -> this == NO_WRITES ? DENIED : this == TWO_MUST_APPROVE ? 2 : 1;
      case TWO -> this == NO_WRITES ? DENIED : 2;
    };
  }

  String host() {
    return this == CONNECTION_MOVED ? "10.0.0.2" : "10.0.0.1";
  }
}
