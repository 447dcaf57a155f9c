package dev.countersign.sql;

import dev.countersign.sql.SqlText.Lexed;
import dev.countersign.sql.SqlText.Refused;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into tokens by the rules of PostgreSQL's scanner ({@code scan.l} of versions 15 to
 * 18; documentation, section "Lexical Structure"). One pass, no look-behind.
 */
final class Lexer {

  private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";
  private static final String LETS_END_IN_SIGN = "~!@#%^&|`?";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static SqlText lex(String text) {
    if (text.length() > SqlText.LONGEST) {
      return new Refused("the text is longer than " + SqlText.LONGEST + " bytes");
    }
    try {
      int bytes =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text))
              .remaining();
      if (bytes > SqlText.LONGEST) {
        return new Refused("the text is longer than " + SqlText.LONGEST + " bytes");
      }
      Lexer lexer = new Lexer(text);
      lexer.run();
      return new Lexed(text, lexer.tokens);
    } catch (CharacterCodingException e) {
      return new Refused("the text is not well-formed Unicode");
    } catch (Mismatch e) {
      return new Refused(e.reason());
    }
  }

  private void run() {
    skipBlank();
    while (at < text.length()) {
      if (tokens.size() == SqlText.MOST_TOKENS) {
        throw new Mismatch("the text has more than " + SqlText.MOST_TOKENS + " tokens", at);
      }
      token();
      skipBlank();
    }
  }

  private void token() {
    char c = text.charAt(at);
    if (c == '\'') {
      string(at, at, StringScanner.Escapes.NONE);
    } else if (c == '"') {
      quotedName();
    } else if (startsName(c)) {
      wordOrPrefixedString();
    } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      add(TokenKind.NUMBER, at, NumberScanner.end(text, at), "", false);
    } else if (c == '$') {
      dollar();
    } else if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
      operator();
    } else {
      punctuation(c);
    }
  }

  private void wordOrPrefixedString() {
    char c = (char) (text.charAt(at) | 0x20);
    boolean quote = peek(1) == '\'';
    if (quote && c == 'e') {
      string(at, at + 1, StringScanner.Escapes.BACKSLASH);
    } else if (quote && (c == 'b' || c == 'x' || c == 'n')) {
      string(at, at + 1, StringScanner.Escapes.NONE);
    } else if (c == 'u' && peek(1) == '&' && peek(2) == '\'') {
      escapedString();
    } else if (c == 'u' && peek(1) == '&' && peek(2) == '"') {
      escapedName();
    } else {
      int end = at + 1;
      while (end < text.length() && continuesName(text.charAt(end))) {
        end++;
      }
      Names.Cut name = Names.cut(Names.fold(text, at, end));
      add(TokenKind.WORD, at, end, name.name(), name.shortened());
    }
  }

  private void string(int start, int quote, StringScanner.Escapes escapes) {
    StringScanner.Found found = StringScanner.scan(text, quote, escapes);
    add(TokenKind.STRING, start, found.end(), "", found.inParts());
  }

  private void escapedString() {
    StringScanner.Found found = StringScanner.scan(text, at + 2, StringScanner.Escapes.NONE);
    UnicodeEscape.Ending ending = UnicodeEscape.ending(text, found.end());
    UnicodeEscape.decode(text.substring(at + 2, found.end()), ending.escape());
    add(TokenKind.STRING, at, ending.end(), "", found.inParts());
  }

  private void escapedName() {
    StringBuilder written = new StringBuilder();
    UnicodeEscape.Ending ending = UnicodeEscape.ending(text, quoted(at + 2, written));
    Names.Cut cut = Names.cut(UnicodeEscape.decode(written.toString(), ending.escape()));
    add(TokenKind.QUOTED_NAME, at, ending.end(), cut.name(), true);
  }

  private void quotedName() {
    StringBuilder name = new StringBuilder();
    int end = quoted(at, name);
    Names.Cut cut = Names.cut(name.toString());
    add(TokenKind.QUOTED_NAME, at, end, cut.name(), cut.shortened());
  }

  /** Reads a name whose opening quote stands here; gives the offset after the closing one. */
  private int quoted(int quote, StringBuilder name) {
    int end = quote + 1;
    while (true) {
      if (end >= text.length()) {
        throw new Mismatch("a quoted name does not end", at);
      }
      char c = text.charAt(end++);
      refuseNul(c, end);
      if (c == '"') {
        if (end >= text.length() || text.charAt(end) != '"') {
          break;
        }
        end++;
      }
      name.append(c);
    }
    if (name.isEmpty()) {
      throw new Mismatch("a quoted name is empty", at);
    }
    return end;
  }

  private void dollar() {
    int end = at + 1;
    if (isDigit(peek(1))) {
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
      boolean junk = end < text.length() && startsName(text.charAt(end));
      // PostgreSQL takes a number of any length here; the protocol has at most 65,535 parameters.
      if (junk || end - at > 6) {
        throw new Mismatch("a parameter has no good number", at);
      }
      String number = Integer.toString(Integer.parseInt(text, at + 1, end, 10));
      add(TokenKind.PARAMETER, at, end, number, false);
      return;
    }
    while (end < text.length() && text.charAt(end) != '$' && continuesName(text.charAt(end))) {
      end++;
    }
    if (end >= text.length() || text.charAt(end) != '$') {
      throw new Mismatch("a dollar sign stands where none may", at);
    }
    String tag = text.substring(at, end + 1);
    int close = text.indexOf(tag, end + 1);
    if (close < 0) {
      throw new Mismatch("a dollar-quoted string does not end", at);
    }
    if (text.substring(end + 1, close).indexOf('\0') >= 0) {
      throw new Mismatch("the text holds a NUL character", at);
    }
    add(TokenKind.STRING, at, close + tag.length(), "", false);
  }

  /** The longest run of operator characters, less a comment's start, less trailing signs. */
  private void operator() {
    int end = at;
    while (end < text.length() && OPERATOR_CHARACTERS.indexOf(text.charAt(end)) >= 0) {
      if (end > at && (text.startsWith("--", end) || text.startsWith("/*", end))) {
        break;
      }
      end++;
    }
    while (end - at > 1 && endsInSign(end) && !mayEndInSign(end)) {
      end--;
    }
    String symbol = text.substring(at, end);
    if (symbol.equals("=>")) {
      add(TokenKind.PUNCTUATION, at, end, symbol, false);
    } else {
      add(TokenKind.OPERATOR, at, end, symbol.equals("!=") ? "<>" : symbol, false);
    }
  }

  private boolean endsInSign(int end) {
    char last = text.charAt(end - 1);
    return last == '+' || last == '-';
  }

  private boolean mayEndInSign(int end) {
    for (int i = at; i < end - 1; i++) {
      if (LETS_END_IN_SIGN.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private void punctuation(char c) {
    String two = text.substring(at, Math.min(at + 2, text.length()));
    if (two.equals("::") || two.equals(":=") || two.equals("..")) {
      add(TokenKind.PUNCTUATION, at, at + 2, two, false);
    } else if (",()[].;:".indexOf(c) >= 0) {
      add(TokenKind.PUNCTUATION, at, at + 1, String.valueOf(c), false);
    } else {
      refuseNul(c, at);
      throw new Mismatch("a character stands where none of its kind may", at);
    }
  }

  private void skipBlank() {
    while (at < text.length()) {
      int next = Blanks.skip(text, at);
      if (next == at) {
        return;
      }
      at = next;
    }
  }

  private void add(TokenKind kind, int start, int end, String name, boolean altered) {
    tokens.add(new Token(kind, start, end, name, altered));
    at = end;
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  static void refuseNul(char c, int offset) {
    if (c == '\0') {
      throw new Mismatch("the text holds a NUL character", offset);
    }
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean startsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  static boolean continuesName(char c) {
    return startsName(c) || isDigit(c) || c == '$';
  }
}
