package dev.countersign.setup.harden;

/**
 * A view or a routine that may hand labelled columns on.
 *
 * @param kind {@code VIEW} or {@code ROUTINE}
 * @param name its full name in quotes; of a routine with its argument types
 * @param usable whether the role may use it now
 * @param openToPublic whether every role may
 */
record HandingOn(Kind kind, String name, boolean usable, boolean openToPublic) {

  /** What it is. */
  enum Kind {
    /** A view or a materialised view that reads a labelled column, or a whole row. */
    VIEW,
    /** A routine that runs with the rights of an owner who may read a labelled column. */
    ROUTINE
  }
}
