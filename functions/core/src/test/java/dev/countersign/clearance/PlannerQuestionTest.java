package dev.countersign.clearance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Classifier;
import dev.countersign.execute.NoEstimate;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.mask.OutputMask;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a planner may be asked, whatever the masker lets pass: the plan here is the text as it was
 * asked, with one column masked.
 */
final class PlannerQuestionTest {

  private static final Catalogue CATALOGUE = catalogue();

  private static Catalogue catalogue() {
    TreeMap<RelationName, Relation> relations = new TreeMap<>();
    Map.of("people", "ssn", "orders", "status")
        .forEach((name, column) -> {
          RelationName relation = new RelationName("shop", name);
          relations.put(
              relation,
              new Relation(
                  relation,
                  RelationKind.TABLE,
                  List.of(
                      new Column("id", "integer", false, false),
                      new Column(column, "text", true, false)),
                  List.of("id"),
                  new TreeSet<>(),
                  false,
                  ""));
        });
    return new Catalogue(
        List.of("shop"), relations, new TreeSet<>(), new TreeSet<>(Set.of("leak", "lower")));
  }

  private static PlannerQuestion question(String statement) {
    return question(statement, false);
  }

  private static PlannerQuestion question(String statement, boolean keyed) {
    Classification classification = new Classifier().classify(statement, CATALOGUE);
    TreeSet<ColumnName> masked = new TreeSet<>();
    masked.add(new ColumnName(new RelationName("shop", "people"), "ssn"));
    return PlannerQuestion.of(
        classification,
        new MaskingPlan(
            statement,
            new TreeSet<>(),
            masked,
            new OutputMask.Everything(),
            new TreeSet<>(),
            new TreeSet<>(),
            keyed),
        CATALOGUE);
  }

  @Test
  void noKeyIsBoundToAQuestion() {
    assertThat(question("select id from people where ssn = $1", true))
        .isEqualTo(new PlannerQuestion.Withheld(NoEstimate.MASK_KEY));
    assertThat(question("select id from people", false)).isInstanceOf(PlannerQuestion.Asked.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "delete from orders ! delete from \"shop\".orders",
        "DELETE FROM \"orders\" x WHERE x.id = 1 ! DELETE FROM \"shop\".\"orders\" x WHERE x.id = 1",
        "update shop.orders set status = 'a' ! update shop.orders set status = 'a'",
        "update people set ssn = 'a' where id = 7 ! update \"shop\".people set ssn = 'a' where id = 7",
        "with o as (select 1 as id) delete from orders where id in (select id from o) !"
            + " with o as (select 1 as id) delete from \"shop\".orders where id in (select id from o)",
        "insert into orders select id, 'x' from orders where id in (select id from orders) !"
            + " insert into \"shop\".orders select id, 'x' from \"shop\".orders where id in"
            + " (select id from \"shop\".orders)"
      })
  void aWriteIsAskedAboutWithFullNames(String statement, String asked) {
    assertThat(question(statement)).isEqualTo(new PlannerQuestion.Asked(asked));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "delete from people where ssn = '1' ! MASKED_COLUMN_READ",
        "delete from people p where p::text like '%1%' ! MASKED_COLUMN_READ",
        "delete from orders using people as p(a, b) where b = '1' ! MASKED_COLUMN_READ",
        "update orders set status = 'x' from people where people.ssn = status ! MASKED_COLUMN_READ",
        "update orders set status = (select max(ssn) from people) ! MASKED_COLUMN_READ",
        "delete from orders using (select * from people) q(a, b) where b = '1' !"
            + " MASKED_COLUMN_READ",
        "delete from orders where exists (table people) ! MASKED_COLUMN_READ",
        "delete from orders where id = leak(1) ! NOT_ON_ALLOW_LIST",
        "delete from orders where status = lower('A') ! NOT_ON_ALLOW_LIST",
        "delete from orders where id = nextval('s') ! NOT_ON_ALLOW_LIST",
        "delete from orders where id = 1 operator(shop.=) 1 ! NOT_ON_ALLOW_LIST",
        "delete from orders where status = 'x'::shop.mood ! NOT_ON_ALLOW_LIST",
        "delete from orders; delete from orders ! NOT_ON_ALLOW_LIST",
        "delete from nothing ! RELATION_UNKNOWN",
        "truncate orders ! NOT_PLANNED",
        "create table t as select 1 ! NOT_PLANNED",
        "explain analyze delete from orders ! NOT_PLANNED",
        "explain select 1 ! NOT_PLANNED"
      })
  void whatPlanningCouldRunOrTellOfIsNotAsked(String statement, NoEstimate why) {
    assertThat(question(statement)).isEqualTo(new PlannerQuestion.Withheld(why));
  }
}
