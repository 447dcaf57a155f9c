package dev.countersign.catalogue;

/** The kinds of relation that a catalogue tells apart. */
public enum RelationKind {
  TABLE,
  PARTITIONED_TABLE,
  VIEW,
  MATERIALIZED_VIEW,
  FOREIGN_TABLE,
  SEQUENCE
}
