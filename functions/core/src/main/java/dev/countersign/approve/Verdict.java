package dev.countersign.approve;

/** What an approver says of an operation. */
public enum Verdict {
  APPROVED,
  REFUSED
}
