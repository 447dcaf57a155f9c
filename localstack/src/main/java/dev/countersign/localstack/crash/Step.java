package dev.countersign.localstack.crash;

/** A point in the life of an operation at which something is killed. */
enum Step {
  /** The request is under way. */
  ASKING,
  /** It is recorded, and waits for an approval. */
  WAITING,
  /** A person's vote is under way. */
  VOTING,
  /** It is approved; the workflow is resumed, or about to be. */
  APPROVED,
  /** It has started, and runs on the target. */
  RUNNING,
  /** It has started, and is about to finish, or to be answered. */
  FINISHING,
  /** A request to cancel it is under way. */
  CANCELLING,
  /** Its time for an approval ends. */
  EXPIRING,
  /** Its answer is being picked up. */
  COLLECTING
}
