package dev.countersign.execute;

/** Tells a running statement whether somebody asked that it be stopped. */
public interface CancelSignal {

  /**
   * Whether it is to be stopped. May ask a store, so it is not to be called more often than a few
   * times a second.
   */
  boolean requested();

  /** Nobody ever asks. */
  static CancelSignal never() {
    return () -> false;
  }
}
