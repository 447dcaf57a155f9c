package dev.countersign.sql;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A text, cut into tokens exactly as PostgreSQL 15 to 18 cut it (with {@code
 * standard_conforming_strings} on), or refused. What the versions cut differently is refused.
 */
public sealed interface SqlText {

  /** The longest text that is read, in bytes of UTF-8. */
  int LONGEST = 65_536;

  /** The most tokens that are read. */
  int MOST_TOKENS = 50_000;

  /** Cuts this text. Takes time linear in its length. */
  static SqlText of(String text) {
    return Lexer.lex(text);
  }

  /**
   * A text that is not read.
   *
   * @param reason why, in one line that quotes nothing of the text
   */
  record Refused(String reason) implements SqlText {}

  /**
   * A text in tokens.
   *
   * @param text the text
   * @param tokens its tokens, without white space and comments
   */
  record Lexed(String text, List<Token> tokens) implements SqlText {

    public Lexed {
      tokens = List.copyOf(tokens);
    }

    /** How many statements it holds; empty ones do not count. */
    public int statementCount() {
      int depth = 0;
      int count = 0;
      boolean open = false;
      for (Token token : tokens) {
        if (depth <= 0 && token.isPunctuation(";")) {
          open = false;
        } else if (!open) {
          open = true;
          count++;
        }
        depth += depthChange(token);
      }
      return count;
    }

    /** The tokens of its one statement, or empty if it holds none or several. */
    public Optional<List<Token>> onlyStatement() {
      if (statementCount() != 1) {
        return Optional.empty();
      }
      int first = 0;
      while (tokens.get(first).isPunctuation(";")) {
        first++;
      }
      int last = tokens.size();
      while (tokens.get(last - 1).isPunctuation(";")) {
        last--;
      }
      return Optional.of(tokens.subList(first, last));
    }

    /** The numbers of the parameters that the text uses. */
    public SortedSet<Integer> parameters() {
      SortedSet<Integer> numbers = new TreeSet<>();
      for (Token token : tokens) {
        if (token.kind() == TokenKind.PARAMETER) {
          numbers.add(Integer.valueOf(token.name()));
        }
      }
      return Collections.unmodifiableSortedSet(numbers);
    }

    private static int depthChange(Token token) {
      if (token.isPunctuation("(")) {
        return 1;
      }
      return token.isPunctuation(")") ? -1 : 0;
    }

    @Override
    public String toString() {
      return "Lexed[" + tokens.size() + " tokens]";
    }
  }
}
