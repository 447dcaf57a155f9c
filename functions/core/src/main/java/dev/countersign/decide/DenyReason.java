package dev.countersign.decide;

/** Why an operation is denied. */
public enum DenyReason {
  /** The caller has no permit at all on the connection, and may not learn that it exists. */
  NO_CONNECTION,
  /** No policy permits it. */
  NOTHING_PERMITS,
  /** A policy forbids it. */
  POLICY_FORBIDS,
  /** A policy could not be evaluated. */
  POLICY_ERROR,
  /** It needs approval, and nobody is known to answer for the requester. */
  NO_CONTROLLER,
  /** It cannot surely be masked. */
  MASKING
}
