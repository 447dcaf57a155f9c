package dev.countersign.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.sql.SqlText.Lexed;
import dev.countersign.sql.SqlText.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each case was held against PostgreSQL 15.18. */
class SqlTextTest {

  private static Lexed lexed(String text) {
    return (Lexed) SqlText.of(text);
  }

  private static List<String> pieces(String text) {
    return lexed(text).tokens().stream().map(t -> text.substring(t.start(), t.end())).toList();
  }

  @Test
  void aDollarSignInANameBeginsNoString() {
    String text = "SELECT 1 AS a$x$; DELETE FROM t; SELECT 2 AS b$x$";

    assertThat(pieces(text)).contains("a$x$", "DELETE", "b$x$");
    assertThat(lexed(text).statementCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "SELECT E'a\\' ; DROP TABLE t; --' ~ 1",
        "SELECT 'a\\'; DROP TABLE t --' ~ 2",
        "SELECT $$ ' $$; DROP TABLE t -- ' ~ 2",
        "SELECT $q$ ; DELETE FROM t; $q$ ~ 1",
        "SELECT $q$ $Q$ ; $q$ ; x ~ 2",
        "SELECT 1 /* /* */ ; DROP TABLE t -- */ ~ 1",
        "SELECT 1 /* /* */ */ ; DROP TABLE t -- */ ~ 2",
        "SELECT ';' || \"a;b\" || b';' || x';' || n';' ~ 1",
        "SELECT 'it''s;' ~ 1",
        "SELECT \"a\"\";\" ~ 1",
        ";; SELECT 1 ;; ~ 1",
        "; ~ 0",
        "SELECT 1 // nextval('s'); x ~ 2",
        "SELECT 1; GO ~ 2",
      })
  void statementsAreCountedAsPostgresqlCountsThem(String text, int statements) {
    assertThat(lexed(text).statementCount()).isEqualTo(statements);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void aLineCommentEndsAtAnyLineBreak(String lineBreak) {
    assertThat(pieces("SELECT 1 -- x" + lineBreak + "; DELETE"))
        .containsExactly("SELECT", "1", ";", "DELETE");
  }

  @Test
  void aLineCommentDoesNotEndAtOtherUnicodeLineBreaks() {
    assertThat(pieces("SELECT 1 -- x\u2028; DELETE\u0085 FROM")).containsExactly("SELECT", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "1--2 ~ 1",
        "a+-b ~ a + - b",
        "a@-b ~ a @- b",
        "a*-b ~ a * - b",
        "a<-b ~ a < - b",
        "a|-b ~ a |- b",
        "a->>b ~ a ->> b",
        "a||/*x*/b ~ a || b",
        "a@/**/b ~ a @ b",
        "a!=b ~ a != b",
        "a=>b ~ a => b",
        "a::b[1:2] ~ a :: b [ 1 : 2 ]",
        "a:=1..2 ~ a := 1 .. 2",
        "a.b.* ~ a . b . *",
        "1.5e-3+.5 ~ 1.5e-3 + .5",
        "$1+$12 ~ $1 + $12",
        "a`b ~ a ` b",
        "eB'x' ~ eB 'x'",
        "B'1'x'1' ~ B'1' x'1'",
      })
  void tokensEndWherePostgresqlEndsThem(String text, String tokens) {
    assertThat(pieces(text)).containsExactly(tokens.split(" "));
  }

  @Test
  void aStringGoesOnAfterALineBreakOnly() {
    assertThat(pieces("'a'\n'b' 'c'")).containsExactly("'a'\n'b'", "'c'");
    assertThat(pieces("'a' -- x\n 'b'")).containsExactly("'a' -- x\n 'b'");
    assertThat(pieces("'a' /* \n */ 'b'")).containsExactly("'a'", "'b'");
    assertThat(pieces("E'a'\n'\\'b'")).containsExactly("E'a'\n'\\'b'");
    assertThat(lexed("'a'\n'b'").tokens().getFirst().altered()).isTrue();
  }

  @Test
  void namesAreFoldedInAsciiOnlyAndCutAt63Bytes() {
    assertThat(lexed("NextVal").tokens().getFirst().name()).isEqualTo("nextval");
    assertThat(lexed("\"NextVal\"").tokens().getFirst().name()).isEqualTo("NextVal");
    assertThat(lexed("ÄİKs").tokens().getFirst().name()).isEqualTo("Äİks");
    assertThat(lexed("\u212A").tokens().getFirst().name()).isEqualTo("\u212A");
    Token longName = lexed("x".repeat(62) + "é").tokens().getFirst();
    assertThat(longName.name()).isEqualTo("x".repeat(62));
    assertThat(longName.altered()).isTrue();
    assertThat(lexed("a\"b\"\"c\"").tokens().getLast().name()).isEqualTo("b\"c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "u&\"n\\0065xtval\" ~ nextval",
        "U&\"\\0045\" ~ E",
        "U&\"d!0061t!+000061\" UESCAPE '!' ~ data",
        "U&\"d*0061\"/**/--\\n uEsCaPe\\n '*' ~ da",
        "U&\"a\\\\b\" ~ a\\b",
        "U&\"a\\0062\" UESCAPE '!' ~ a\\0062",
        "U&\"!!\" UESCAPE '!' ~ !",
        "U&\"a\"\"\\0022\" ~ a\"\"",
        "U&\"\\+01F600\" ~ \uD83D\uDE00",
        "U&\"\\00e9xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyz\" ~"
            + " \u00e9xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy",
      })
  void namesInUnicodeEscapesAreDecoded(String text, String name) {
    Lexed lexed = lexed(text.replace("\\n", "\n"));

    assertThat(lexed.tokens()).hasSize(1);
    assertThat(lexed.tokens().getFirst().kind()).isEqualTo(TokenKind.QUOTED_NAME);
    assertThat(lexed.tokens().getFirst().name()).isEqualTo(name);
    assertThat(lexed.tokens().getFirst().altered()).isTrue();
  }

  @Test
  void whatEndsAStringInUnicodeEscapesBelongsToIt() {
    assertThat(pieces("SELECT U&'a;\\' UESCAPE '!' ; x"))
        .containsExactly("SELECT", "U&'a;\\' UESCAPE '!'", ";", "x");
    assertThat(pieces("SELECT U&'a' uescapes")).containsExactly("SELECT", "U&'a'", "uescapes");
    assertThat(pieces("SELECT U&'a' \"uescape\""))
        .containsExactly("SELECT", "U&'a'", "\"uescape\"");
    assertThat(pieces("U & 'a' UESCAPE '!'")).hasSize(5);
  }

  @Test
  void spacesOutsideAsciiAreLetters() {
    assertThat(pieces("\ufeffDELETE\u00a0FROM t")).containsExactly("\ufeffDELETE\u00a0FROM", "t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a",
        "SELECT \"a",
        "SELECT \"\"",
        "SELECT $a$ x $b$",
        "SELECT /* /* */",
        "SELECT E'\\'",
        "SELECT E'\\ud800'",
        "SELECT E'\\u00g0'",
        "SELECT E'\\U00110000'",
        "SELECT U&'\\d800'",
        "SELECT U&'\\00g1'",
        "SELECT U&'\\0000'",
        "SELECT U&'a' UESCAPE",
        "SELECT U&'a' UESCAPE x",
        "SELECT U&'a' UESCAPE ''",
        "SELECT U&'a' UESCAPE '!!'",
        "SELECT U&'a' UESCAPE '+'",
        "SELECT U&'a' UESCAPE 'a'",
        "SELECT U&'a' UESCAPE '\"'",
        "SELECT U&'a' UESCAPE ' '",
        "SELECT U&'a' UESCAPE '\u00e9'",
        "SELECT U&'a' UESCAPE ''''",
        "SELECT U&'a' UESCAPE E'!'",
        "SELECT U&'a' UESCAPE '!'\n''",
        "SELECT U&'!zzzz' UESCAPE '!'",
        "SELECT U&\"\"",
        "SELECT U&\"\\0000\"",
        "SELECT U&\"\\d83d\\de00\"",
        "SELECT U&\"\\+110000\"",
        "SELECT U&\"\\006\"",
        "SELECT U&\"a",
        "SELECT U&\"a\" uescape $$!$$",
        "SELECT 1x",
        "SELECT 1_000",
        "SELECT 1e",
        "SELECT $1a",
        "SELECT $1234567",
        "SELECT $",
        "SELECT a\u000bb",
        "SELECT \u0000",
        "SELECT 'a\u0000b'",
        "SELECT 1 -- \u0000",
        "SELECT \u0001",
        "SELECT \\",
        "SELECT {",
        "SELECT '\ud800'",
      })
  void whatIsNoTextOfPostgresqlIsRefused(String text) {
    assertThat(SqlText.of(text)).isInstanceOf(Refused.class);
  }

  @Test
  void longTextsAreRefusedByBytes() {
    String prefix = "SELECT '";
    int most = SqlText.LONGEST - prefix.length() - 1;

    assertThat(SqlText.of(prefix + "x".repeat(most) + "'")).isInstanceOf(Lexed.class);
    assertThat(SqlText.of(prefix + "x".repeat(most + 1) + "'")).isInstanceOf(Refused.class);
    assertThat(SqlText.of(prefix + "é".repeat(most / 2 + 1) + "'")).isInstanceOf(Refused.class);
    assertThat(SqlText.of("+,".repeat(SqlText.MOST_TOKENS / 2) + ",")).isInstanceOf(Refused.class);
  }

  @Test
  void theParametersAreThoseOutsideOfStrings() {
    assertThat(lexed("SELECT $2, '$3', \"$4\", $$ $5 $$, $2, a$6 -- $7").parameters())
        .containsExactly(2);
  }

  @Test
  void noTokenKeepsTheValueOfALiteral() {
    assertThat(lexed("SELECT 'secret', 4711, $$hidden$$").tokens().toString())
        .doesNotContain("secret", "4711", "hidden");
  }
}
