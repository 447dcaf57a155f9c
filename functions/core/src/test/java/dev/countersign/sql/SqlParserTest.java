package dev.countersign.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import dev.countersign.sql.SqlParser.Parsed;
import dev.countersign.sql.SqlParser.ParsedStatement;
import dev.countersign.sql.SqlParser.Unreadable;
import dev.countersign.sql.SqlText.Lexed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParserTest {

  private static Parsed parse(String text) {
    return SqlParser.parse((Lexed) SqlText.of(text));
  }

  private static Node root(String text) {
    return ((ParsedStatement) parse(text)).root();
  }

  private static List<Node> all(Node node, Kind kind) {
    List<Node> found = new ArrayList<>();
    if (node.kind() == kind) {
      found.add(node);
    }
    node.children().forEach(child -> found.addAll(all(child, kind)));
    return found;
  }

  private static List<String> texts(String text, Kind kind) {
    return all(root(text), kind).stream()
        .map(node -> text.substring(node.start(), node.end()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "SELECT * FROM a, s.b x, ONLY c AS y ~ a,s.b,c",
        "WITH a AS (SELECT * FROM a) SELECT * FROM a ~ a",
        "WITH RECURSIVE a AS (SELECT * FROM b UNION SELECT * FROM a) SELECT * FROM a ~ b",
        "WITH a AS (SELECT * FROM b), b AS (SELECT * FROM a) SELECT * FROM a, b ~ b",
        "WITH a AS (SELECT 1) SELECT * FROM s.a ~ s.a",
        "SELECT (WITH a AS (SELECT 1) SELECT count(*) FROM a) FROM a ~ a",
        "SELECT * FROM (WITH a AS (SELECT 1) TABLE a) x, LATERAL (TABLE a) y ~ a",
        "WITH t AS (SELECT 1) DELETE FROM t USING t ~ t",
        "SELECT * FROM ((a JOIN b USING (x)) JOIN c ON true) ~ a,b,c",
        "SELECT * FROM a JOIN b JOIN c ON 1 = 1 ON 2 = 2 ~ a,b,c",
        "SELECT extract(year FROM d), substring(x FROM 2 FOR 3), trim(BOTH y FROM z) FROM t ~ t",
        "SELECT a IS DISTINCT FROM b FROM t FOR UPDATE OF t ~ t",
        "INSERT INTO a SELECT * FROM b ON CONFLICT DO NOTHING RETURNING (SELECT 1 FROM c) ~ a,b,c",
        "MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE ~ a,b",
        "EXPLAIN ANALYZE UPDATE a SET x = (SELECT 1 FROM b) FROM c ~ a,b,c",
        "((SELECT 1 FROM a) UNION (TABLE b)) ORDER BY 1 ~ a,b",
        "SELECT * FROM ((SELECT 1 FROM a) UNION (TABLE b)) q ~ a,b",
        "SELECT ((SELECT 1 FROM a) + 1), x IN ((SELECT 2 FROM b), 3) ~ a,b",
        "SELECT JSON_ARRAY(SELECT x FROM a), JSON_ARRAY((SELECT 1 FROM b), 2), JSON_OBJECT('k':"
            + " (SELECT 1 FROM c)) ~ a,b,c",
        "SELECT 1 FROM a, JSON_TABLE((SELECT x FROM b), '$' PASSING (SELECT 1 FROM c) AS p COLUMNS"
            + " (x int DEFAULT (SELECT 1 FROM d) ON EMPTY)) ~ a,b,c,d",
        "SELECT JSON_EXISTS((SELECT x FROM a), '$'), JSON_VALUE(x, '$' DEFAULT (SELECT 1 FROM b) ON"
            + " ERROR) ~ a,b",
        "SELECT * FROM f(a) x, ROWS FROM (g(1), h(2)) y, t TABLESAMPLE system (3) ~ t",
      })
  void baseRelationsAreFoundAndItemsOfAWithAreNot(String text, String relations) {
    assertThat(NamedRelations.of(root(text)).stream().map(Node::fullName))
        .containsExactlyInAnyOrder(relations.split(","));
  }

  @Test
  void nodesStandWhereTheirTextStands() {
    String text = "SELECT a.b AS c, f(x) /* , y */ FROM s.\"T t\" AS q WHERE d = 'e'";

    assertThat(texts(text, Kind.SELECT_ITEM)).containsExactly("a.b AS c", "f(x)");
    assertThat(texts(text, Kind.RELATION)).containsExactly("s.\"T t\" AS q");
    assertThat(texts(text, Kind.WHERE)).containsExactly("WHERE d = 'e'");
    assertThat(texts(text, Kind.COLUMN)).containsExactly("a.b", "x", "d");
    assertThat(all(root(text), Kind.RELATION).getFirst().names().getLast().text()).isEqualTo("T t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "SELECT 5::d ~ d",
        "SELECT CAST(x AS s.d) ~ s.d",
        "SELECT d '7' ~ d",
        "SELECT d(1) '7' ~ d",
        "SELECT s.d '7' ~ s.d",
        "SELECT int '7', double precision '1' ~ int4,float8",
        "SELECT timestamp(3) with time zone '2020-01-01' ~ timestamp",
        "SELECT * FROM f() AS x(a d, b text[]) ~ d,text",
        "SELECT * FROM json_to_record('{}') AS (a d COLLATE \"C\") ~ d",
        "SELECT x FROM xmltable('/a' PASSING '<a/>' COLUMNS a d PATH '.') ~ d",
        "SELECT interval '1' day to second(3) ~ interval",
        "SELECT JSON_VALUE(j, '$.a' RETURNING d) ~ d",
        "SELECT JSON_QUERY(j, '$' PASSING x::d AS y RETURNING s.e FORMAT JSON) ~ d,s.e",
        "SELECT JSON_OBJECT('a' VALUE 1, 'b': 2 RETURNING d FORMAT JSON ENCODING utf8) ~ d",
        "SELECT JSON_SERIALIZE(j FORMAT JSON RETURNING d) ~ d",
        "SELECT JSON_ARRAYAGG(x::e ORDER BY y NULL ON NULL RETURNING d) FILTER (WHERE z::f) ~ e,d,f",
        "SELECT 1 FROM JSON_TABLE(j, '$' AS p COLUMNS (a d, nested e PATH '$',"
            + " NESTED PATH '$.b' AS q COLUMNS (c f EXISTS PATH '$' ERROR ON ERROR))) ~ d,e,f",
        "SELECT time FROM t ~ ''",
      })
  void everyTypeIsFound(String text, String types) {
    String expected = types.equals("''") ? "" : types;
    assertThat(String.join(",", all(root(text), Kind.TYPE).stream().map(Node::fullName).toList()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXPLAIN ANALYZE SELECT 1",
        "EXPLAIN (COSTS OFF, \"analyze\") DELETE FROM t",
        "EXPLAIN (ANALYSE) SELECT 1",
        "EXPLAIN (ANALYZE true) SELECT 1",
        "EXPLAIN (ANALYZE 1) SELECT 1",
        "EXPLAIN (ANALYZE, ANALYZE off) SELECT 1",
      })
  void anExplainThatExecutesIsSeen(String text) {
    assertThat(root(text).is(Trait.EXECUTES)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXPLAIN SELECT 1",
        "EXPLAIN VERBOSE SELECT 1",
        "EXPLAIN (ANALYZE false, COSTS) SELECT 1",
        "EXPLAIN (SELECT 1)",
        "EXPLAIN ((SELECT 1) UNION SELECT 2)",
      })
  void anExplainThatPlansOnlyIsSeen(String text) {
    assertThat(root(text).is(Trait.EXECUTES)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 FROM",
        "SELECT (1",
        "SELECT 1)",
        "SELECT 1 < 2 < 3",
        "SELECT f(x).y",
        "SELECT left FROM t",
        "SELECT * FROM LATERAL t",
        "SELECT * FROM (t)",
        "SELECT * FROM rank() OVER (ORDER BY 1)",
        "SELECT array[1][1]",
        "SELECT 1 WHERE",
        "INSERT INTO t",
        "DELETE t",
        "UPDATE t SET a",
        "WITH a AS (DROP TABLE t) SELECT 1",
        "DROP TABLE t",
        "EXPLAIN DROP TABLE t",
        "SELECT 1; SELECT 2",
        "",
        ";",
        "SELECT `a`",
        "SELECT [a] FROM t",
        "SELECT TOP 1 a FROM t",
      })
  void whatIsNotReadIsUnreadable(String text) {
    assertThat(parse(text)).isInstanceOf(Unreadable.class);
  }

  @Test
  void deepTextsAreRefusedAndLongOnesAreNot() {
    int deepest = SqlParser.DEEPEST;
    assertThat(parse("SELECT " + "(".repeat(20) + "1" + ")".repeat(20)))
        .isInstanceOf(ParsedStatement.class);
    assertThat(parse("SELECT " + "(".repeat(deepest) + "1" + ")".repeat(deepest)))
        .isInstanceOf(Unreadable.class);
    assertThat(parse("SELECT 1" + " + 1".repeat(10_000))).isInstanceOf(ParsedStatement.class);
    assertThat(parse("SELECT " + "- ".repeat(10_000) + "1")).isInstanceOf(ParsedStatement.class);
    assertThat(parse("SELECT 1" + "::int".repeat(9_000))).isInstanceOf(ParsedStatement.class);
    assertThat(parse("SELECT 1" + " UNION SELECT 1".repeat(4_000)))
        .isInstanceOf(ParsedStatement.class);
    assertThat(parse("SELECT 1 FROM a" + " JOIN a ON 1=1".repeat(4_000)))
        .isInstanceOf(ParsedStatement.class);
  }
}
