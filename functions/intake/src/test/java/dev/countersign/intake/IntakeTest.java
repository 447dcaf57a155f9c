package dev.countersign.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.approve.WorkflowUnavailable;
import dev.countersign.canonical.Digest;
import dev.countersign.classify.Effect;
import dev.countersign.classify.RelationUse;
import dev.countersign.execute.ExecutionDoor.Knock;
import dev.countersign.execute.TargetFault;
import dev.countersign.operation.OperationId;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceUnavailable;
import dev.countersign.record.InMemoryResultStore;
import dev.countersign.record.OperationState;
import dev.countersign.record.StoredResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a caller asks for, joins, waits for and withdraws, and what is recorded before it happens.
 */
class IntakeTest {

  private static final String READ = "select id, email from customers";
  private static final String WRITE = "update orders set status = 'shipped' where id = 17";

  private final IntakeScene scene = new IntakeScene();
  private final List<String> reporter = scene.tokens.reporter();

  private static Intake.Sent sent(String connection, String statement, Optional<String> key) {
    return new Intake.Sent(
        connection,
        "{\"statement\":\"%s\",\"purpose\":\"a look\"}".formatted(statement),
        key,
        Optional.empty());
  }

  private IntakeAnswer ask(String statement) {
    return ask(reporter, statement, Optional.empty());
  }

  private IntakeAnswer ask(List<String> authorization, String statement, Optional<String> key) {
    return scene.intake.submit(authorization, sent("orders", statement, key), Duration.ZERO);
  }

  private static Problem problem(IntakeAnswer answer) {
    assertThat(answer).isInstanceOf(IntakeAnswer.Refused.class);
    return ((IntakeAnswer.Refused) answer).problem();
  }

  private static OperationId pending(IntakeAnswer answer, OperationState state) {
    assertThat(answer)
        .asInstanceOf(type(IntakeAnswer.Pending.class))
        .satisfies(pending -> assertThat(pending.state()).isEqualTo(state));
    return ((IntakeAnswer.Pending) answer).operation();
  }

  private void nothingHappened() {
    assertThat(scene.started).isEmpty();
    assertThat(scene.executed).isEmpty();
  }

  @Test
  void aPermittedReadIsRecordedBeforeExecutionIsAskedAndAnswered() {
    scene.execution =
        id -> {
          assertThat(scene.file(id).state()).isEqualTo(OperationState.PERMITTED);
          return scene.finish(id);
        };
    assertThat(ask(READ))
        .asInstanceOf(type(IntakeAnswer.Ready.class))
        .satisfies(ready -> assertThat(ready.document()).isEqualTo("{\"rows\":[[\"1\"]]}"));
    assertThat(scene.executed).hasSize(1);
    assertThat(scene.started).isEmpty();
  }

  @Test
  void aReadThatGoesOnIsPending() {
    scene.execution = scene::start;
    OperationId id = pending(ask(READ), OperationState.RUNNING);
    assertThat(scene.executed).containsExactly(id);
  }

  @Test
  void whatNeedsApprovalIsRecordedWithItsControllersAndStartsTheWorkflow() {
    OperationId id = pending(ask(WRITE), OperationState.WAITING);
    assertThat(scene.started).containsOnly(id);
    assertThat(scene.executed).isEmpty();
    assertThat(scene.file(id).evidence(Evidence.RequesterController.class))
        .extracting(Evidence.RequesterController::person)
        .containsExactly("olga", "sam");
    assertThat(scene.file(id).requested().orElseThrow().approvalDigest()).isPresent();
  }

  @Test
  void theSameRequestJoinsTheOneThatIsOpen() {
    OperationId id = pending(ask(WRITE), OperationState.WAITING);
    assertThat(pending(ask(WRITE), OperationState.WAITING)).isEqualTo(id);
    OperationId ofOther =
        pending(ask(scene.tokens.deployer(), WRITE, Optional.empty()), OperationState.WAITING);
    assertThat(ofOther).isNotEqualTo(id);
  }

  @Test
  void theSameRequestAfterTheEndOfTheFirstIsANewOne() {
    OperationId id = pending(ask(WRITE), OperationState.WAITING);
    scene.append(id, new Evidence.Expired(scene.clock.instant(), List.of()));
    assertThat(pending(ask(WRITE), OperationState.WAITING)).isNotEqualTo(id);
  }

