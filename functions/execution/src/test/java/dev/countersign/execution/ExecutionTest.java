package dev.countersign.execution;

import static dev.countersign.execution.ShopScene.ID;
import static dev.countersign.execution.ShopScene.READ;
import static dev.countersign.execution.ShopScene.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.bundle.Mask;
import dev.countersign.canonical.Digest;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.Run;
import dev.countersign.execute.TargetFault;
import dev.countersign.operation.BindValue;
import dev.countersign.record.Append;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceTooLarge;
import dev.countersign.record.EvidenceUnavailable;
import dev.countersign.record.OperationState;
import dev.countersign.record.StoredAnswer;
import dev.countersign.record.StoredResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may run runs once and ends once; what may not never reaches the target. */
class ExecutionTest {

  private final ShopScene scene = new ShopScene();
  private final Execution execution = scene.execution();

  private List<Run> runs() {
    return scene.target.runs();
  }

  @Test
  void aPermittedReadRunsReadOnlyAndItsAnswerIsKept() {
    scene.ask(READ);
    ExecutionReport report = execution.execute(ID);
    assertThat(report).isEqualTo(new ExecutionReport(ID, OperationState.SUCCEEDED));
    assertThat(runs()).hasSize(1);
    assertThat(runs().getFirst().mode()).isEqualTo(Run.Mode.READ_ONLY);
    assertThat(runs().getFirst().text())
        .isEqualTo(scene.file().requested().orElseThrow().plan().orElseThrow().text())
        .contains("'masked@masked.invalid'");
    assertThat(answer().document())
        .contains("{\"name\":\"email\",\"type\":\"text\",\"masked\":true}")
        .contains("\"maskedIn\":[]");
  }

  @Test
  void calledTwiceItRunsOnce() {
    scene.ask(READ);
    execution.execute(ID);
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(runs()).hasSize(1);
  }

