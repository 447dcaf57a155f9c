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
        "SELECT U&'a' UESCAPE '!'",
        "SELECT U&'a' /* */ uescape '!'",
        "SELECT u&\"n\\0065xtval\"('s')",
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
