package dev.countersign.classify;

/** Things about an operation that policies, approvers and auditors want to know. */
public enum Signal {
  /** The text is not one statement of the grammar that we read. */
  UNPARSABLE,
  /** The text holds more than one statement. */
  SEVERAL_STATEMENTS,
  /** An UPDATE or DELETE without a WHERE. */
  NO_WHERE,
  /** Rows or tables are locked. */
  LOCKING,
  /** Code is run that the text does not show: DO, CALL, EXECUTE and the like. */
  DYNAMIC_CODE,
  /** A transaction is begun, ended or changed. */
  TRANSACTION_CONTROL,
  /** The session is changed. */
  SESSION_CONTROL,
  /** A function, operator or cast is used that is not known to be free of effects. */
  NOT_ON_ALLOW_LIST,
  /** A relation is touched that the catalogue does not know. */
  RELATION_UNKNOWN
}