  @Test
  void aKeyNamesOneRequestOfOnePrincipal() {
    Optional<String> key = Optional.of("key-1");
    OperationId id = pending(ask(reporter, WRITE, key), OperationState.WAITING);
    assertThat(pending(ask(reporter, WRITE, key), OperationState.WAITING)).isEqualTo(id);
    assertThat(problem(ask(reporter, READ, key)).type())
        .isEqualTo(ProblemType.IDEMPOTENCY_KEY_REUSED);
    assertThat(pending(ask(scene.tokens.deployer(), WRITE, key), OperationState.WAITING))
        .isNotEqualTo(id);
    assertThat(scene.executed).isEmpty();
  }

  @Test
  void aReadRepeatedWithItsKeyRunsOnce() {
    Optional<String> key = Optional.of("key-1");
    assertThat(ask(reporter, READ, key)).isInstanceOf(IntakeAnswer.Ready.class);
    scene.clock.set(IntakeScene.NOON.plusSeconds(1));
    assertThat(ask(reporter, READ, key)).isInstanceOf(IntakeAnswer.Ready.class);
    assertThat(scene.executed).hasSize(1);
  }

  @Test
  void aWriteThatNeedsNobodyNeedsAKey() {
    scene.replaceInPolicies(
        "forbid (principal, action == Action::\"write\"",
        "forbid (principal in Group::\"support\", action == Action::\"write\"");
    assertThat(problem(ask(WRITE)).type()).isEqualTo(ProblemType.IDEMPOTENCY_KEY_REQUIRED);
    nothingHappened();
    assertThat(ask(reporter, WRITE, Optional.of("key-1"))).isInstanceOf(IntakeAnswer.Ready.class);
  }

  @Test
  void aDenySaysWhatThePolicySaysAndIsRecorded() {
    Problem problem = problem(ask("drop table orders"));
    assertThat(problem.type()).isEqualTo(ProblemType.DENIED_BY_POLICY);
    assertThat(problem.detail()).isEqualTo("schema changes go through the migration pipeline");
    assertThat(scene.file(problem.operation().orElseThrow()).state())
        .isEqualTo(OperationState.DENIED);
    nothingHappened();
  }

  @Test
  void whatCannotBeMaskedIsRefused() {
    assertThat(problem(ask("select ctid from customers where email = 'a'")).type())
        .isEqualTo(ProblemType.CANNOT_BE_MASKED);
    nothingHappened();
  }

  @Test
  void whoUsesAnAgentThatNobodyAnswersForMayAskForNothingThatNeedsApproval() {
    assertThat(problem(ask(scene.tokens.reporterThroughStranger(), WRITE, Optional.empty())).type())
        .isEqualTo(ProblemType.NO_CONTROLLER);
    nothingHappened();
  }

  @Test
  void aConnectionThatTheCallerMayNotUseLooksLikeNone() {
    Problem ofOthers = problem(ask(scene.tokens.stranger(), READ, Optional.empty()));
    Problem none =
        problem(
            scene.intake.submit(
                scene.tokens.stranger(),
                sent("no-such-door", READ, Optional.empty()),
                Duration.ZERO));
    assertThat(ofOthers).isEqualTo(none);
    assertThat(none.type()).isEqualTo(ProblemType.UNKNOWN_CONNECTION);
    nothingHappened();
  }

  @Test
  void theTokenIsLookedAtBeforeAnythingElse() {
    Intake.Sent notJson = new Intake.Sent("orders", "{", Optional.empty(), Optional.empty());
    assertThat(problem(scene.intake.submit(List.of(), notJson, Duration.ZERO)).type())
        .isEqualTo(ProblemType.UNAUTHENTICATED);
    assertThat(problem(scene.intake.submit(reporter, notJson, Duration.ZERO)).type())
        .isEqualTo(ProblemType.NOT_JSON);
  }

  @Test
  void keysThatCannotBeReadAreNotTheCallersFault() {
    scene.tokens.keysAreGone = true;
    assertThat(problem(ask(READ)).type()).isEqualTo(ProblemType.UNAVAILABLE);
    nothingHappened();
  }

  @Test
  void parametersMustFitInNumber() {
    assertThat(problem(ask("select id from orders where id = $1")).type())
        .isEqualTo(ProblemType.PARAMETERS);
    nothingHappened();
  }

