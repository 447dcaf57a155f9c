package dev.countersign.operation;

import java.util.Optional;

/**
 * A positional parameter as text; empty stands for SQL's NULL.
 *
 * @param text the value as the target's input function reads it
 */
public record BindValue(Optional<String> text) {

  /** Withheld: a value may be personal. */
  @Override
  public String toString() {
    return "BindValue[withheld]";
  }
}
