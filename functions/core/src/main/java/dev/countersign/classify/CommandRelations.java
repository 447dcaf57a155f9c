package dev.countersign.classify;

import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Token;
import dev.countersign.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the relations that a command names, by the words before them. */
final class CommandRelations {

  /** Words that stand between a command and the first name. */
  private static final Set<String> BEFORE_NAME =
      Set.of(
          "table",
          "only",
          "if",
          "not",
          "exists",
          "concurrently",
          "verbose",
          "full",
          "freeze",
          "analyze",
          "analyse",
          "materialized",
          "view",
          "index",
          "binary");

  /** Words that stand between CREATE, ALTER or DROP and the kind of object. */
  private static final Set<String> BEFORE_KIND =
      Set.of(
          "or",
          "replace",
          "global",
          "local",
          "temporary",
          "temp",
          "unlogged",
          "unique",
          "recursive",
          "materialized",
          "foreign",
          "constraint",
          "on");

  private static final Set<String> RELATION_KINDS = Set.of("table", "view", "sequence");

  private static final Set<String> ON_RELATION = Set.of("index", "trigger", "policy", "rule");

  private final List<Token> tokens;

  CommandRelations(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean has(String word) {
    return tokens.stream().anyMatch(token -> token.isWord(word));
  }

  boolean namesForeignTable() {
    return at(1).isWord("foreign") && at(2).isWord("table");
  }

  /** The names from here on, parted by commas; lists in parentheses between them are left out. */
  List<List<Name>> list(int from) {
    List<List<Name>> names = new ArrayList<>();
    int index = from;
    if (at(index).isPunctuation("(")) {
      index = closing(index) + 1;
    }
    do {
      if (at(index).isPunctuation(",")) {
        index++;
      }
      while (at(index).kind() == TokenKind.WORD && BEFORE_NAME.contains(at(index).name())) {
        index++;
      }
      if (!isName(at(index))) {
        return names;
      }
      List<Name> name = new ArrayList<>();
      name.add(name(index++));
      while (at(index).isPunctuation(".") && isName(at(index + 1))) {
        name.add(name(index + 1));
        index += 2;
      }
      names.add(name);
      if (at(index).isOperator("*")) {
        index++;
      }
      if (at(index).isPunctuation("(")) {
        index = closing(index) + 1;
      }
    } while (at(index).isPunctuation(","));
    return names;
  }

  /** The relations that CREATE, ALTER, DROP or COMMENT is about. */
  List<List<Name>> ofDefinition() {
    int index = 1;
    while (at(index).kind() == TokenKind.WORD && BEFORE_KIND.contains(at(index).name())) {
      index++;
    }
    String kind = at(index).kind() == TokenKind.WORD ? at(index).name() : "";
    if (RELATION_KINDS.contains(kind)) {
      List<List<Name>> names = list(index + 1);
      return tokens.getFirst().isWord("drop") || names.isEmpty() ? names : names.subList(0, 1);
    }
    if (ON_RELATION.contains(kind)) {
      return afterOn(index, kind.equals("rule") ? "to" : "on");
    }
    return List.of();
  }

  private List<List<Name>> afterOn(int from, String word) {
    for (int index = from; index < tokens.size(); index++) {
      if (tokens.get(index).isWord(word)) {
        List<List<Name>> names = list(index + 1);
        return names.isEmpty() ? names : names.subList(0, 1);
      }
    }
    return List.of();
  }

  /** Where the query of CREATE ... AS begins, or -1. */
  int queryAfterAs() {
    int depth = 0;
    for (int index = 1; index < tokens.size() - 1; index++) {
      Token token = tokens.get(index);
      depth += token.isPunctuation("(") ? 1 : token.isPunctuation(")") ? -1 : 0;
      Token next = tokens.get(index + 1);
      boolean query =
          next.isPunctuation("(")
              || next.isWord("select")
              || next.isWord("with")
              || next.isWord("values")
              || next.isWord("table")
              || next.isWord("execute");
      if (depth == 0 && token.isWord("as") && query) {
        return index + 1;
      }
    }
    return -1;
  }

  /** Where that query ends: before WITH [NO] DATA or WITH CHECK OPTION. */
  int queryEnd() {
    int end = tokens.size();
    int from = Math.max(1, end - 5);
    for (int index = from; index < end - 1; index++) {
      Token next = at(index + 1);
      boolean tail =
          next.isWord("data")
              || (next.isWord("no") && at(index + 2).isWord("data"))
              || next.isWord("check")
              || (at(index + 2).isWord("check")
                  && (next.isWord("local") || next.isWord("cascaded")));
      if (at(index).isWord("with") && tail) {
        return index;
      }
    }
    return end;
  }

  /** The index of the parenthesis that closes this one, or the end. */
  int closing(int open) {
    int depth = 0;
    for (int index = open; index < tokens.size(); index++) {
      Token token = tokens.get(index);
      depth += token.isPunctuation("(") ? 1 : token.isPunctuation(")") ? -1 : 0;
      if (depth == 0) {
        return index;
      }
    }
    return tokens.size();
  }

  private Token at(int index) {
    return index < tokens.size() ? tokens.get(index) : new Token(TokenKind.END, 0, 0, "", false);
  }

  private static boolean isName(Token token) {
    return token.kind() == TokenKind.WORD || token.kind() == TokenKind.QUOTED_NAME;
  }

  private Name name(int index) {
    Token token = at(index);
    return new Name(token.name(), token.start(), token.end());
  }
}
