package dev.countersign.record;

/** The seven stages of the spine, in order. */
public enum Stage {
  AUTHENTICATE,
  CLASSIFY,
  DECIDE,
  APPROVE,
  EXECUTE,
  MASK,
  RECORD
}
