package dev.countersign.mask;

/** The kinds of reason for which an operation cannot be masked. */
public enum MaskRefusal {
  /** A masked column stands elsewhere than as a bare item of the outermost select list. */
  COLUMN_IN_EXPRESSION,
  /** A whole row of a relation with masked columns is used as one value. */
  WHOLE_ROW,
  /** A relation is read through which masked columns could be seen under another name. */
  INDIRECT_RELATION,
  /** A relation is named that the survey does not know, or nothing was surveyed yet. */
  UNKNOWN_RELATION,
  /** A write uses a masked column otherwise than as the target of an assignment. */
  COLUMN_IN_WRITE,
  /** The text has a form in which references cannot surely be followed. */
  UNSUPPORTED_FORM
}
