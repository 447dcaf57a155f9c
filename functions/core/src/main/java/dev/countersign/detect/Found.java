package dev.countersign.detect;

/**
 * A value that was recognised within a text.
 *
 * @param kind what it is
 * @param start where it starts
 * @param end where it ends, exclusive
 */
public record Found(ValueKind kind, int start, int end) {

  boolean overlaps(Found other) {
    return start < other.end && other.start < end;
  }
}
