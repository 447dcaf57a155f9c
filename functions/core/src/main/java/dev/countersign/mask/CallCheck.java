package dev.countersign.mask;

import dev.countersign.classify.TellingFunctions;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;

/** Refuses calls of built-in functions that read what no part of the text names. */
final class CallCheck {

  private final Known known;

  CallCheck(Known known) {
    this.known = known;
  }

  /** Refuses a function that tells of what is masked, or may. */
  void refuseCall(Node function) throws CannotBeMasked {
    String name = function.lastName();
    if (TellingFunctions.contains(name)) {
      throw new CannotBeMasked(
          MaskRefusal.INDIRECT_FUNCTION,
          "function `" + name + "` tells how much is stored or what others do");
    }
    if (!known.masked().isEmpty() && IndirectFunctions.contains(name)) {
      throw new CannotBeMasked(
          MaskRefusal.INDIRECT_FUNCTION,
          "function `" + name + "` reads what the text does not name, beside masked columns");
    }
  }

  /** {@code x.f} calls the function f if x has no column of this name. */
  void refuseField(Node columnOrField) throws CannotBeMasked {
    boolean mayCall = columnOrField.kind() == Kind.FIELD || columnOrField.names().size() > 1;
    if (mayCall
        && !columnOrField.is(Trait.ALL_COLUMNS)
        && IndirectFunctions.containsField(columnOrField.lastName())
        && !known.isColumnName(columnOrField.lastName())) {
      refuseCall(columnOrField);
    }
  }
}
