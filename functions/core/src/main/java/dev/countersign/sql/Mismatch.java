package dev.countersign.sql;

/**
 * Ends the reading of a text that does not fit. It never leaves this package: {@link SqlText} and
 * {@link SqlParser} turn it into a value.
 */
final class Mismatch extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int offset;

  Mismatch(String reason, int offset) {
    super(reason, null, false, false);
    this.offset = offset;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  int offset() {
    return offset;
  }
}
