package dev.countersign.execution;

import static dev.countersign.execution.ShopScene.ID;
import static dev.countersign.execution.ShopScene.READ;
import static dev.countersign.execution.ShopScene.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.execute.NoEstimate;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawAnswer.RawColumn;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault;
import dev.countersign.record.Evidence;
import dev.countersign.record.OperationState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An estimate is recorded once, while approvers are asked, and changes nothing else. */
class EstimateTest {

  private static final String UPDATE_OF_TWELVE =
      """
      [{"Plan": {"Node Type": "ModifyTable", "Plan Rows": 0, "Plans": [
        {"Node Type": "Seq Scan", "Parent Relationship": "InitPlan", "Plan Rows": 900},
        {"Node Type": "Index Scan", "Parent Relationship": "Outer", "Plan Rows": 12,
          "Filter": "(email = 'ada@zebra.example')"}]}}]\
      """;

  private final ShopScene scene = new ShopScene();
  private final Execution execution = scene.execution();

  private void explains(String document) {
    scene.target.does((run, cancel) ->
        new RawOutcome.Answered(
            new RawAnswer(
                List.of(new RawColumn("QUERY PLAN", "json")),
                List.of(List.of(Optional.of(document))),
                "EXPLAIN",
                1,
                false)));
  }

  private Optional<Evidence.Estimated> estimated() {
    return scene.file().evidence(Evidence.Estimated.class).stream().findFirst();
  }

  @Test
  void theStatementIsExplainedReadOnlyWithItsParametersAndOnlyTheNumberIsKept() {
    explains(UPDATE_OF_TWELVE);
    scene.ask(WRITE, "shipped", "17");
    assertThat(execution.estimate(ID).state()).isEqualTo(OperationState.WAITING);
    assertThat(scene.target.runs()).hasSize(1);
    Run run = scene.target.runs().getFirst();
    assertThat(run.text())
        .isEqualTo("explain (format json) update \"public\".orders set status = $1 where id = $2");
    assertThat(run.mode()).isEqualTo(Run.Mode.READ_ONLY);
    assertThat(run.searchPath()).isEmpty();
    assertThat(run.parameters()).hasSize(2);
    assertThat(estimated()).map(Evidence.Estimated::rows).contains(Optional.of(12L));
    assertThat(scene.file().entries().getFirst().entry().document()).doesNotContain("zebra");
  }

  @Test
  void askedTwiceItIsRecordedOnceAndTheTargetIsAskedOnce() {
    explains(UPDATE_OF_TWELVE);
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    execution.estimate(ID);
    assertThat(scene.target.runs()).hasSize(1);
    assertThat(scene.file().evidence(Evidence.Estimated.class)).hasSize(1);
  }

  @Test
  void anEstimateGivesNoClearanceAndTakesNone() {
    explains(UPDATE_OF_TWELVE);
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.WAITING);
    scene.approve("dana");
    scene.target.does((run, cancel) -> ScriptedTarget.answered("ada@example.com"));
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(scene.file().evidence(Evidence.Finished.class))
        .extracting(Evidence.Finished::entries)
        .containsExactly(5);
  }

  @Test
  void whatNeedsNoApprovalIsNotEstimated() {
    scene.ask(READ);
    execution.estimate(ID);
    assertThat(scene.target.runs()).isEmpty();
    assertThat(estimated()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"approved", "cancelled"})
  void whatNoLongerWaitsIsNotEstimated(String end) {
    scene.ask(WRITE, "shipped", "17");
    if (end.equals("approved")) {
      scene.approve("dana");
    } else {
      scene.cancel();
    }
    execution.estimate(ID);
    assertThat(scene.target.runs()).isEmpty();
    assertThat(estimated()).isEmpty();
  }

  @Test
  void anEndThatComesWhileThePlannerIsAskedLeavesNoEstimate() {
    scene.ask(WRITE, "shipped", "17");
    scene.target.does((run, cancel) -> {
      scene.approve("dana");
      return ScriptedTarget.refused(TargetFault.Kind.TIMEOUT, "57014");
    });
    execution.estimate(ID);
    assertThat(estimated()).isEmpty();
    assertThat(scene.state()).isEqualTo(OperationState.APPROVED);
  }

  @Test
  void whatHasChangedSinceItWasAskedForIsNotEstimated() {
    scene.ask(WRITE, "shipped", "17");
    scene.changeCatalogue();
    execution.estimate(ID);
    assertThat(scene.target.runs()).isEmpty();
    assertThat(estimated()).isEmpty();
  }

  @Test
  void aTargetThatGivesNoneIsRecordedAsSuch() {
    scene.ask(WRITE, "shipped", "17");
    scene.target.does(
        (run, cancel) -> ScriptedTarget.refused(TargetFault.Kind.PERMISSION, "42501"));
    assertThat(execution.estimate(ID).state()).isEqualTo(OperationState.WAITING);
    assertThat(estimated())
        .map(Evidence.Estimated::withheld)
        .contains(Optional.of(NoEstimate.NO_ANSWER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "[{\"Plan\": {\"Node Type\": \"Seq Scan\", \"Plan Rows\": 7}}] ! 7",
        "[{\"Plan\": {\"Node Type\": \"ModifyTable\", \"Plan Rows\": 0, \"Plans\": ["
            + "{\"Parent Relationship\": \"Member\", \"Plan Rows\": 3},"
            + "{\"Parent Relationship\": \"Member\", \"Plan Rows\": 4}]}}] ! 7",
        "[{\"Plan\": {\"Node Type\": \"CTE Scan\", \"Plan Rows\": 1, \"Plans\": ["
            + "{\"Node Type\": \"ModifyTable\", \"Parent Relationship\": \"InitPlan\","
            + "\"Plan Rows\": 9, \"Plans\": ["
            + "{\"Parent Relationship\": \"Outer\", \"Plan Rows\": 40}]}]}}] ! 40",
        "[{\"Plan\": {\"Plan Rows\": -1}}] ! -",
        "[{\"Plan\": {\"Plan Rows\": \"7\"}}] ! -",
        "[{\"Plan\": {\"Plan Rows\": 1e300}}] ! -",
        "[] ! -",
        "zebra ! -"
      })
  void theNumberIsThatOfWhatIsReturnedOrChanged(String document, String rows) {
    explains(document);
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    assertThat(estimated())
        .map(Evidence.Estimated::rows)
        .contains(rows.equals("-") ? Optional.empty() : Optional.of(Long.valueOf(rows)));
  }
}
