package dev.countersign.localstack.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Runs the shipped approval machine, through the real client, on functions written here. */
class ApprovalMachineTest {
  private static final String INPUT = "{\"operationId\":\"op-1\",\"waitSeconds\":3600}";
  private static final FakeLambda.Reply TOLD = new FakeLambda.Reply.Answer("{}");
  private static final FakeLambda.Reply THROTTLED =
      new FakeLambda.Reply.Refused(429, "TooManyRequestsException");

  private final ManualAlarms time = new ManualAlarms();
  private final Deque<FakeLambda.Reply> notified = new ArrayDeque<>();
  private final Deque<FakeLambda.Reply> lapsed = new ArrayDeque<>();
  private final Deque<FakeLambda.Reply> executed = new ArrayDeque<>();
  private final Deque<FakeLambda.Reply> settled = new ArrayDeque<>();
  private final Deque<FakeLambda.Reply> estimated = new ArrayDeque<>();
  @TempDir private Path directory;
  private FakeLambda lambda;
  private StepFunctions service;
  private Caller caller;
  private String machine;

  @BeforeEach
  void start() throws IOException {
    lambda = new FakeLambda();
    lambda.on("approval", payload -> answer(payload, "notify", notified, lapsed));
    lambda.on(
        "execution",
        payload ->
            payload.path("entry").asText().equals("estimate")
                ? answer(payload, "estimate", estimated, settled)
                : answer(payload, "execute", executed, settled));
    service = StepFunctions.start(directory, 0, lambda.endpoint(), time);
    caller = new Caller(service.endpoint());
    String definition =
        Files.readString(
            Path.of(
                System.getProperty("countersign.repository"),
                "statemachines",
                "approval.asl.json"));
    machine =
        caller.machine(
            "approval",
            definition
                .replace(
                    "${ApprovalFunction}",
                    "arn:aws:lambda:us-east-1:000000000000:function:approval")
                .replace("${ExecutionFunction}", "execution"));
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    service.close();
    lambda.close();
  }

  private static synchronized FakeLambda.Reply answer(
      JsonNode payload, String first, Deque<FakeLambda.Reply> one, Deque<FakeLambda.Reply> other) {
    Deque<FakeLambda.Reply> prepared = payload.path("entry").asText().equals(first) ? one : other;
    FakeLambda.Reply reply = prepared.poll();
    return reply == null ? TOLD : reply;
  }

  /** Starts the machine; the planner is asked at once. */
  private String start(String name, String input) throws InterruptedException {
    String execution = caller.start(machine, name, input);
    expect("execution", "estimate");
    return execution;
  }

  private JsonNode expect(String function, String entry) throws InterruptedException {
    FakeLambda.Invocation invocation = lambda.next();
    assertThat(invocation.function()).isEqualTo(function);
    assertThat(invocation.payload().path("entry").asText()).isEqualTo(entry);
    assertThat(invocation.payload().path("operationId").asText()).isEqualTo("op-1");
    return invocation.payload();
  }

  private String token() throws InterruptedException {
    return expect("approval", "notify").path("taskToken").asText();
  }

  private void resume(String token, String verdict) {
    caller.client.sendTaskSuccess(
        request -> request.taskToken(token).output("{\"verdict\":\"%s\"}".formatted(verdict)));
  }

  private static FakeLambda.Reply state(String state) {
    return new FakeLambda.Reply.Answer("{\"state\":\"%s\"}".formatted(state));
  }

