package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INSERT, UPDATE, DELETE and MERGE. */
final class ChangeGrammar {

  private final Grammar grammar;
  private final Cursor cursor;

  ChangeGrammar(Grammar grammar) {
    this.grammar = grammar;
    this.cursor = grammar.cursor;
  }

  private static Draft change(Kind kind, int start, @Nullable Node with) {
    Draft change = new Draft(kind, start);
    return with == null ? change : change.add(with);
  }

  Node insert(int start, @Nullable Node with) {
    Draft insert = change(Kind.INSERT, start, with);
    cursor.expect("insert");
    cursor.expect("into");
    Draft target = new Draft(Kind.TARGET, cursor.start()).names(cursor.qualifiedName());
    if (cursor.at("as")) {
      targetAlias(target);
    }
    insert.add(target.end(cursor.end()));
    if (cursor.atSymbol("(") && !grammar.queries.atQueryAfter(0)) {
      insert.add(targetColumns(insert));
    }
    if (cursor.accept("overriding")) {
      cursor.expectAny("user", "system");
      cursor.expect("value");
    }
    if (!cursor.accept("default", "values")) {
      insert.add(grammar.queries.query());
    }
    if (cursor.at("on")) {
      insert.add(onConflict());
    }
    returning(insert);
    return insert.end(cursor.end());
  }

