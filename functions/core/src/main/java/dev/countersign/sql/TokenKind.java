package dev.countersign.sql;

/** The kinds of token that PostgreSQL's scanner tells apart. */
public enum TokenKind {
  /** An unquoted name or a keyword. */
  WORD,
  /** A name in double quotes. */
  QUOTED_NAME,
  /** A string constant of any form, with its continuations. */
  STRING,
  /** A number. */
  NUMBER,
  /** A parameter such as {@code $1}. */
  PARAMETER,
  /** An operator. */
  OPERATOR,
  /** Brackets, commas, dots and the like. */
  PUNCTUATION,
  /** Not a token: what a reader sees after the last one. */
  END
}
