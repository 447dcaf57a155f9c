package dev.countersign.infrastructure;

/** The deployment's settings cannot be used; the message names the key. */
final class InvalidSettings extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidSettings(String message) {
    super(message);
  }

  InvalidSettings(String message, Throwable cause) {
    super(message, cause);
  }
}
