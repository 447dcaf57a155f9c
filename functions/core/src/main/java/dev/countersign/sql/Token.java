package dev.countersign.sql;

/**
 * A token of a statement. It never holds the value of a literal.
 *
 * @param kind what it is
 * @param start offset of its first UTF-16 unit
 * @param end offset after its last UTF-16 unit
 * @param name of a word or quoted name: the name that PostgreSQL means by it (folded, unquoted, cut
 *     at 63 bytes); of an operator or punctuation: its symbol, with {@code <>} for {@code !=}; of a
 *     parameter: its number; else empty
 * @param altered whether PostgreSQL reads it as something other than what it seems: a name that is
 *     cut or in unicode escapes, a string in several parts
 */
public record Token(TokenKind kind, int start, int end, String name, boolean altered) {

  /** Whether it is this keyword; the keyword in lower case. */
  public boolean isWord(String keyword) {
    return kind == TokenKind.WORD && name.equals(keyword);
  }

  /** Whether it is this bracket, comma or the like. */
  public boolean isPunctuation(String symbol) {
    return kind == TokenKind.PUNCTUATION && name.equals(symbol);
  }

  /** Whether it is this operator. */
  public boolean isOperator(String symbol) {
    return kind == TokenKind.OPERATOR && name.equals(symbol);
  }
}
