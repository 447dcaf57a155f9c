package dev.countersign.sql;

import dev.countersign.sql.SqlText.Lexed;
import java.util.List;
import java.util.Optional;

/**
 * Reads one statement of PostgreSQL's grammar: queries, INSERT, UPDATE, DELETE, MERGE, EXPLAIN of
 * these, and SHOW. It reads the tokens of {@link SqlText} and nothing else, so no text can mean one
 * thing to the lexer and another to the parser; it takes time linear in their number, on the
 * caller's thread, and no input costs it more stack than {@link #DEEPEST} levels.
 *
 * <p>It may read what PostgreSQL refuses (types are not checked, and operators that do not
 * associate are only checked in part). What it does not read is unreadable, never half read.
 */
public final class SqlParser {

  /** How deeply a statement may be nested. */
  public static final int DEEPEST = 120;

  private SqlParser() {}

  /** What became of a text. */
  public sealed interface Parsed {}

  /**
   * One statement.
   *
   * @param text the text with its tokens
   * @param root the statement: QUERY, INSERT, UPDATE, DELETE, MERGE, EXPLAIN or SHOW
   */
  public record ParsedStatement(Lexed text, Node root) implements Parsed {}

  /**
   * Not one statement of this grammar.
   *
   * @param reason why, in one line that quotes nothing of the text
   * @param offset where it was noticed, in UTF-16 units
   */
  public record Unreadable(String reason, int offset) implements Parsed {}

  /** Reads the one statement of this text. */
  public static Parsed parse(Lexed text) {
    Optional<List<Token>> tokens = text.onlyStatement();
    if (tokens.isEmpty()) {
      return new Unreadable("the text does not hold exactly one statement", 0);
    }
    try {
      return new ParsedStatement(text, statement(tokens.get()));
    } catch (Mismatch e) {
      return new Unreadable(e.reason(), e.offset());
    }
  }

  /** Reads a statement that stands within another one, such as the query of a CREATE TABLE AS. */
  public static Optional<Node> parsePart(List<Token> tokens) {
    try {
      return Optional.of(statement(tokens));
    } catch (Mismatch e) {
      return Optional.empty();
    }
  }

  private static Node statement(List<Token> tokens) {
    Cursor cursor = new Cursor(tokens);
    Node root = new Grammar(cursor).statement();
    if (!cursor.atEnd()) {
      throw cursor.mismatch("something stands after the end of the statement");
    }
    return root;
  }
}
