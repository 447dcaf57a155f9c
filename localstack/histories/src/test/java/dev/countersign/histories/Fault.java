package dev.countersign.histories;

/** What can go wrong with one call of the store or of another system. */
enum Fault {
  /** It is refused for now, and nothing happens. */
  THROTTLED,
  /** Another transaction is at the same item, and nothing happens. */
  CONTENDED,
  /** Nothing happens, and no answer comes. */
  REQUEST_LOST,
  /** It happens, and no answer comes. */
  ANSWER_LOST,
  /** No answer comes, and it happens later. */
  DELAYED,
  /** The caller dies before it. */
  CRASH_BEFORE,
  /** The caller dies after it. */
  CRASH_AFTER
}
