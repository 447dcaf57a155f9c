package dev.countersign.sql;

import dev.countersign.sql.Node.Name;
import java.util.ArrayList;
import java.util.List;

/** A place in the tokens of a statement. Counts how deeply what is read is nested. */
final class Cursor {

  private final List<Token> tokens;
  private final Token end;
  private int position;
  private int depth;

  Cursor(List<Token> tokens) {
    this.tokens = tokens;
    int offset = tokens.isEmpty() ? 0 : tokens.getLast().end();
    this.end = new Token(TokenKind.END, offset, offset, "", false);
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    int index = position + ahead;
    return index < tokens.size() ? tokens.get(index) : end;
  }

  Token next() {
    Token token = peek();
    if (token.kind() == TokenKind.END) {
      throw mismatch("the text ends too early");
    }
    position++;
    return token;
  }

  boolean atEnd() {
    return position == tokens.size();
  }

  /** Offset of the next token. */
  int start() {
    return peek().start();
  }

  /** Offset after the token read last. */
  int end() {
    return position == 0 ? peek().start() : tokens.get(position - 1).end();
  }

  boolean at(String keyword) {
    return peek().isWord(keyword);
  }

  boolean at(String keyword, String second) {
    return peek().isWord(keyword) && peek(1).isWord(second);
  }

  boolean atAny(String... keywords) {
    for (String keyword : keywords) {
      if (at(keyword)) {
        return true;
      }
    }
    return false;
  }

  boolean atSymbol(String symbol) {
    return peek().isPunctuation(symbol);
  }

  boolean accept(String keyword) {
    boolean found = at(keyword);
    if (found) {
      position++;
    }
    return found;
  }

  boolean accept(String keyword, String second) {
    boolean found = at(keyword, second);
    if (found) {
      position += 2;
    }
    return found;
  }

  boolean acceptAny(String... keywords) {
    boolean found = atAny(keywords);
    if (found) {
      position++;
    }
    return found;
  }

  boolean acceptSymbol(String symbol) {
    boolean found = atSymbol(symbol);
    if (found) {
      position++;
    }
    return found;
  }

  void expect(String keyword) {
    if (!accept(keyword)) {
      throw mismatch("`" + keyword + "` is missing");
    }
  }

  void expectAny(String... keywords) {
    if (!acceptAny(keywords)) {
      throw mismatch("`" + keywords[0] + "` is missing");
    }
  }

  void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw mismatch("`" + symbol + "` is missing");
    }
  }

  /** Whether the next token may name a column, a relation or an alias. */
  boolean atColumnName() {
    return namesColumn(peek());
  }

  private static boolean namesColumn(Token token) {
    return token.kind() == TokenKind.QUOTED_NAME
        || (token.kind() == TokenKind.WORD && Keywords.mayNameColumn(token.name()));
  }

  Token columnName() {
    if (!atColumnName()) {
      throw mismatch("a name is missing");
    }
    return next();
  }

  /** Any name or keyword (ColLabel). */
  Token label() {
    Token token = peek();
    if (token.kind() != TokenKind.QUOTED_NAME && token.kind() != TokenKind.WORD) {
      throw mismatch("a name is missing");
    }
    return next();
  }

  /** A name with dots in it (qualified_name). */
  List<Name> qualifiedName() {
    List<Name> names = new ArrayList<>(2);
    names.add(name(columnName()));
    while (acceptSymbol(".")) {
      names.add(name(label()));
    }
    return names;
  }

  static Name name(Token token) {
    return new Name(token.name(), token.start(), token.end());
  }

  /** Goes one level deeper; {@link #leave} goes back. */
  void enter() {
    if (++depth > SqlParser.DEEPEST) {
      throw mismatch("it is nested more than " + SqlParser.DEEPEST + " deep");
    }
  }

  void leave() {
    depth--;
  }

  Mismatch mismatch(String reason) {
    return new Mismatch(reason, start());
  }
}
