package dev.countersign.clearance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Connection;
import dev.countersign.decide.Decision;
import dev.countersign.decide.DenyReason;
import org.junit.jupiter.api.Test;

/** How large a target may be whose information schema is answered. */
final class InformationSchemaBoundTest {

  private static final String ALL_MAY_READ =
      """
      @id("all-may-read")
      permit (principal, action in [Action::"connect", Action::"read"],
        resource in Connection::"wide");
      """;
  private static final String QUESTION = "select table_name from information_schema.tables";

  private static Examination examined(int relations, String statement) {
    return new WideTarget(relations, Connection.Unlabelled.CLEAR, ALL_MAY_READ).examined(statement);
  }

  @Test
  void aThousandRelationsAreAnswered() {
    Examination examination = examined(InformationSchema.MOST_RELATIONS, QUESTION);
    assertThat(examination.plan().orElseThrow().text()).contains("'t0000'", "'t0999'");
  }

  @Test
  void ofMoreTheCallerIsSentToTheCatalogueThatHasPages() {
    Examination examination = examined(InformationSchema.MOST_RELATIONS + 1, QUESTION);
    assertThat(examination.plan()).isEmpty();
    assertThat(examination.decision())
        .isInstanceOfSatisfying(
            Decision.Deny.class,
            deny -> {
              assertThat(deny.reason()).isEqualTo(DenyReason.MASKING);
              assertThat(deny.message()).endsWith("read it at /v1/connections/wide/catalogue");
            });
  }

  @Test
  void soItIsWithColumnsThatDoNotFitIntoAStatement() {
    Examination examination =
        examined(
            InformationSchema.MOST_RELATIONS, "select column_name from information_schema.columns");
    assertThat(examination.decision()).isInstanceOf(Decision.Deny.class);
  }

  @Test
  void otherStatementsAreAnsweredHoweverManyRelationsThereAre() {
    assertThat(examined(InformationSchema.MOST_RELATIONS + 1, "select c0 from t0007").plan())
        .isPresent();
  }
}