  @Test
  void whatCannotBeRecordedDoesNotRun() {
    scene.storeIsDown = true;
    assertThatThrownBy(() -> ask(READ)).isInstanceOf(EvidenceUnavailable.class);
    assertThatThrownBy(() -> ask(WRITE)).isInstanceOf(EvidenceUnavailable.class);
    nothingHappened();
  }

  @Test
  void aWorkflowThatDidNotStartIsStartedByTheSameRequest() {
    scene.workflowIsDown = true;
    assertThatThrownBy(() -> ask(WRITE)).isInstanceOf(WorkflowUnavailable.class);
    scene.workflowIsDown = false;
    OperationId id = pending(ask(WRITE), OperationState.WAITING);
    assertThat(scene.started).containsExactly(id);
  }

  @Test
  void whatExecutionHasNoRoomForIsWithdrawn() {
    scene.execution = id -> Knock.BUSY;
    Problem problem = problem(ask(READ));
    assertThat(problem.type()).isEqualTo(ProblemType.BUSY);
    assertThat(scene.file(problem.operation().orElseThrow()).state())
        .isEqualTo(OperationState.CANCELLED);
  }

  @Test
  void aPollWaitsForTheEndAndRecordsThatTheAnswerWasPickedUp() {
    OperationId id = pending(ask(WRITE), OperationState.WAITING);
    scene.whileWaiting =
        () -> {
          if (scene.clock.instant().isAfter(IntakeScene.NOON.plusSeconds(3))) {
            scene.finish(id);
          }
        };
    assertThat(poll(reporter, id, Duration.ofSeconds(20))).isInstanceOf(IntakeAnswer.Ready.class);
    assertThat(scene.file(id).evidence(Evidence.Collected.class)).hasSize(1);
  }

  @Test
  void rowsThatAreKeptBesideTheAnswerComeByALinkOfAFewMinutes() throws IOException {
    scene.execution =
        id -> scene.finish(id, Optional.of(new StoredResult(Digest.ofText("object"), 6)));
    String document = ((IntakeAnswer.Ready) ask(READ)).document();
    OperationId id = ((IntakeAnswer.Ready) ask(READ)).operation();
    JsonNode result = new ObjectMapper().readTree(document).path("result");
    assertThat(result.path("url").textValue()).startsWith("https://results.example.com/op-");
    assertThat(result.path("urlExpiresAt").textValue())
        .isEqualTo(InMemoryResultStore.LINK_ENDS.toString());
    assertThat(poll(reporter, id, Duration.ZERO)).isInstanceOf(IntakeAnswer.Ready.class);
    assertThat(problem(poll(scene.tokens.deployer(), id, Duration.ZERO)).type())
        .isEqualTo(ProblemType.UNKNOWN_OPERATION);
  }

  @Test
  void aReadThatIsAskedForAsAWriteNeedsApprovalAsOne() {
    String read = "select id, status from orders";
    OperationId id = pending(asWrite(read), OperationState.WAITING);
    Evidence.Requested requested = scene.file(id).requested().orElseThrow();
    assertThat(requested.classification().effect()).isEqualTo(Effect.WRITE);
    assertThat(requested.classification().relations())
        .extracting(RelationUse::access)
        .containsExactly(RelationUse.Access.READ, RelationUse.Access.WRITE);
    assertThat(scene.executed).isEmpty();
    assertThat(ask(read)).isInstanceOf(IntakeAnswer.Ready.class);
  }

  @Test
  void whatCannotBeMaskedInAWriteIsRefusedIfAReadIsAskedForAsOne() {
    assertThat(problem(asWrite(READ)).type()).isEqualTo(ProblemType.CANNOT_BE_MASKED);
  }

  @Test
  void whoeverMeetsAMissLearnsHowToAskForItAsAWrite() {
    scene.execution =
        id -> {
          scene.start(id);
          scene.append(
              id,
              new Evidence.Failed(
                  new TargetFault(TargetFault.Kind.CLASSIFICATION_MISS, "25006"),
                  3,
                  scene.clock.instant(),
                  List.of()));
          return Knock.ENDED;
        };
    Problem problem = problem(ask(READ));
    assertThat(problem.type()).isEqualTo(ProblemType.CLASSIFICATION_MISS);
    assertThat(problem.detail()).contains("`\"effect\": \"write\"`");
    assertThat(problem.code()).contains("25006");
    assertThat(scene.file(problem.operation().orElseThrow()).state())
        .isEqualTo(OperationState.FAILED);
  }

