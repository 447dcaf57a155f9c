package dev.countersign.bundle;

import org.jspecify.annotations.Nullable;

/** There is no bundle to decide by, so nothing is decided. */
public final class BundleUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong; never shown to a caller. */
  public BundleUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
