package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names of types. Those with a keyword of their own carry the name that the catalogue keeps. */
final class TypeGrammar {

  private static final Map<String, String> KEYWORDS =
      Map.ofEntries(
          Map.entry("int", "int4"),
          Map.entry("integer", "int4"),
          Map.entry("smallint", "int2"),
          Map.entry("bigint", "int8"),
          Map.entry("real", "float4"),
          Map.entry("float", "float8"),
          Map.entry("decimal", "numeric"),
          Map.entry("dec", "numeric"),
          Map.entry("numeric", "numeric"),
          Map.entry("boolean", "bool"),
          Map.entry("bit", "bit"),
          Map.entry("character", "bpchar"),
          Map.entry("char", "bpchar"),
          Map.entry("nchar", "bpchar"),
          Map.entry("national", "bpchar"),
          Map.entry("varchar", "varchar"),
          Map.entry("time", "time"),
          Map.entry("timestamp", "timestamp"),
          Map.entry("interval", "interval"));

  private final Grammar grammar;
  private final Cursor cursor;

  TypeGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  /** Whether a constant with a keyword type before it stands here, such as {@code date '...'}. */
  boolean startsConstant() {
    Token after = cursor.peek(1);
    if (cursor.at("double", "precision")) {
      return cursor.peek(2).kind() == TokenKind.STRING;
    }
    if (!KEYWORDS.containsKey(cursor.peek().name())) {
      return false;
    }
    return after.kind() == TokenKind.STRING
        || after.isPunctuation("(")
        || after.isWord("varying")
        || after.isWord("character")
        || after.isWord("char")
        || ((after.isWord("with") || after.isWord("without")) && cursor.peek(2).isWord("time"));
  }

  Node constant() {
    Draft constant = new Draft(Kind.EXPRESSION, cursor.start());
    boolean interval = cursor.at("interval");
    constant.add(simple());
    if (cursor.peek().kind() != TokenKind.STRING) {
      throw cursor.mismatch("a constant is missing");
    }
    constant.add(grammar.operands.literal());
    if (interval) {
      intervalFields();
    }
    return constant.end(cursor.end());
  }

  Node type() {
    int start = cursor.start();
    cursor.accept("setof");
    Node simple = simple();
    bounds();
    Draft type = new Draft(Kind.TYPE, start).names(simple.names()).addAll(simple.children());
    return type.end(cursor.end());
  }

  private void bounds() {
    if (cursor.accept("array") && !cursor.atSymbol("[")) {
      return;
    }
    while (cursor.acceptSymbol("[")) {
      if (cursor.peek().kind() == TokenKind.NUMBER) {
        cursor.next();
      }
      cursor.expectSymbol("]");
    }
  }

  private Node simple() {
    Token word = cursor.peek();
    Draft type = new Draft(Kind.TYPE, cursor.start());
    if (cursor.accept("double", "precision")) {
      return type.names(List.of(named("float8", word))).end(cursor.end());
    }
    String canonical = word.kind() == TokenKind.WORD ? KEYWORDS.get(word.name()) : null;
    if (canonical == null) {
      return generic(type);
    }
    cursor.next();
    type.names(List.of(named(canonical, word)));
    if (word.isWord("national")) {
      cursor.expectAny("character", "char");
    }
    cursor.accept("varying");
    modifiers(type);
    if (word.isWord("interval")) {
      intervalFields();
    } else if (word.isWord("time") || word.isWord("timestamp")) {
      zone();
    }
    return type.end(cursor.end());
  }

  private static Name named(String canonical, Token token) {
    return new Name(canonical, token.start(), token.end());
  }

  private Node generic(Draft type) {
    Token first = cursor.peek();
    if (first.kind() == TokenKind.WORD && !Keywords.mayNameFunction(first.name())) {
      throw cursor.mismatch("a keyword stands where a type may");
    }
    List<Name> names = new ArrayList<>(2);
    names.add(Cursor.name(cursor.label()));
    while (cursor.acceptSymbol(".")) {
      names.add(Cursor.name(cursor.label()));
    }
    type.names(names);
    modifiers(type);
    return type.end(cursor.end());
  }

  private void modifiers(Draft type) {
    if (cursor.acceptSymbol("(")) {
      type.addAll(grammar.expressions.list());
      cursor.expectSymbol(")");
    }
  }

  private void zone() {
    boolean with = cursor.at("with") || cursor.at("without");
    if (with && cursor.peek(1).isWord("time")) {
      cursor.next();
      cursor.next();
      cursor.expect("zone");
    }
  }

  /** {@code DAY TO SECOND(3)} and the like. */
  private void intervalFields() {
    if (!cursor.acceptAny("year", "month", "day", "hour", "minute", "second")) {
      return;
    }
    if (cursor.accept("to")) {
      cursor.expectAny("month", "hour", "minute", "second");
    }
    if (cursor.acceptSymbol("(")) {
      cursor.next();
      cursor.expectSymbol(")");
    }
  }
}
