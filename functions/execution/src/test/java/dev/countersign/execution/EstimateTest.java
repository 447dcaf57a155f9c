package dev.countersign.execution;

import static dev.countersign.execution.ShopScene.ID;
import static dev.countersign.execution.ShopScene.READ;
import static dev.countersign.execution.ShopScene.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.execute.DryRun;
import dev.countersign.execute.NoEstimate;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawAnswer.RawColumn;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.OperationState;
import java.time.Duration;
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
    scene.target.does((run, cancel) -> explained(document));
  }

  private static RawOutcome explained(String document) {
    return new RawOutcome.Answered(
        new RawAnswer(
            List.of(new RawColumn("QUERY PLAN", "json")),
            List.of(List.of(Optional.of(document))),
            "EXPLAIN",
            1,
            false));
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

  private static final String FIRST_POLICY = "@id(\"no-schema-changes\")";
  private static final String DRY_RUNS =
      "@id(\"orders-may-be-tried\")\n"
          + "permit (principal, action == Action::\"dry-run\","
          + " resource in Connection::\"orders\");\n\n";

  private void permitDryRuns() {
    scene.replaceInPolicies(FIRST_POLICY, DRY_RUNS + FIRST_POLICY);
  }

  /** The planner guesses twelve; a dry run comes to this. */
  private void triesTo(RawOutcome outcome) {
    scene.target.does((run, cancel) ->
        switch (run.mode()) {
          case READ_ONLY -> explained(UPDATE_OF_TWELVE);
          case DRY_RUN -> outcome;
          case READ_WRITE -> throw new AssertionError("it was run");
        });
  }

  private List<Run> tried() {
    return scene.target.runs().stream().filter(run -> run.mode() == Run.Mode.DRY_RUN).toList();
  }

  private static RawOutcome changed(long rows) {
    return new RawOutcome.Answered(
        new RawAnswer(
            List.of(new RawColumn("email", "text")),
            List.of(List.of(Optional.of("ada@zebra.example"))),
            "UPDATE " + rows,
            rows,
            true));
  }

  @Test
  void theExactTextIsTriedOnceInShortTimeAndOnlyTheNumberIsKept() {
    permitDryRuns();
    triesTo(changed(11));
    scene.ask(WRITE, "shipped", "17");
    assertThat(execution.estimate(ID).state()).isEqualTo(OperationState.WAITING);
    assertThat(tried()).hasSize(1);
    Run run = tried().getFirst();
    assertThat(run.text()).isEqualTo(WRITE);
    assertThat(run.searchPath()).containsExactly("public");
    assertThat(run.parameters()).hasSize(2);
    assertThat(run.limits().statementTimeout()).isLessThanOrEqualTo(Duration.ofSeconds(3));
    assertThat(run.limits().lockTimeout()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(estimated().orElseThrow().rows()).contains(12L);
    assertThat(estimated().orElseThrow().dryRun())
        .contains(new DryRun(Optional.of(11L), Optional.empty()));
    assertThat(scene.file().entries())
        .allSatisfy(recorded -> assertThat(recorded.entry().document()).doesNotContain("zebra"));
  }

  @Test
  void itIsRecordedBeforeTheTargetIsTouched() {
    permitDryRuns();
    scene.target.does((run, cancel) -> {
      assertThat(scene.file().has(EvidenceKind.TRIED)).isEqualTo(run.mode() == Run.Mode.DRY_RUN);
      return run.mode() == Run.Mode.DRY_RUN ? changed(11) : explained(UPDATE_OF_TWELVE);
    });
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    assertThat(tried()).hasSize(1);
  }

  @Test
  void askedTwiceItIsTriedOnce() {
    permitDryRuns();
    triesTo(changed(11));
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    execution.estimate(ID);
    assertThat(tried()).hasSize(1);
  }

  @Test
  void afterAProcessThatDiedWhileTryingItIsNotTriedAgain() {
    permitDryRuns();
    scene.target.does((run, cancel) -> {
      if (run.mode() == Run.Mode.DRY_RUN) {
        throw new IllegalStateException("killed");
      }
      return explained(UPDATE_OF_TWELVE);
    });
    scene.ask(WRITE, "shipped", "17");
    assertThatThrownBy(() -> execution.estimate(ID)).hasMessage("killed");
    assertThat(estimated()).isEmpty();
    triesTo(changed(11));
    execution.estimate(ID);
    assertThat(tried()).hasSize(1);
    assertThat(estimated().orElseThrow().dryRun())
        .contains(new DryRun(Optional.empty(), Optional.empty()));
  }

  @Test
  void ofTwoAtOnceOneTries() {
    permitDryRuns();
    scene.target.does((run, cancel) -> {
      if (run.mode() == Run.Mode.READ_ONLY && scene.target.runs().size() == 1) {
        execution.estimate(ID);
      }
      return run.mode() == Run.Mode.DRY_RUN ? changed(11) : explained(UPDATE_OF_TWELVE);
    });
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    assertThat(tried()).hasSize(1);
    assertThat(estimated().orElseThrow().dryRun())
        .contains(new DryRun(Optional.of(11L), Optional.empty()));
  }

  @Test
  void withoutAPolicyThatPermitsItNothingIsTried() {
    triesTo(changed(11));
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    assertThat(tried()).isEmpty();
    assertThat(estimated().orElseThrow().rows()).contains(12L);
    assertThat(estimated().orElseThrow().dryRun()).isEmpty();
  }

  @Test
  void aLeaveThatWasTakenBackOrCameLaterIsNone() {
    triesTo(changed(11));
    scene.ask(WRITE, "shipped", "17");
    permitDryRuns();
    execution.estimate(ID);
    assertThat(tried()).isEmpty();

    ShopScene later = new ShopScene();
    later.replaceInPolicies(FIRST_POLICY, DRY_RUNS + FIRST_POLICY);
    later.ask(WRITE, "shipped", "17");
    later.replaceInPolicies(DRY_RUNS, "");
    later.execution().estimate(ID);
    assertThat(later.target.runs()).extracting(Run::mode).doesNotContain(Run.Mode.DRY_RUN);
  }

  @Test
  void aForbidOfOneRelationIsEnough() {
    scene.replaceInPolicies(
        FIRST_POLICY,
        DRY_RUNS
            + "@id(\"orders-are-not-tried\") @message(\"no\")\n"
            + "forbid (principal, action == Action::\"dry-run\","
            + " resource == Relation::\"orders.public.orders\");\n\n"
            + FIRST_POLICY);
    triesTo(changed(11));
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    assertThat(tried()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into orders (id) values ('18')",
        "insert into orders (id) select id from orders",
        "with n as (insert into orders (id) values ('18') returning id)"
            + " update orders set status = 'x' where id in (select id from n)",
        "with d as (delete from orders returning id) select id from d",
        "with d as (delete from orders where id = '18' returning id)"
            + " update orders set status = 'x' where id = '17'",
        "with u as (update orders set status = 'x' returning id)"
            + " delete from orders where id in (select id from u)",
        "with a as (delete from orders where id = '1'), b as (delete from orders where id = '2')"
            + " delete from orders where id = '3'",
        "merge into orders o using orders s on o.id = s.id"
            + " when matched then update set status = 'x'",
        "update orders set status = nextval('n')::text",
        "delete from customers where email = 'ada@zebra.example'",
        "update orders set status = (select email from customers limit 1)",
        "delete from nowhere",
        "select id from orders for update"
      })
  void whatIsNoPlainUpdateOrDeleteOrUsesWhatIsMaskedIsNotTried(String statement) {
    permitDryRuns();
    triesTo(changed(11));
    scene.ask(statement);
    execution.estimate(ID);
    assertThat(tried()).isEmpty();
  }

  @Test
  void whatNeedsNoApprovalIsNotTried() {
    permitDryRuns();
    scene.ask(READ);
    execution.estimate(ID);
    assertThat(scene.target.runs()).isEmpty();
  }

  @Test
  void aDryRunThatFailsIsSaidByItsSqlstateAndBlocksNothing() {
    permitDryRuns();
    triesTo(ScriptedTarget.refused(TargetFault.Kind.LOCK_TIMEOUT, "55P03"));
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    assertThat(estimated().orElseThrow().dryRun())
        .contains(
            new DryRun(
                Optional.empty(),
                Optional.of(new TargetFault(TargetFault.Kind.LOCK_TIMEOUT, "55P03"))));
    scene.approve("dana");
    scene.target.does((run, cancel) -> ScriptedTarget.answered("ada@example.com"));
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void aDryRunGivesNoClearanceAndUsesNone() {
    permitDryRuns();
    triesTo(changed(11));
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.WAITING);
    assertThat(scene.file().has(EvidenceKind.STARTED)).isFalse();
    scene.approve("dana");
    scene.target.does((run, cancel) -> ScriptedTarget.answered("ada@example.com"));
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(scene.target.runs().stream().filter(run -> run.mode() == Run.Mode.READ_WRITE))
        .hasSize(1);
  }

  @Test
  void whatWasApprovedWhileThePlannerWasAskedIsNotTried() {
    permitDryRuns();
    scene.target.does((run, cancel) -> {
      scene.approve("dana");
      return explained(UPDATE_OF_TWELVE);
    });
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    assertThat(tried()).isEmpty();
    assertThat(scene.file().has(EvidenceKind.TRIED)).isFalse();
  }

  @Test
  void whatIsCancelledMeanwhileIsStopped() {
    permitDryRuns();
    scene.target.does((run, cancel) -> {
      if (run.mode() == Run.Mode.READ_ONLY) {
        return explained(UPDATE_OF_TWELVE);
      }
      assertThat(cancel.requested()).isFalse();
      scene.cancel();
      assertThat(cancel.requested()).isTrue();
      return ScriptedTarget.refused(TargetFault.Kind.CANCELLED, "57014");
    });
    scene.ask(WRITE, "shipped", "17");
    execution.estimate(ID);
    assertThat(tried()).hasSize(1);
    assertThat(scene.state()).isEqualTo(OperationState.CANCELLED);
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
