package dev.countersign.histories;

/** The process that makes a call has died. An error, so that nothing between catches it. */
final class Crash extends Error {

  private static final long serialVersionUID = 1L;

  Crash() {
    super("the process died", null, false, false);
  }
}