  private IntakeAnswer asWrite(String statement) {
    return scene.intake.submit(
        reporter,
        new Intake.Sent(
            "orders",
            "{\"statement\":\"%s\",\"purpose\":\"a look\",\"effect\":\"write\"}"
                .formatted(statement),
            Optional.empty(),
            Optional.empty()),
        Duration.ZERO);
  }

  @Test
  void aPollEndsWhenItsTimeIsOver() {
    OperationId id = pending(ask(WRITE), OperationState.WAITING);
    pending(poll(reporter, id, Duration.ofSeconds(5)), OperationState.WAITING);
    assertThat(scene.clock.instant())
        .isBetween(IntakeScene.NOON.plusSeconds(5), IntakeScene.NOON.plusSeconds(7));
  }

  @Test
  void anAnswerIsKeptForADay() {
    OperationId id = ((IntakeAnswer.Ready) ask(READ)).operation();
    scene.clock.set(IntakeScene.NOON.plus(Duration.ofHours(25)));
    assertThat(problem(poll(scene.tokens.reporter(), id, Duration.ZERO)).type())
        .isEqualTo(ProblemType.ANSWER_EXPIRED);
  }

  @Test
  void nobodyElseLearnsOfAnOperation() {
    OperationId id = pending(ask(WRITE), OperationState.WAITING);
    Problem ofOthers = problem(poll(scene.tokens.deployer(), id, Duration.ZERO));
    Problem none =
        problem(
            scene.intake.poll(
                scene.tokens.deployer(), "op-ffffffffffffffffffffffffffffffff", Duration.ZERO));
    assertThat(ofOthers).isEqualTo(none);
    assertThat(none.type()).isEqualTo(ProblemType.UNKNOWN_OPERATION);
    assertThat(problem(scene.intake.poll(reporter, "everything", Duration.ZERO))).isEqualTo(none);
  }

  @Test
  void theRequesterWithdrawsWhatHasNotStarted() {
    OperationId id = pending(ask(WRITE), OperationState.WAITING);
    assertThat(problem(cancel(reporter, id)).type()).isEqualTo(ProblemType.CANCELLED);
    assertThat(scene.file(id).state()).isEqualTo(OperationState.CANCELLED);
    assertThat(scene.stopped).containsExactly(id);
    assertThat(problem(cancel(reporter, id)).type()).isEqualTo(ProblemType.CANCELLED);
  }

  @Test
  void whoeverAnswersForTheRequesterMayWithdrawAndNobodyElse() {
    OperationId id = pending(ask(WRITE), OperationState.WAITING);
    assertThat(problem(cancel(scene.tokens.person("person-dana-2204"), id)).type())
        .isEqualTo(ProblemType.UNKNOWN_OPERATION);
    assertThat(problem(cancel(scene.tokens.deployer(), id)).type())
        .isEqualTo(ProblemType.UNKNOWN_OPERATION);
    assertThat(scene.file(id).state()).isEqualTo(OperationState.WAITING);
    assertThat(problem(cancel(scene.tokens.person("person-olga-5120"), id)).type())
        .isEqualTo(ProblemType.CANCELLED);
  }

  @Test
  void whatRunsIsAskedToStop() {
    scene.execution = scene::start;
    OperationId id = pending(ask(READ), OperationState.RUNNING);
    pending(cancel(reporter, id), OperationState.STOPPING);
    pending(cancel(reporter, id), OperationState.STOPPING);
    assertThat(scene.file(id).has(EvidenceKind.CANCELLED)).isFalse();
  }

  @Test
  void whatHasEndedCannotBeWithdrawn() {
    OperationId id = ((IntakeAnswer.Ready) ask(READ)).operation();
    assertThat(problem(cancel(reporter, id)).type()).isEqualTo(ProblemType.NOT_CANCELLABLE);
    assertThat(scene.file(id).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  private IntakeAnswer poll(List<String> authorization, OperationId id, Duration wait) {
    return scene.intake.poll(authorization, id.text(), wait);
  }

  private IntakeAnswer cancel(List<String> authorization, OperationId id) {
    return scene.intake.cancel(authorization, id.text());
  }
}