  @RepeatedTest(50)
  void calledByManyAtOnceItRunsOnce() throws InterruptedException, ExecutionException {
    scene.ask(WRITE, "shipped", "17");
    scene.approve("dana");
    try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
      List<Future<ExecutionReport>> reports = new ArrayList<>();
      for (int caller = 0; caller < 64; caller++) {
        reports.add(callers.submit(() -> execution.execute(ID)));
      }
      for (Future<ExecutionReport> report : reports) {
        assertThat(report.get().state()).isIn(OperationState.RUNNING, OperationState.SUCCEEDED);
      }
    }
    assertThat(runs()).hasSize(1);
  }

  @Test
  void anApprovedWriteRunsAsItWasAsked() {
    scene.ask(WRITE, "shipped", "17");
    scene.approve("dana");
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.SUCCEEDED);
    Run run = runs().getFirst();
    assertThat(run.text()).isEqualTo(WRITE);
    assertThat(run.mode()).isEqualTo(Run.Mode.READ_WRITE);
    assertThat(run.parameters().stream().map(BindValue::text).map(text -> text.orElse("")))
        .containsExactly("shipped", "17");
  }

  @Test
  void aWriteThatUsesMaskedColumnsRunsAsItWasAskedOnceAllHaveApprovedAndGivesNothingBack() {
    String exposing = "update customers set id = '2' where email like 'ada%' returning id, 1";
    scene.ask(exposing);
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.WAITING);
    scene.approve("dana");
    scene.approve("mei");
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(runs()).extracting(Run::text).containsExactly(exposing);
    assertThat(answer().document())
        .contains("\"affectedRows\":1", "\"rows\":[[\"***\",\"***\"]]")
        .doesNotContain("ada");
  }

  @Test
  void whatTheWriteItselfNeedsIsNotEnoughToUseMaskedColumns() {
    scene.ask("update customers set id = '2' where email like 'ada%'");
    // One DBA would do for the write, and is not enough for what it uses.
    scene.approve("dana");
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.VOIDED);
    assertThat(runs()).isEmpty();
  }

  @Test
  void aPolicyThatNoLongerHasAnyoneAskedAboutItVoidsIt() {
    scene.ask("update customers set id = '2' where email like 'ada%'");
    scene.approve("dana");
    scene.approve("mei");
    scene.replaceInPolicies("context.places.condition", "context.places.value");
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.VOIDED);
    assertThat(runs()).isEmpty();
  }

  @Test
  void theEndAndTheAnswerNameTheStart() {
    scene.ask(READ);
    execution.execute(ID);
    Evidence.Finished finished = scene.file().evidence(Evidence.Finished.class).getFirst();
    assertThat(finished.answer()).isEqualTo(answer().digest());
    assertThat(finished.reliesOn()).isEqualTo(scene.file().hashes(EvidenceKind.STARTED));
  }

  @Test
  void withoutAnApprovalNothingRunsAndApproversAreStillAsked() {
    scene.ask(WRITE, "shipped", "17");
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.WAITING);
    assertThat(runs()).isEmpty();
    scene.approve("dana");
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void anApprovalOfWhoeverAnswersForTheRequesterClearsNothing() {
    scene.ask(WRITE, "shipped", "17");
    // Sam is a DBA and operates the agent: a forged vote of his must not clear it.
    scene.approve("sam");
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.VOIDED);
    assertThat(runs()).isEmpty();
  }

  @Test
  void aPolicyThatHasChangedSinceVoidsIt() {
    scene.ask(WRITE, "shipped", "17");
    scene.approve("dana");
    scene.replaceInPolicies("PT4H", "PT5H");
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.VOIDED);
    assertThat(scene.because()).isEqualTo("the policies that decided have changed");
    scene.replaceInPolicies("PT5H", "PT4H");
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.VOIDED);
    assertThat(runs()).isEmpty();
  }

  @Test
  void aPolicyThatForbidsItNowVoidsIt() {
    scene.ask(READ);
    scene.replaceInPolicies("Group::\"reporting\"", "Group::\"support\"");
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.VOIDED);
    assertThat(runs()).isEmpty();
  }

  @Test
  void aMaskThatTakesAKeyIsRunWithItAndRecordedWithoutIt() {
    scene.maskEmailsBy(Mask.DISCLOSES_EQUALITY);
    scene.ask(READ);
    execution.execute(ID);

    assertThat(runs()).hasSize(1).allMatch(Run::keyed);
    assertThat(runs().getFirst().parameters()).as("execution adds none itself").isEmpty();
    assertThat(runs().getFirst().text()).contains("cast($1 as bytea)", "cast($2 as bytea)");
  }

  @Test
  void whatTakesNoKeyIsRunWithoutOne() {
    scene.ask(READ);
    execution.execute(ID);
    assertThat(runs()).hasSize(1).noneMatch(Run::keyed);
  }

  @Test
  void aCatalogueThatHasChangedSinceVoidsIt() {
    scene.ask(READ);
    scene.changeCatalogue();
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.VOIDED);
    assertThat(runs()).isEmpty();
  }

  @Test
  void aConnectionThatIsGoneVoidsIt() {
    scene.ask(READ);
    scene.removeConnection();
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.VOIDED);
    assertThat(scene.because()).isEqualTo("the connection is gone");
    assertThat(runs()).isEmpty();
  }

  @Test
  void anApprovalThatHasExpiredClearsNothing() {
    scene.ask(WRITE, "shipped", "17");
    scene.approve("dana");
    scene.later(Duration.ofHours(4));
    execution.execute(ID);
    assertThat(runs()).isEmpty();
  }

  @Test
  void whatWasWithdrawnDoesNotRun() {
    scene.ask(WRITE, "shipped", "17");
    scene.approve("dana");
    scene.cancel();
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.CANCELLED);
    assertThat(runs()).isEmpty();
  }

  @Test
  void aRunningStatementLearnsThatItIsToStop() {
    scene.ask(READ);
    scene.target.does((run, cancel) -> {
      assertThat(cancel.requested()).isFalse();
      scene.askToStop();
      assertThat(cancel.requested()).isTrue();
      return ScriptedTarget.refused(TargetFault.Kind.CANCELLED, "57014");
    });
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.CANCELLED);
    assertThat(scene.memory.answer(ID)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"UNAVAILABLE, 08001", "TIMEOUT, 57014", "CONSTRAINT, 23505", "PARAMETERS, 22P02"})
  void whatTheTargetDoesNotRunHasFailedAndIsNotTriedAgain(TargetFault.Kind kind, String sqlState) {
    scene.ask(READ);
    scene.target.does((run, cancel) -> ScriptedTarget.refused(kind, sqlState));
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.FAILED);
    assertThat(scene.file().evidence(Evidence.Failed.class).getFirst().fault())
        .isEqualTo(new TargetFault(kind, sqlState));
    execution.execute(ID);
    assertThat(runs()).hasSize(1);
  }

  @Test
  void anEndThatNobodyKnowsIsUnknownAndIsNotTriedAgain() {
    scene.ask(WRITE, "shipped", "17");
    scene.approve("dana");
    scene.target.does((run, cancel) -> new RawOutcome.Uncertain());
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.UNKNOWN);
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.UNKNOWN);
    assertThat(runs()).hasSize(1);
  }

  private Execution overSmallStore() {
    return scene.execution(
        new GuardedLog(
            scene.memory,
            append -> {
              if (append.answer().map(answer -> answer.document().length()).orElse(0) > 1_000) {
                throw new EvidenceTooLarge("an answer", 1_000);
              }
            }));
  }

  @Test
  void anAnswerThatIsTooLargeIsKeptBesideItsEnd() throws IOException {
    scene.ask(READ);
    scene.target.does((run, cancel) -> ScriptedTarget.answered("x".repeat(1_000)));
    assertThat(overSmallStore().execute(ID).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(answer().document()).contains("\"truncated\":false").doesNotContain("\"rows\":[");
    assertThat(storedLines())
        .containsExactly(
            "{\"columns\":[{\"name\":\"id\",\"type\":\"text\",\"masked\":false},"
                + "{\"name\":\"email\",\"type\":\"text\",\"masked\":true}]}",
            "[\"1\",\"" + "x".repeat(1_000) + "\"]");
    assertThat(runs()).hasSize(1);
  }

  @Test
  void anAnswerThatNoStoreTakesIsKeptWithoutItsRows() {
    scene.ask(READ);
    scene.results.goDown();
    scene.target.does((run, cancel) -> ScriptedTarget.answered("x".repeat(1_000)));
    assertThat(overSmallStore().execute(ID).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(answer().document()).contains("\"truncated\":true", "\"rows\":[]", "\"email\"");
    assertThat(runs()).hasSize(1);
  }

  @Test
  void rowsThatCannotBeHeldGoMaskedIntoTheStoreAndTheirDigestIntoTheEnd() throws IOException {
    scene.ask("update orders set status = 'x' where id = '1' returning id");
    scene.approve("dana");
    scene.target.answersLargely(large -> {
      assertThat(large.take(part("1", "2"))).isTrue();
      assertThat(large.take(part("3"))).isTrue();
      return new RawOutcome.Answered(new RawAnswer(part().columns(), List.of(), "T 3", 3, true));
    });
    execution.execute(ID);
    Evidence.Finished finished = scene.file().evidence(Evidence.Finished.class).getFirst();
    byte[] object = scene.results.object(ID).orElseThrow();
    assertThat(finished.result()).contains(new StoredResult(Digest.of(object), object.length));
    assertThat(finished.rows()).isEqualTo(3);
    assertThat(finished.truncated()).isTrue();
    assertThat(storedLines())
        .containsExactly(
            "{\"columns\":[{\"name\":\"n\",\"type\":\"int4\",\"masked\":false}]}",
            "[\"1\"]",
            "[\"2\"]",
            "[\"3\"]");
    assertThat(answer().document()).contains(finished.result().orElseThrow().digest().text());
  }

  @Test
  void whatARefusedRunHandedOnIsTakenBack() {
    scene.ask(READ);
    scene.target.answersLargely(large -> {
      large.take(part("1"));
      return ScriptedTarget.refused(TargetFault.Kind.CLASSIFICATION_MISS, "25006");
    });
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.FAILED);
    assertThat(scene.results.object(ID)).isEmpty();
    assertThat(scene.memory.answer(ID)).isEmpty();
    execution.execute(ID);
    assertThat(runs()).hasSize(1);
  }

  private static RawAnswer part(String... values) {
    return new RawAnswer(
        List.of(new RawAnswer.RawColumn("n", "int4")),
        Arrays.stream(values).map(value -> List.of(Optional.of(value))).toList(),
        "",
        0,
        false);
  }

  private List<String> storedLines() throws IOException {
    try (GZIPInputStream object =
        new GZIPInputStream(new ByteArrayInputStream(scene.results.object(ID).orElseThrow()))) {
      return new String(object.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void withoutARecordedStartTheTargetIsNotTouched() {
    scene.ask(READ);
    Execution withoutStore = scene.execution(refusing(EvidenceKind.STARTED));
    assertThatThrownBy(() -> withoutStore.execute(ID)).isInstanceOf(EvidenceUnavailable.class);
    assertThat(runs()).isEmpty();
    assertThat(scene.state()).isEqualTo(OperationState.PERMITTED);
  }

  @Test
  void withoutARecordedEndThereIsNoAnswerAndItIsNotRunAgain() {
    scene.ask(READ);
    Execution withoutStore = scene.execution(refusing(EvidenceKind.FINISHED));
    assertThatThrownBy(() -> withoutStore.execute(ID)).isInstanceOf(EvidenceUnavailable.class);
    assertThat(scene.memory.answer(ID)).isEmpty();
    execution.execute(ID);
    assertThat(runs()).hasSize(1);
  }

  @Test
  void whatStartedAndNeverEndedIsSettledAsUnknown() {
    scene.ask(READ);
    scene.startAndDie();
    scene.later(Duration.ofHours(1));
    assertThat(execution.settle(ID).state()).isEqualTo(OperationState.UNKNOWN);
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.UNKNOWN);
    assertThat(runs()).isEmpty();
  }

  @Test
  void whatHasEndedIsSettledAlready() {
    scene.ask(READ);
    execution.execute(ID);
    scene.later(Duration.ofHours(1));
    assertThat(execution.settle(ID).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(scene.file().has(EvidenceKind.UNKNOWN)).isFalse();
  }

  @Test
  void theFirstEndIsTheEnd() {
    scene.ask(READ);
    scene.target.does((run, cancel) -> {
      scene.later(Duration.ofHours(1));
      execution.settle(ID);
      return ScriptedTarget.answered("ada@example.com");
    });
    assertThat(execution.execute(ID).state()).isEqualTo(OperationState.UNKNOWN);
    assertThat(scene.file().has(EvidenceKind.FINISHED)).isFalse();
    assertThat(scene.memory.answer(ID)).isEmpty();
  }

  @Test
  void whatIsNotRecordedDoesNotRun() {
    assertThatThrownBy(() -> execution.execute(ID)).isInstanceOf(RuntimeException.class);
    assertThat(runs()).isEmpty();
  }

  private StoredAnswer answer() {
    return scene.memory.answer(ID).orElseThrow();
  }

  private GuardedLog refusing(EvidenceKind kind) {
    return new GuardedLog(
        scene.memory,
        append -> {
          if (writes(append, kind)) {
            throw new EvidenceUnavailable("append", new IllegalStateException("down"));
          }
        });
  }

  private static boolean writes(Append append, EvidenceKind kind) {
    return append.entries().stream().anyMatch(entry -> entry.key().equals(kind.key(ID)));
  }
}
