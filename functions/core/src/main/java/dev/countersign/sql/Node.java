package dev.countersign.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node of a parsed statement. It knows where it stands in the text and what it names, and never
 * the value of a literal. Children stand in the order of the text.
 *
 * <p>Expressions are flat: {@code a + b * c and d} is one {@link Kind#EXPRESSION} with its operands
 * and operators as children, since who reads this tree asks which names an expression uses and not
 * in which order it computes. The depth of the tree is bounded by {@link SqlParser#DEEPEST}.
 *
 * @param kind what it is; each kind says what its names and children are
 * @param start offset of its first UTF-16 unit
 * @param end offset after its last UTF-16 unit
 * @param names the parts of its name
 * @param traits what else is said of it
 * @param children the nodes in it
 */
public record Node(
    Kind kind, int start, int end, List<Name> names, Set<Trait> traits, List<Node> children) {

  /**
   * A part of a name.
   *
   * @param text the name that PostgreSQL means (folded, unquoted, cut at 63 bytes)
   * @param start offset of its first UTF-16 unit, the quote included
   * @param end offset after its last UTF-16 unit
   */
  public record Name(String text, int start, int end) {}

  public Node {
    names = List.copyOf(names);
    traits = Set.copyOf(traits);
    children = List.copyOf(children);
  }

  /** The first child of this kind. */
  public Optional<Node> child(Kind wanted) {
    for (Node child : children) {
      if (child.kind == wanted) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  /** Whether it has this trait. */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** The last part of its name; empty where it has none. */
  public String lastName() {
    return names.isEmpty() ? "" : names.getLast().text();
  }

  /** The whole name, with dots. */
  public String fullName() {
    StringBuilder full = new StringBuilder();
    for (Name name : names) {
      full.append(full.isEmpty() ? "" : ".").append(name.text());
    }
    return full.toString();
  }

  /** What a node says beyond its kind. */
  public enum Trait {
    /** WITH: its items may name each other and themselves. */
    RECURSIVE,
    /** RELATION, TARGET: ONLY is written. */
    ONLY,
    /** RELATION, TARGET: a star is written after the name. */
    DESCENDANTS,
    /** SUBQUERY_SOURCE, FUNCTION_SOURCE: LATERAL is written. */
    LATERAL,
    /** FUNCTION_SOURCE: WITH ORDINALITY is written. */
    ORDINALITY,
    /** JOIN: NATURAL is written. */
    NATURAL,
    /** COLUMN, FIELD: a star stands after the name: {@code t.*}, {@code (x).*}. */
    ALL_COLUMNS,
    /** FUNCTION: the argument is a star. */
    STAR_ARGUMENT,
    /** DISTINCT, and a FUNCTION with DISTINCT: only different rows. */
    DISTINCT_ROWS,
    /** EXPLAIN: the statement is executed, not only planned. */
    EXECUTES,
    /** SET_OPERATION: at least one UNION without ALL, or INTERSECT or EXCEPT. */
    REMOVES_ROWS,
    /** UPDATE, DELETE: the row is that of a cursor. */
    CURRENT_OF
  }

  /** What a node is. */
  public enum Kind {
    /**
     * A whole query, with or without parentheses (then they are within its offsets). Children:
     * WITH?, one body (SELECT, VALUES, TABLE_COMMAND, SET_OPERATION or QUERY), then ORDER_BY?,
     * LIMIT*, LOCKING*.
     */
    QUERY,
    /** UNION, INTERSECT, EXCEPT in a row. Children: its operands (SELECT, VALUES, QUERY, ...). */
    SET_OPERATION,
    /** Children: DISTINCT?, SELECT_LIST, INTO?, FROM?, WHERE?, GROUP_BY?, HAVING?, WINDOW*. */
    SELECT,
    /** VALUES. Children: ROW*. */
    VALUES,
    /** {@code TABLE name}. Child: RELATION. */
    TABLE_COMMAND,
    /** Children: WITH_ITEM*. */
    WITH,
    /** Name: the item's. Children: COLUMN_LIST?, then QUERY, INSERT, UPDATE, DELETE or MERGE. */
    WITH_ITEM,
    /** Names: the columns of an alias, a WITH_ITEM, an INSERT, USING, SEARCH or CYCLE. */
    COLUMN_LIST,
    /** DISTINCT, or DISTINCT ON with the expressions as children. */
    DISTINCT,
    /** Children: SELECT_ITEM*. */
    SELECT_LIST,
    /** Children: an expression or STAR, then ALIAS?. */
    SELECT_ITEM,
    /** {@code *} as a select item. */
    STAR,
    /** SELECT ... INTO. Names: the relation that is made. */
    INTO,
    /** Children: RELATION, SUBQUERY_SOURCE, FUNCTION_SOURCE, JOIN (also the USING of a DELETE). */
    FROM,
    /** Child: an expression. */
    WHERE,
    /** Children: expressions; GROUPING SETS, ROLLUP and CUBE are CONSTRUCT. */
    GROUP_BY,
    /** Child: an expression. */
    HAVING,
    /** A window, named or not: children are its expressions and ORDER_BY?. Names: 0 to 2. */
    WINDOW,
    /** Children: expressions, and OPERATOR after USING. */
    ORDER_BY,
    /** LIMIT, OFFSET or FETCH. Children: expressions. */
    LIMIT,
    /** FOR UPDATE, FOR SHARE and the like. Children: RELATION* after OF. */
    LOCKING,
    /** A named relation that is read. Names: 1 to 3. Children: ALIAS?, TABLESAMPLE?. */
    RELATION,
    /** A query in parentheses in FROM. Children: QUERY, ALIAS?. */
    SUBQUERY_SOURCE,
    /**
     * Functions in FROM. Children: FUNCTION or CONSTRUCT and, for ROWS FROM, COLUMN_LIST; ALIAS?.
     */
    FUNCTION_SOURCE,
    /**
     * Joins in a row at one level. Children: sources, with COLUMN_LIST (of USING) or ON after each
     * join; ALIAS? if in parentheses.
     */
    JOIN,
    /** Child: an expression. */
    ON,
    /** Name: the alias. Child: COLUMN_LIST? (with TYPE* where it defines columns). */
    ALIAS,
    /** Name: the method. Children: its expressions. */
    TABLESAMPLE,
    /** An expression of more than one part, flat. */
    EXPRESSION,
    /** A column, or a whole row. Names: 1 to 4. */
    COLUMN,
    /** {@code .name} or {@code .*} after an expression that is not a plain name. */
    FIELD,
    /** A call. Names: the function. Children: arguments, ORDER_BY?, WHERE? (of FILTER), WINDOW?. */
    FUNCTION,
    /** Built-in syntax such as COALESCE, CASE, ROW, ARRAY. Name: its keyword. */
    CONSTRUCT,
    /** A constant; its value is not kept. */
    LITERAL,
    /** Name: its number. */
    PARAMETER,
    /** Names: the schema, if written, and the symbol. Keywords such as AND are not nodes. */
    OPERATOR,
    /**
     * A type, after {@code ::}, in CAST, before a constant. Names: as written, without modifiers.
     */
    TYPE,
    /** Names: the collation. */
    COLLATION,
    /** A query in an expression. Child: QUERY. */
    SUBQUERY,
    /** A row of VALUES. Children: expressions. */
    ROW,
    /** Children: WITH?, TARGET, COLUMN_LIST?, QUERY?, ON_CONFLICT?, SELECT_LIST? (RETURNING). */
    INSERT,
    /** Children: WITH?, TARGET, SET, FROM?, WHERE?, SELECT_LIST? (RETURNING). */
    UPDATE,
    /** Children: WITH?, TARGET, FROM? (USING), WHERE?, SELECT_LIST? (RETURNING). */
    DELETE,
    /** Children: WITH?, TARGET, FROM (USING), ON, MERGE_WHEN*, SELECT_LIST? (RETURNING). */
    MERGE,
    /** The relation that is written. As RELATION. */
    TARGET,
    /** Children: COLUMN_LIST (the columns set) and expressions. */
    SET,
    /** Children: expressions, WHERE*, SET?. */
    ON_CONFLICT,
    /** Children: expressions, SET?, COLUMN_LIST?, ROW?. */
    MERGE_WHEN,
    /** Child: the statement that is explained. */
    EXPLAIN,
    /** SHOW. */
    SHOW
  }
}
