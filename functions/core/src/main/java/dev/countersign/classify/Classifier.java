package dev.countersign.classify;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.sql.SqlParser;
import dev.countersign.sql.SqlParser.ParsedStatement;
import dev.countersign.sql.SqlParser.Unreadable;
import dev.countersign.sql.SqlText;
import dev.countersign.sql.SqlText.Lexed;
import dev.countersign.sql.SqlText.Refused;
import dev.countersign.sql.Token;
import dev.countersign.sql.TokenKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what a statement of PostgreSQL would do. Every text gets an answer, in time linear in its
 * length. READ is said only of one statement that was read whole and in which nothing is found that
 * is not known to be free of effects; what is not understood is UNKNOWN, the worst.
 *
 * <p>It relies on the session having {@code standard_conforming_strings} on, and on the catalogue
 * for what no text shows: views, row policies, and routines under the names of built-in ones. A
 * READ ONLY transaction is the second line.
 */
public final class Classifier {

  /** First words of the statements that {@link SqlParser} reads. */
  private static final Set<String> READABLE =
      Set.of(
          "select", "with", "values", "table", "explain", "show", "insert", "update", "delete",
          "merge");

  /** What this text would do on a target with this catalogue. */
  public Classification classify(String statement, Catalogue catalogue) {
    Findings findings = new Findings(catalogue);
    switch (SqlText.of(statement)) {
      case Refused refused -> unparsable(findings, refused.reason());
      case Lexed text -> classify(text, catalogue, findings);
    }
    return findings.classification();
  }

  private static void classify(Lexed text, Catalogue catalogue, Findings findings) {
    Optional<List<Token>> statement = text.onlyStatement();
    if (statement.isEmpty()) {
      if (text.statementCount() > 1) {
        findings
            .signal(Signal.SEVERAL_STATEMENTS)
            .atLeast(Effect.UNKNOWN, "the text holds more than one statement");
      } else {
        unparsable(findings, "the text holds no statement");
      }
      return;
    }
    Token first = statement.get().getFirst();
    Inspection inspection = new Inspection(text.text(), new AllowList(catalogue), findings);
    boolean readable = first.kind() == TokenKind.WORD && READABLE.contains(first.name());
    if (!readable && !first.isPunctuation("(")) {
      new Command(statement.get(), inspection, findings).classify();
      return;
    }
    switch (SqlParser.parse(text)) {
      case ParsedStatement parsed -> inspection.inspect(parsed.root());
      case Unreadable unreadable -> unparsable(findings, unreadable.reason());
    }
  }

  static void unparsable(Findings findings, String why) {
    findings
        .signal(Signal.UNPARSABLE)
        .atLeast(Effect.UNKNOWN, "the text is not one statement that is read: " + why);
  }
}
