package dev.countersign.classify;

import dev.countersign.classify.RelationUse.Access;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.SqlParser;
import dev.countersign.sql.Token;
import dev.countersign.sql.TokenKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement that is neither a query nor a change of rows. It is never a read; its words say how
 * severe it is, and the relations that it names are found where they are sure.
 */
final class Command {

  /** Objects whose creation, change or removal concerns the server or who may do what. */
  private static final Set<String> ADMINISTRATIVE =
      Set.of(
          "access",
          "database",
          "default",
          "event",
          "extension",
          "foreign",
          "group",
          "language",
          "policy",
          "procedural",
          "publication",
          "role",
          "server",
          "subscription",
          "system",
          "tablespace",
          "trusted",
          "user");

  private final List<Token> tokens;
  private final Inspection inspection;
  private final Findings findings;
  private final CommandRelations relations;

  Command(List<Token> tokens, Inspection inspection, Findings findings) {
    this.tokens = tokens;
    this.inspection = inspection;
    this.findings = findings;
    this.relations = new CommandRelations(tokens);
  }

  void classify() {
    Token first = tokens.getFirst();
    String word = first.kind() == TokenKind.WORD ? first.name() : "";
    switch (word) {
      case "create", "alter", "drop", "comment", "security", "import" -> definition(word);
      case "truncate" -> write("it empties tables");
      case "refresh" -> write("it refreshes a materialised view");
      case "lock" -> {
        findings.signal(Signal.LOCKING);
        write("it locks tables");
      }
      case "copy" -> copy();
      case "do", "call" -> dynamicCode("it runs a block or procedure");
      case "execute", "prepare" -> prepared(word);
      case "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release" ->
          transaction();
      case "set", "reset" -> setting();
      case "discard", "listen", "notify", "unlisten", "declare", "fetch", "move", "close" ->
          session("it changes the session");
      case "deallocate", "load" -> session("it changes the session");
      case "grant", "revoke", "reassign" -> admin("it changes privileges or owners");
      case "vacuum", "analyze", "analyse", "cluster", "reindex", "checkpoint" -> maintenance();
      default -> Classifier.unparsable(findings, "its first word is unknown");
    }
  }

  private void definition(String word) {
    String object = tokens.size() > 1 ? tokens.get(1).name() : "";
    boolean administrative = ADMINISTRATIVE.contains(object) && !relations.namesForeignTable();
    findings.atLeast(
        administrative ? Effect.ADMIN : Effect.SCHEMA, "it is a definition: `" + word + "`");
    if (word.equals("create")) {
      relations.ofDefinition().forEach(findings::make);
      query();
    } else {
      touch(relations.ofDefinition(), Access.WRITE);
    }
  }

  /** CREATE ... AS query: the query runs, or will. */
  private void query() {
    int as = relations.queryAfterAs();
    if (as < 0) {
      return;
    }
    if (tokens.get(as).isWord("execute")) {
      dynamicCode("it runs a prepared statement");
      return;
    }
    Optional<Node> query =
        SqlParser.parsePart(tokens.subList(as, Math.max(as, relations.queryEnd())));
    if (query.isPresent()) {
      inspection.inspect(query.get());
    } else {
      Classifier.unparsable(findings, "the query of a definition is not read");
    }
  }

  private void write(String why) {
    findings.atLeast(Effect.WRITE, why);
    touch(relations.list(1), Access.WRITE);
  }

  private void maintenance() {
    admin("it maintains tables");
    touch(relations.list(1), Access.READ);
  }

  private void copy() {
    if (tokens.size() > 1 && tokens.get(1).isPunctuation("(")) {
      int close = relations.closing(1);
      Optional<Node> query = SqlParser.parsePart(tokens.subList(2, close));
      findings.atLeast(Effect.ADMIN, "it copies rows out");
      if (query.isPresent()) {
        inspection.inspect(query.get());
      } else {
        Classifier.unparsable(findings, "the query of COPY is not read");
      }
      return;
    }
    boolean in = relations.has("from");
    boolean client = relations.has("stdin");
    touch(relations.list(1), in ? Access.WRITE : Access.READ);
    if (in && client && !relations.has("program")) {
      findings.atLeast(Effect.WRITE, "it copies rows in");
    } else {
      admin("it copies rows from or to the server, or out");
    }
  }

  private void prepared(String word) {
    if (word.equals("prepare") && tokens.size() > 1 && tokens.get(1).isWord("transaction")) {
      transaction();
    } else {
      dynamicCode("it makes or runs a prepared statement");
    }
  }

  private void transaction() {
    findings.signal(Signal.TRANSACTION_CONTROL);
    admin("it controls the transaction");
  }

  private void setting() {
    if (relations.has("transaction") || relations.has("constraints")) {
      findings.signal(Signal.TRANSACTION_CONTROL);
    }
    session("it changes a setting");
  }

  private void session(String why) {
    findings.signal(Signal.SESSION_CONTROL);
    admin(why);
  }

  private void admin(String why) {
    findings.atLeast(Effect.ADMIN, why);
  }

  private void dynamicCode(String why) {
    findings.signal(Signal.DYNAMIC_CODE).atLeast(Effect.UNKNOWN, why);
  }

  private void touch(List<List<Name>> names, Access access) {
    names.forEach(name -> findings.touchWhole(name, access));
  }
}