  private void endsIn(String execution, String... states) throws InterruptedException {
    assertThat(caller.ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(caller.states(execution)).containsExactly(states);
  }

  @Test
  void anApprovedOperationIsExecuted() throws InterruptedException {
    String execution = start("op-1", INPUT);
    resume(token(), "approved");
    expect("execution", "execute");
    endsIn(execution, "Estimate", "Approve", "Verdict", "Execute", "Executed");
    assertThat(lambda.unseen()).isZero();
  }

  @Test
  void withoutAnEstimateApproversAreAskedAllTheSame() throws InterruptedException {
    for (FakeLambda.Reply reply :
        List.of(
            new FakeLambda.Reply.Thrown("java.lang.IllegalStateException", "broken"),
            new FakeLambda.Reply.Refused(500, "ServiceException"),
            new FakeLambda.Reply.Broken())) {
      estimated.add(reply);
      String execution = start("op-" + reply.hashCode(), INPUT);
      resume(token(), "refused");
      endsIn(execution, "Estimate", "Approve", "Verdict", "Refused");
    }
    assertThat(lambda.unseen()).isZero();
  }

  @Test
  void anEstimateThatTakesTooLongKeepsNobodyFromBeingAsked() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    lambda.on(
        "execution",
        _ -> {
          try {
            hanging.await();
          } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
          }
          return TOLD;
        });
    String execution = start("op-1", INPUT);
    time.advance(Duration.ofSeconds(20));
    resume(token(), "refused");
    endsIn(execution, "Estimate", "Approve", "Verdict", "Refused");
    hanging.countDown();
  }

  @Test
  void aRefusedOperationIsNotExecuted() throws InterruptedException {
    String execution = start("op-1", INPUT);
    resume(token(), "refused");
    endsIn(execution, "Estimate", "Approve", "Verdict", "Refused");
    assertThat(lambda.unseen()).isZero();
  }

  @Test
  void silenceRemindsWithANewTokenAndThenExpires() throws InterruptedException {
    lapsed.add(new FakeLambda.Reply.Answer("{\"state\":\"waiting\",\"waitSeconds\":600}"));
    lapsed.add(state("expired"));
    String execution = start("op-1", INPUT);
    String first = token();
    caller.reached(execution, "TaskSubmitted", 1);
    time.advance(Duration.ofHours(1));
    expect("approval", "lapse");
    String second = token();
    assertThat(second).isNotEqualTo(first);
    assertThatThrownBy(() -> resume(first, "approved")).isInstanceOf(TaskTimedOutException.class);
    caller.reached(execution, "TaskSubmitted", 2);
    time.advance(Duration.ofMinutes(10));
    expect("approval", "lapse");
    endsIn(
        execution,
        "Estimate",
        "Approve",
        "Lapse",
        "Lapsed",
        "Remind",
        "Approve",
        "Lapse",
        "Lapsed",
        "Expired");
    assertThat(lambda.unseen()).isZero();
  }

  @Test
  void anApprovalWhoseResumeWasLostIsExecutedAfterTheTimeOut() throws InterruptedException {
    lapsed.add(state("approved"));
    String execution = start("op-1", INPUT);
    token();
    caller.reached(execution, "TaskSubmitted", 1);
    time.advance(Duration.ofHours(1));
    expect("approval", "lapse");
    expect("execution", "execute");
    endsIn(execution, "Estimate", "Approve", "Lapse", "Lapsed", "Execute", "Executed");
  }

  @Test
  void whatLapseSaysOfACancelledOrRefusedOperationEndsIt() throws InterruptedException {
    for (String state : List.of("cancelled", "refused")) {
      lapsed.add(state(state));
      String execution = start("op-1-" + state, INPUT);
      token();
      caller.reached(execution, "TaskSubmitted", 1);
      time.advance(Duration.ofHours(1));
      expect("approval", "lapse");
      endsIn(
          execution,
          "Estimate",
          "Approve",
          "Lapse",
          "Lapsed",
          Character.toUpperCase(state.charAt(0)) + state.substring(1));
    }
  }

  @Test
  void aVerdictThatNobodyKnowsIsLookedUpInTheRecords() throws InterruptedException {
    lapsed.add(state("refused"));
    String execution = start("op-1", INPUT);
    String token = token();
    caller.client.sendTaskSuccess(request -> request.taskToken(token).output("{}"));
    expect("approval", "lapse");
    endsIn(execution, "Estimate", "Approve", "Verdict", "Lapse", "Lapsed", "Refused");
  }

  @Test
  void anAnswerOfLapseThatNobodyKnowsIsSettledAndNothingIsExecuted() throws InterruptedException {
    lapsed.add(new FakeLambda.Reply.Answer("{\"state\":\"waiting\",\"waitSeconds\":0}"));
    String execution = start("op-1", INPUT);
    token();
    caller.reached(execution, "TaskSubmitted", 1);
    time.advance(Duration.ofHours(1));
    expect("approval", "lapse");
    expect("execution", "settle");
    endsIn(execution, "Estimate", "Approve", "Lapse", "Lapsed", "Settle", "Settled");
    assertThat(lambda.unseen()).isZero();
  }

  @Test
  void aThrottledExecutionIsTriedAgain() throws InterruptedException {
    executed.add(THROTTLED);
    executed.add(THROTTLED);
    String execution = start("op-1", INPUT);
    resume(token(), "approved");
    expect("execution", "execute");
    caller.reached(execution, "TaskFailed", 1);
    time.advance(Duration.ofSeconds(1));
    expect("execution", "execute");
    caller.reached(execution, "TaskFailed", 2);
    time.advance(Duration.ofSeconds(2));
    expect("execution", "execute");
    endsIn(execution, "Estimate", "Approve", "Verdict", "Execute", "Executed");
  }

  @Test
  void anErrorOfTheExecutionIsSettledAndNeverExecutedAgain() throws InterruptedException {
    for (FakeLambda.Reply reply :
        List.of(
            new FakeLambda.Reply.Thrown("java.lang.IllegalStateException", "broken"),
            new FakeLambda.Reply.Refused(500, "ServiceException"),
            new FakeLambda.Reply.Broken())) {
      executed.add(reply);
      String execution = start("op-" + reply.hashCode(), INPUT);
      resume(token(), "approved");
      expect("execution", "execute");
      expect("execution", "settle");
      endsIn(execution, "Estimate", "Approve", "Verdict", "Execute", "Settle", "Settled");
    }
    assertThat(lambda.unseen()).isZero();
  }

  @Test
  void settlingIsTriedAgainUntilItIsDone() throws InterruptedException {
    executed.add(new FakeLambda.Reply.Thrown("java.lang.Error", "broken"));
    settled.add(new FakeLambda.Reply.Thrown("java.lang.Error", "broken"));
    settled.add(THROTTLED);
    String execution = start("op-1", INPUT);
    resume(token(), "approved");
    expect("execution", "execute");
    expect("execution", "settle");
    caller.reached(execution, "TaskFailed", 2);
    time.advance(Duration.ofSeconds(2));
    expect("execution", "settle");
    caller.reached(execution, "TaskFailed", 3);
    time.advance(Duration.ofSeconds(4));
    expect("execution", "settle");
    endsIn(execution, "Estimate", "Approve", "Verdict", "Execute", "Settle", "Settled");
  }

  @Test
  void anExecutionThatTakesTooLongIsSettled() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    lambda.on(
        "execution",
        payload -> {
          if (payload.path("entry").asText().equals("execute")) {
            try {
              hanging.await();
            } catch (InterruptedException closing) {
              Thread.currentThread().interrupt();
            }
          }
          return TOLD;
        });
    String execution = start("op-1", INPUT);
    resume(token(), "approved");
    expect("execution", "execute");
    // The alarm may not be set yet when the function is told; the time-out counts from its start
    // all the same.
    time.advance(Duration.ofMinutes(15));
    expect("execution", "settle");
    endsIn(execution, "Estimate", "Approve", "Verdict", "Execute", "Settle", "Settled");
    hanging.countDown();
  }

  @Test
  void aSecondResumeIsRefusedAndExecutesNothing() throws InterruptedException {
    String execution = start("op-1", INPUT);
    String token = token();
    resume(token, "approved");
    assertThatThrownBy(() -> resume(token, "approved")).isInstanceOf(TaskTimedOutException.class);
    expect("execution", "execute");
    endsIn(execution, "Estimate", "Approve", "Verdict", "Execute", "Executed");
    assertThat(lambda.unseen()).isZero();
  }

  @Test
  void anOperationWhoseApproversCannotBeReachedIsSettledAndNeverExecuted()
      throws InterruptedException {
    lambda.on("approval", _ -> new FakeLambda.Reply.Refused(500, "ServiceException"));
    String execution = caller.start(machine, "op-1", INPUT);
    int notifications = 7;
    int lapses = 11;
    for (int failure = 1; failure < notifications + lapses; failure++) {
      caller.reached(execution, "TaskFailed", failure);
      time.leap();
    }
    endsIn(execution, "Estimate", "Approve", "Unnotified", "Lapse", "Settle", "Settled");
    List<String> asked = new ArrayList<>();
    while (lambda.unseen() > 0) {
      FakeLambda.Invocation invocation = lambda.next();
      if (invocation.function().equals("execution")) {
        asked.add(invocation.payload().path("entry").asText());
      }
    }
    assertThat(asked).containsExactly("estimate", "settle");
  }

  @Test
  void neitherTheHistoryNorTheDiskHoldsAToken() throws InterruptedException, IOException {
    String execution = start("op-1", INPUT);
    String token = token();
    caller.reached(execution, "TaskSubmitted", 1);
    String shown =
        caller.history(execution).stream()
            .filter(event -> event.taskScheduledEventDetails() != null)
            .map(event -> event.taskScheduledEventDetails().parameters())
            .filter(parameters -> parameters.contains("notify"))
            .findFirst()
            .orElseThrow();
    assertThat(shown).contains("(withheld)").doesNotContain(token);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain(token);
      }
    }
    resume(token, "approved");
    endsIn(execution, "Estimate", "Approve", "Verdict", "Execute", "Executed");
  }
}
