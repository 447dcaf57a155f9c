package dev.countersign.localstack.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** What a service says and does after it was stopped in the middle of something. */
class RestartTest {
  private static final String WAITING =
      """
      {"StartAt": "Ask", "TimeoutSeconds": 100000, "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters": {"FunctionName": "ask", "Payload": {"token.$": "$$.Task.Token"}},
        "Comment": "", "Next": "Pause"},
        "Pause": {"Type": "Wait", "Seconds": 3600, "End": true}}}
      """;

  private final ManualAlarms time = new ManualAlarms();
  @TempDir private Path directory;
  private FakeLambda lambda;
  private StepFunctions service;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    lambda = new FakeLambda();
    lambda.on("ask", _ -> new FakeLambda.Reply.Answer("{}"));
    open();
  }

  private void open() throws IOException {
    service = StepFunctions.start(directory, 0, lambda.endpoint(), time);
    caller = new Caller(service.endpoint());
  }

  private void restart() throws IOException {
    caller.close();
    service.close();
    open();
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    service.close();
    lambda.close();
  }

  private String waiting(String fields) throws InterruptedException {
    String execution =
        caller.start(
            caller.machine("waiting", WAITING.replace("\"Comment\": \"\",", fields)), "one", "{}");
    caller.reached(execution, "TaskSubmitted", 1);
    return execution;
  }

  private String token() throws InterruptedException {
    return lambda.next().payload().path("token").asText();
  }

  @Test
  void aWaitingTaskGoesOnWaitingAndIsNotInvokedAgain() throws IOException, InterruptedException {
    String execution = waiting("");
    String token = token();
    restart();
    assertThat(caller.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
    caller.client.sendTaskSuccess(request -> request.taskToken(token).output("{\"a\":1}"));
    caller.reached(execution, "WaitStateEntered", 1);
    assertThatThrownBy(
            () -> caller.client.sendTaskSuccess(request -> request.taskToken(token).output("{}")))
        .isInstanceOf(TaskTimedOutException.class);
    assertThat(lambda.unseen()).isZero();
    time.advance(Duration.ofHours(1));
    assertThat(caller.ended(execution).output()).isEqualTo("{\"a\":1}");
    assertThat(caller.types(execution).stream().distinct())
        .as("no event is recorded twice")
        .hasSameSizeAs(caller.types(execution));
  }

  @Test
  void aTimeOutCountsFromTheFirstStart() throws IOException, InterruptedException {
    String execution = waiting("\"TimeoutSeconds\": 600,");
    time.advance(Duration.ofMinutes(9));
    restart();
    assertThat(caller.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
    time.advance(Duration.ofMinutes(1));
    assertThat(caller.ended(execution).error()).isEqualTo("States.Timeout");
  }

  @Test
  void aTimeOutThatFellDueMeanwhileComesAtOnce() throws IOException, InterruptedException {
    String execution = waiting("\"TimeoutSeconds\": 600,");
    caller.close();
    service.close();
    time.advance(Duration.ofMinutes(11));
    open();
    assertThat(caller.ended(execution).error()).isEqualTo("States.Timeout");
  }

  @Test
  void aHeartbeatIsRemembered() throws IOException, InterruptedException {
    String execution = waiting("\"HeartbeatSeconds\": 60,");
    String token = token();
    time.advance(Duration.ofSeconds(50));
    caller.client.sendTaskHeartbeat(request -> request.taskToken(token));
    restart();
    time.advance(Duration.ofSeconds(50));
    assertThat(caller.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
    time.advance(Duration.ofSeconds(10));
    assertThat(caller.ended(execution).error()).isEqualTo("States.Timeout");
  }

  @Test
  void aWaitAndTheTimeOutOfTheMachineGoOn() throws IOException, InterruptedException {
    String execution = waiting("");
    String token = token();
    caller.client.sendTaskSuccess(request -> request.taskToken(token).output("{}"));
    caller.reached(execution, "WaitStateEntered", 1);
    time.advance(Duration.ofMinutes(59));
    restart();
    time.advance(Duration.ofMinutes(1));
    assertThat(caller.ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    String other =
        caller.start(
            execution.replace(":execution:", ":stateMachine:").replace(":one", ""), "two", "{}");
    token();
    restart();
    time.advance(Duration.ofSeconds(100_000));
    assertThat(caller.ended(other).status()).isEqualTo(ExecutionStatus.TIMED_OUT);
  }

  @Test
  void aFunctionWhoseAnswerWasNotRecordedIsInvokedAgain() throws IOException, InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    lambda.on(
        "slow",
        _ -> {
          try {
            hanging.await();
          } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
          }
          return new FakeLambda.Reply.Answer("{}");
        });
    String machine =
        caller.machine(
            "slow",
            """
            {"StartAt": "Do", "States": {"Do": {
              "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {"FunctionName": "slow", "Payload": {"number.$": "States.UUID()"}},
              "TimeoutSeconds": 900, "End": true}}}
            """);
    String execution = caller.start(machine, "one", "{}");
    String first = lambda.next().payload().toString();
    restart();
    assertThat(lambda.next().payload().toString())
        .as("random values are the same again")
        .isEqualTo(first);
    hanging.countDown();
    assertThat(caller.ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(caller.types(execution)).containsOnlyOnce("TaskScheduled", "TaskSucceeded");
  }

  @Test
  void branchesGoOnWhereEachOfThemWas() throws IOException, InterruptedException {
    String machine =
        caller.machine(
            "branches",
            """
            {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "Done", "States": {"Done": {"Type": "Pass", "Result": 1, "End": true}}},
              {"StartAt": "Ask", "States": {"Ask": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "Parameters": {"FunctionName": "ask", "Payload": {"token.$": "$$.Task.Token"}},
                "End": true}}}]}}}
            """);
    String execution = caller.start(machine, "one", "{}");
    String token = token();
    caller.reached(execution, "TaskSubmitted", 1);
    caller.reached(execution, "PassStateExited", 1);
    restart();
    caller.client.sendTaskSuccess(request -> request.taskToken(token).output("2"));
    assertThat(caller.ended(execution).output()).isEqualTo("[1,2]");
    assertThat(caller.types(execution)).containsOnlyOnce("PassStateEntered", "TaskScheduled");
  }

  @Test
  void anEndedExecutionIsStillTold() throws IOException, InterruptedException {
    String execution = waiting("");
    caller.client.stopExecution(request -> request.executionArn(execution).error("Over"));
    int events = caller.history(execution).size();
    restart();
    assertThat(caller.describe(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(caller.describe(execution).error()).isEqualTo("Over");
    assertThat(caller.history(execution)).hasSize(events);
  }

  @Test
  void aTornLastLineIsCutOff() throws IOException, InterruptedException {
    String execution = waiting("");
    String token = token();
    caller.close();
    service.close();
    Files.writeString(journal(), "0123abcd {\"key\":\"/0:0:en", StandardOpenOption.APPEND);
    open();
    caller.client.sendTaskSuccess(request -> request.taskToken(token).output("{}"));
    caller.reached(execution, "WaitStateEntered", 1);
    restart();
    assertThat(caller.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void anyOtherDamageIsRefused() throws IOException, InterruptedException {
    waiting("");
    caller.close();
    service.close();
    byte[] content = Files.readAllBytes(journal());
    content[200] ^= 1;
    Files.write(journal(), content);
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(journal().getFileName().toString())
        .hasMessageContaining("line 1 is damaged");
    content[200] ^= 1;
    Files.write(journal(), content);
    open();
  }

  @Test
  void aDirectoryHasOneService() {
    assertThatThrownBy(() -> StepFunctions.start(directory, 0, lambda.endpoint(), time))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use");
  }

  private Path journal() throws IOException {
    try (DirectoryStream<Path> journals =
        Files.newDirectoryStream(directory.resolve("executions"), "*.journal")) {
      Path journal = journals.iterator().next();
      assertThat(Files.readString(journal, StandardCharsets.UTF_8)).contains("start");
      return journal;
    }
  }
}
