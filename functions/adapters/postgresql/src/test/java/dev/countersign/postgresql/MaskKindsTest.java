package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Mask;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Effect;
import dev.countersign.mask.LabelledColumn;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskVerdict;
import dev.countersign.postgresql.MaskingDatabase.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What masks show on a target; those that disclose are judged by exactly what they disclose. */
class MaskKindsTest {

  private static final RelationName TABLE = new RelationName("public", "holders");

  private static final String SCHEMA =
      """
      create table holders (id int primary key, email text, phone varchar(40), card char(16),
        iban text, note text, pin varchar(12), born date, seen timestamptz, salary numeric(10,2));
      """;

  private static final String FIRST =
      """
      insert into holders values
        (1, 'ada@example.com', '+49 30 1', '4111111111111111', 'DE02120300000000202051', 'x',
          '000011112222', '1990-05-06', '2026-02-03 04:05:06+00', 51234.56),
        (2, null, null, null, null, null, '1234', null, null, null);
      """;

  private static final String SECOND =
      """
      insert into holders values
        (1, 'bob@example.org', '+1 202', '5500000000000004', 'GB33BUKB20201555555555', 'yy',
          '999988882222', '1990-11-12', '2026-08-09 10:11:12+00', 51999.99),
        (2, 'x', 'y', '1', 'z', 'n', '9', null, null, null);
      """;

  private static EmbeddedPostgres server;
  private static MaskingDatabase first;
  private static MaskingDatabase second;

  @BeforeAll
  static void open() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().start();
    first = MaskingDatabase.create(server, "kinds_a", List.of(SCHEMA, FIRST));
    second = MaskingDatabase.create(server, "kinds_b", List.of(SCHEMA, SECOND));
  }

  @AfterAll
  static void close() throws IOException, SQLException {
    first.close();
    second.close();
    server.close();
  }

  private static String planned(String statement, Map<String, Mask> masks) throws SQLException {
    SortedSet<LabelledColumn> labels = new TreeSet<>();
    SortedSet<ColumnName> masked = new TreeSet<>();
    masks.forEach((name, mask) -> {
      ColumnName column = new ColumnName(TABLE, name);
      labels.add(new LabelledColumn(column, "kind", mask));
      masked.add(column);
    });
    MaskVerdict verdict =
        new MaskPlanner().plan(statement, Effect.READ, first.catalogue(), labels, masked);
    return ((MaskVerdict.Planned) verdict).plan().text();
  }

  @Test
  void aMaskThatKeepsNothingShowsTheSameForEveryValue() throws SQLException {
    String text =
        planned(
            "select email, phone, card, iban, note, born, salary from holders order by id",
            Map.of(
                "email", Mask.EMAIL,
                "phone", Mask.PHONE,
                "card", Mask.CARD_NUMBER,
                "iban", Mask.IBAN,
                "note", Mask.NULL,
                "born", Mask.REDACT,
                "salary", Mask.EMAIL));
    Response answer = first.read(text, "");

    List<String> row =
        List.of(
            "masked@masked.invalid",
            "+12025550100",
            "0000000000000000",
            "DE36000000000000000000",
            "null",
            "null",
            "null");
    assertThat(answer.rows()).containsExactly(row, row);
    assertThat(second.read(text, "")).isEqualTo(answer);
    assertThat(answer.columns()).contains("phone varchar", "born date", "salary numeric");
  }

  @Test
  void aMaskThatDisclosesShowsWhatItsNameSaysAndNoMore() throws SQLException {
    String text =
        planned(
            "select pin, born, extract(year from seen) as seen, salary from holders order by id",
            Map.of(
                "pin", Mask.DISCLOSES_LAST_FOUR,
                "born", Mask.DISCLOSES_YEAR,
                "seen", Mask.DISCLOSES_YEAR,
                "salary", Mask.DISCLOSES_THOUSANDS));
    assertThat(first.read(text, "").rows())
        .isEqualTo(second.read(text, "").rows())
        .containsExactly(
            List.of("***2222", "1990-01-01", "2026", "51000"),
            List.of("***", "null", "null", "null"));
  }
}
