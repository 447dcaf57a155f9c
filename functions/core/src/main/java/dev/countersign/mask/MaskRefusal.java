package dev.countersign.mask;

/** The kinds of reason for which an operation cannot be masked. */
public enum MaskRefusal {
  /** A relation is read through which masked columns could be seen under another name. */
  INDIRECT_RELATION,
  /** A function reads what no part of the text names. */
  INDIRECT_FUNCTION,
  /** A relation is named that the survey does not know, or nothing was surveyed yet. */
  UNKNOWN_RELATION,
  /** A function, type, operator or sampling method that is not built in. */
  NOT_BUILT_IN,
  /** A system column, such as {@code ctid}: it tells where a row is stored. */
  SYSTEM_COLUMN,
  /** Masked values decide where a row is stored, and a partition or a sample would tell it. */
  STORAGE,
  /** A plan of a read of masked columns: it shows more than the columns that it names. */
  EXPLAINED,
  /**
   * A write uses the true values of masked columns, and nobody may be asked, or how is not known.
   */
  COLUMN_IN_WRITE,
  /** The text has a form in which references cannot surely be followed. */
  UNSUPPORTED_FORM
}
