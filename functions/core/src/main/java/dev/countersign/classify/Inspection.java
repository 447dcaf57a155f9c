package dev.countersign.classify;

import dev.countersign.catalogue.PlainRoutine;
import dev.countersign.classify.RelationUse.Access;
import dev.countersign.sql.NamedRelations;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a parsed statement would do. It is a read only if no node of it does anything else: no
 * change of rows, no INTO, no lock, and every function, type, operator and sampling method on the
 * {@link AllowList}.
 */
final class Inspection {

  private final String text;
  private final AllowList allowed;
  private final Findings findings;
  private final List<Node> overloaded = new ArrayList<>();

  Inspection(String text, AllowList allowed, Findings findings) {
    this.text = text;
    this.allowed = allowed;
    this.findings = findings;
  }

  /** Whether the statement runs, or is only planned by EXPLAIN. */
  private enum Run {
    EXECUTED,
    PLANNED
  }

  void inspect(Node statement) {
    boolean planned = statement.kind() == Kind.EXPLAIN && !statement.is(Trait.EXECUTES);
    Run run = planned ? Run.PLANNED : Run.EXECUTED;
    for (Node relation : NamedRelations.of(statement)) {
      if (relation.kind() == Kind.RELATION || planned) {
        findings.touch(relation.names(), Access.READ);
      } else {
        findings.touch(relation.names(), Access.WRITE);
      }
    }
    if (findings.surveyed()) {
      new NamedColumns(findings, planned ? Access.READ : Access.WRITE).find(statement);
    }
    walk(statement, run);
    if (findings.isRead()) {
      OwnOperators.find(text, statement, findings.columnsOfOwnTypes(), overloaded)
          .ifPresent(why -> findings.signal(Signal.NOT_ON_ALLOW_LIST).atLeast(Effect.UNKNOWN, why));
    } else {
      // What is no read runs with the search path of the connection, where others may be meant.
      overloaded.forEach(called -> refuse("it calls ", called));
    }
  }

  private void walk(Node node, Run run) {
    visit(node, run);
    for (Node child : node.children()) {
      walk(child, run);
    }
  }

  private void visit(Node node, Run run) {
    switch (node.kind()) {
      case INSERT -> change(run, "it inserts rows");
      case UPDATE -> rows(node, run, "it updates rows");
      case DELETE -> rows(node, run, "it deletes rows");
      case MERGE -> change(run, "it merges rows");
      case INTO -> {
        findings.make(node.names());
        findings.atLeast(Effect.SCHEMA, "it creates a table");
      }
      case QUERY -> {
        if (run == Run.EXECUTED && node.child(Kind.LOCKING).isPresent()) {
          lock(node);
        }
      }
      case FUNCTION -> call(node);
      case CONSTRUCT -> construct(node);
      case COLUMN -> {
        boolean qualified = node.names().size() > 1 && !node.is(Trait.ALL_COLUMNS);
        refuseUnless(!qualified || !allowed.mayBeRoutine(node), "it may call ", node);
      }
      case FIELD -> refuseUnless(!allowed.mayBeRoutine(node), "it may call ", node);
      case TYPE ->
          refuseUnless(allowed.hasType(node), "it makes a value of a type not built in: ", node);
      case OPERATOR ->
          refuseUnless(allowed.hasOperator(node), "it uses an operator not built in: ", node);
      case TABLESAMPLE -> refuseUnless(allowed.hasSamplingMethod(node), "it samples by ", node);
      case SET_OPERATION,
          SELECT,
          VALUES,
          TABLE_COMMAND,
          WITH,
          WITH_ITEM,
          COLUMN_LIST,
          DISTINCT,
          SELECT_LIST,
          SELECT_ITEM,
          STAR,
          FROM,
          WHERE,
          GROUP_BY,
          HAVING,
          WINDOW,
          ORDER_BY,
          LIMIT,
          LOCKING,
          RELATION,
          SUBQUERY_SOURCE,
          FUNCTION_SOURCE,
          JOIN,
          ON,
          ALIAS,
          EXPRESSION,
          LITERAL,
          PARAMETER,
          COLLATION,
          SUBQUERY,
          ROW,
          TARGET,
          SET,
          ON_CONFLICT,
          MERGE_WHEN,
          EXPLAIN,
          SHOW -> {
        // These do nothing by themselves.
      }
    }
  }

  private void change(Run run, String why) {
    if (run == Run.EXECUTED) {
      findings.atLeast(Effect.WRITE, why);
    }
  }

  private void rows(Node change, Run run, String why) {
    change(run, why);
    if (change.child(Kind.WHERE).isEmpty() && !change.is(Trait.CURRENT_OF)) {
      findings.signal(Signal.NO_WHERE);
    }
  }

  /** A row lock is written into the row: every relation of the query counts as written. */
  private void lock(Node query) {
    findings.signal(Signal.LOCKING).atLeast(Effect.WRITE, "it locks rows");
    for (Node relation : NamedRelations.of(query)) {
      findings.touch(relation.names(), Access.WRITE);
    }
  }

  private void construct(Node construct) {
    if (allowed.isOverloaded(construct)) {
      overloaded.add(construct);
    } else {
      refuseUnless(allowed.hasConstruct(construct), "it calls ", construct);
    }
  }

  private void call(Node function) {
    findings.call(function.fullName());
    if (allowed.hasFunction(function)) {
      return;
    }
    if (allowed.isOverloaded(function)) {
      overloaded.add(function);
      return;
    }
    Optional<PlainRoutine> plain = allowed.plainRoutine(function);
    if (plain.isPresent()) {
      plain.get().reads().forEach(findings::reach);
      return;
    }
    findings.signal(Signal.NOT_ON_ALLOW_LIST);
    String name = function.lastName();
    String why = "it calls " + Findings.quoted(name) + ", which is not known to be free of effects";
    if (isSequenceCall(function) && function.names().size() == 1 && namedSequence(function)) {
      findings.atLeast(Effect.WRITE, why);
    } else {
      findings.atLeast(Effect.UNKNOWN, why);
    }
  }

  private static boolean isSequenceCall(Node function) {
    String name = function.lastName();
    return name.equals("nextval") || name.equals("setval");
  }

  /** Names the sequence that is written if the first argument is a plain name in quotes. */
  private boolean namedSequence(Node function) {
    if (function.children().isEmpty()) {
      return false;
    }
    Node argument = function.children().getFirst();
    boolean cast =
        argument.kind() == Kind.EXPRESSION
            && argument.children().size() == 2
            && argument.children().getLast().lastName().equals("regclass");
    Node literal = cast ? argument.children().getFirst() : argument;
    String written = text.substring(literal.start(), literal.end());
    if (literal.kind() != Kind.LITERAL || !PlainNames.isQuotedName(written)) {
      return false;
    }
    int start = literal.start() + 1;
    findings.touchWhole(
        PlainNames.parts(written.substring(1, written.length() - 1)).stream()
            .map(part -> new Name(part, start, literal.end() - 1))
            .toList(),
        Access.WRITE);
    return true;
  }

  private void refuseUnless(boolean known, String what, Node node) {
    if (!known) {
      refuse(what, node);
    }
  }

  private void refuse(String what, Node node) {
    findings.signal(Signal.NOT_ON_ALLOW_LIST);
    String name = node.kind() == Kind.OPERATOR ? "`" + node.fullName() + "`" : quotedName(node);
    findings.atLeast(Effect.UNKNOWN, what + name);
  }

  private static String quotedName(Node node) {
    return Findings.quoted(node.lastName());
  }
}