  /** {@code (column, column.field, column[1])}; subscripts go to the owner. */
  private Node targetColumns(Draft owner) {
    int start = cursor.start();
    List<Name> names = new ArrayList<>();
    cursor.expectSymbol("(");
    do {
      names.add(targetColumn(owner));
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return new Draft(Kind.COLUMN_LIST, start).names(names).end(cursor.end());
  }

  private Name targetColumn(Draft owner) {
    Name name = Cursor.name(cursor.columnName());
    while (cursor.atSymbol(".") || cursor.atSymbol("[")) {
      if (cursor.acceptSymbol(".")) {
        cursor.label();
      } else {
        cursor.expectSymbol("[");
        if (!cursor.atSymbol(":")) {
          owner.add(grammar.expressions.expression());
        }
        if (cursor.acceptSymbol(":") && !cursor.atSymbol("]")) {
          owner.add(grammar.expressions.expression());
        }
        cursor.expectSymbol("]");
      }
    }
    return name;
  }

  private Node onConflict() {
    Draft conflict = new Draft(Kind.ON_CONFLICT, cursor.start());
    cursor.expect("on");
    cursor.expect("conflict");
    if (cursor.accept("on", "constraint")) {
      cursor.columnName();
    } else if (cursor.acceptSymbol("(")) {
      do {
        conflict.add(grammar.expressions.expression());
        operatorClass();
      } while (cursor.acceptSymbol(","));
      cursor.expectSymbol(")");
      grammar.expressions.where(conflict);
    }
    cursor.expect("do");
    if (!cursor.accept("nothing")) {
      cursor.expect("update");
      conflict.add(set());
      grammar.expressions.where(conflict);
    }
    return conflict.end(cursor.end());
  }

  private void operatorClass() {
    if (cursor.atColumnName()) {
      cursor.qualifiedName();
    }
    cursor.acceptAny("asc", "desc");
  }

  private Draft target() {
    Draft target = grammar.sources.relation(Kind.TARGET);
    if (cursor.at("as") || (cursor.atColumnName() && !cursor.at("set"))) {
      targetAlias(target);
    }
    return target;
  }

  /** What is written to has an alias without columns: in an INSERT, those behind it are set. */
  private void targetAlias(Draft target) {
    Draft alias = new Draft(Kind.ALIAS, cursor.start());
    cursor.accept("as");
    target.add(alias.name(cursor.columnName()).end(cursor.end()));
  }

  Node update(int start, @Nullable Node with) {
    Draft update = change(Kind.UPDATE, start, with);
    cursor.expect("update");
    update.add(target().end(cursor.end()));
    update.add(set());
    if (cursor.at("from")) {
      update.add(grammar.sources.from());
    }
    where(update);
    returning(update);
    return update.end(cursor.end());
  }

  Node delete(int start, @Nullable Node with) {
    Draft delete = change(Kind.DELETE, start, with);
    cursor.expect("delete");
    cursor.expect("from");
    delete.add(target().end(cursor.end()));
    if (cursor.at("using")) {
      delete.add(grammar.sources.from());
    }
    where(delete);
    returning(delete);
    return delete.end(cursor.end());
  }

  private void where(Draft change) {
    if (cursor.at("where", "current") && cursor.peek(2).isWord("of")) {
      cursor.next();
      cursor.next();
      cursor.next();
      if (cursor.peek().kind() == TokenKind.PARAMETER) {
        cursor.next();
      } else {
        cursor.columnName();
      }
      change.trait(Trait.CURRENT_OF);
    } else {
      grammar.expressions.where(change);
    }
  }

  private void returning(Draft change) {
    if (cursor.accept("returning")) {
      change.add(grammar.selects.selectList());
    }
  }

  /** SET with what is assigned. */
  private Node set() {
    Draft set = new Draft(Kind.SET, cursor.start());
    cursor.expect("set");
    do {
      int start = cursor.start();
      boolean several = cursor.atSymbol("(");
      if (several) {
        set.add(targetColumns(set));
      } else {
        List<Name> names = List.of(targetColumn(set));
        set.add(new Draft(Kind.COLUMN_LIST, start).names(names).end(cursor.end()));
      }
      if (!cursor.peek().isOperator("=")) {
        throw cursor.mismatch("`=` is missing");
      }
      cursor.next();
      boolean query = several && grammar.queries.atQueryAfter(0);
      set.add(several && !query && cursor.atSymbol("(") ? grammar.queries.row() : assigned());
    } while (cursor.acceptSymbol(","));
    return set.end(cursor.end());
  }

  /** An expression, DEFAULT, or a row that may hold DEFAULT. */
  private Node assigned() {
    if (cursor.at("row") && cursor.peek(1).isPunctuation("(")) {
      cursor.next();
      return grammar.queries.row();
    }
    return grammar.expressions.expressionOrDefault();
  }

  Node merge(int start, @Nullable Node with) {
    Draft merge = change(Kind.MERGE, start, with);
    cursor.expect("merge");
    cursor.expect("into");
    merge.add(target().end(cursor.end()));
    Draft source = new Draft(Kind.FROM, cursor.start());
    cursor.expect("using");
    merge.add(source.add(grammar.sources.source()).end(cursor.end()));
    Draft on = new Draft(Kind.ON, cursor.start());
    cursor.expect("on");
    merge.add(on.add(grammar.expressions.expression()).end(cursor.end()));
    do {
      merge.add(when());
    } while (cursor.at("when"));
    returning(merge);
    return merge.end(cursor.end());
  }

  private Node when() {
    Draft when = new Draft(Kind.MERGE_WHEN, cursor.start());
    cursor.expect("when");
    boolean inserts = cursor.accept("not");
    cursor.expect("matched");
    if (cursor.accept("by")) {
      inserts = !cursor.at("source");
      cursor.expectAny("source", "target");
    }
    if (cursor.accept("and")) {
      when.add(grammar.expressions.expression());
    }
    cursor.expect("then");
    if (cursor.accept("do", "nothing")) {
      return when.end(cursor.end());
    }
    if (inserts) {
      cursor.expect("insert");
      mergeInsert(when);
    } else if (cursor.accept("update")) {
      when.add(set());
    } else {
      cursor.expect("delete");
    }
    return when.end(cursor.end());
  }

  private void mergeInsert(Draft when) {
    if (cursor.atSymbol("(")) {
      when.add(targetColumns(when));
    }
    if (cursor.accept("overriding")) {
      cursor.expectAny("user", "system");
      cursor.expect("value");
    }
    if (!cursor.accept("default", "values")) {
      cursor.expect("values");
      when.add(grammar.queries.row());
    }
  }
}
