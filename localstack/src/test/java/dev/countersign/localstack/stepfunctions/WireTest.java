package dev.countersign.localstack.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDeletingException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Every operation and every error, through the real client of AWS. */
class WireTest {
  private static final String PASS =
      "{\"StartAt\":\"Only\",\"States\":{\"Only\":{\"Type\":\"Pass\",\"End\":true}}}";
  private static final String WAITING =
      """
      {"StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters": {"FunctionName": "ask", "Payload": {"token.$": "$$.Task.Token"}},
        "HeartbeatSeconds": 60, "TimeoutSeconds": 600, "End": true}}}
      """;
  private static final String UNKNOWN_MACHINE =
      "arn:aws:states:us-east-1:000000000000:stateMachine:unknown";
  private static final String UNKNOWN_EXECUTION =
      "arn:aws:states:us-east-1:000000000000:execution:unknown:unknown";

  private final ManualAlarms time = new ManualAlarms();
  @TempDir private Path directory;
  private FakeLambda lambda;
  private StepFunctions service;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    lambda = new FakeLambda();
    lambda.on("ask", _ -> new FakeLambda.Reply.Answer("{\"told\":true}"));
    service = StepFunctions.start(directory, 0, lambda.endpoint(), time);
    caller = new Caller(service.endpoint());
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    service.close();
    lambda.close();
  }

  private String token() throws InterruptedException {
    return lambda.next().payload().path("token").asText();
  }

  @Test
  void aMachineIsCreatedDescribedUpdatedListedAndDeleted() {
    String arn = caller.machine("first", PASS);
    caller.machine("second", PASS);
    DescribeStateMachineResponse described =
        caller.client.describeStateMachine(request -> request.stateMachineArn(arn));
    assertThat(described.name()).isEqualTo("first");
    assertThat(described.definition()).isEqualTo(PASS);
    assertThat(described.roleArn()).isEqualTo(Caller.ROLE);
    assertThat(described.status()).isEqualTo(StateMachineStatus.ACTIVE);

    String revision =
        caller
            .client
            .updateStateMachine(request -> request.stateMachineArn(arn).definition(WAITING))
            .revisionId();
    described = caller.client.describeStateMachine(request -> request.stateMachineArn(arn));
    assertThat(described.definition()).isEqualTo(WAITING);
    assertThat(described.revisionId()).isEqualTo(revision);

    assertThat(caller.client.listStateMachines(request -> request.maxResults(1)).stateMachines())
        .extracting(item -> item.name())
        .containsExactly("first");
    assertThat(
            caller
                .client
                .listStateMachinesPaginator(request -> request.maxResults(1))
                .stateMachines())
        .extracting(item -> item.name())
        .containsExactly("first", "second");

    caller.client.deleteStateMachine(request -> request.stateMachineArn(arn));
    assertThatThrownBy(
            () -> caller.client.describeStateMachine(request -> request.stateMachineArn(arn)))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    caller.client.deleteStateMachine(request -> request.stateMachineArn(arn));
  }

  @Test
  void creatingTheSameMachineAgainIsIdempotentAndAnotherOfThatNameIsRefused() {
    String arn = caller.machine("same", PASS);
    assertThat(caller.machine("same", PASS)).isEqualTo(arn);
    assertThatThrownBy(() -> caller.machine("same", WAITING))
        .isInstanceOf(StateMachineAlreadyExistsException.class);
  }

  @Test
  void aMachineWithARunningExecutionIsDeletedWithItsLastExecution() throws InterruptedException {
    String arn = caller.machine("busy", WAITING);
    caller.start(arn, "one", "{}");
    caller.client.deleteStateMachine(request -> request.stateMachineArn(arn));
    assertThat(caller.client.describeStateMachine(request -> request.stateMachineArn(arn)).status())
        .isEqualTo(StateMachineStatus.DELETING);
    assertThatThrownBy(() -> caller.start(arn, "two", "{}"))
        .isInstanceOf(StateMachineDeletingException.class);
    assertThatThrownBy(() -> caller.machine("busy", WAITING))
        .isInstanceOf(StateMachineDeletingException.class);
    String token = token();
    caller.client.sendTaskSuccess(request -> request.taskToken(token).output("{}"));
    String execution = arn.replace(":stateMachine:", ":execution:") + ":one";
    caller.ended(execution);
    assertThatThrownBy(
            () -> caller.client.describeStateMachine(request -> request.stateMachineArn(arn)))
        .isInstanceOf(StateMachineDoesNotExistException.class);
  }

  @Test
  void whatCannotBeAMachineIsRefused() {
    assertThatThrownBy(() -> caller.machine("no blanks", PASS))
        .isInstanceOf(InvalidNameException.class);
    assertThatThrownBy(() ->
            caller.client.createStateMachine(request ->
                request.name("express").definition(PASS).roleArn(Caller.ROLE).type("EXPRESS")))
        .isInstanceOf(StateMachineTypeNotSupportedException.class);
    assertThatThrownBy(() ->
            caller.client.createStateMachine(request ->
                request.name("tagged").definition(PASS).roleArn(Caller.ROLE).publish(true)))
        .isInstanceOf(SfnException.class)
        .hasMessageContaining("'publish' is not supported");
    assertThatThrownBy(() ->
            caller.client.describeStateMachine(request -> request.stateMachineArn("nonsense")))
        .isInstanceOf(InvalidArnException.class);
    String arn = caller.machine("empty-update", PASS);
    assertThatThrownBy(
            () -> caller.client.updateStateMachine(request -> request.stateMachineArn(arn)))
        .isInstanceOf(MissingRequiredParameterException.class);
    assertThatThrownBy(() ->
            caller.client.updateStateMachine(
                request -> request.stateMachineArn(arn).definition("{}")))
        .isInstanceOf(InvalidDefinitionException.class);
  }

  @Test
  void theSameNameAndInputIsTheSameExecutionWhileItRuns() throws InterruptedException {
    String machine = caller.machine("named", WAITING);
    String execution = caller.start(machine, "op-1", "{\"a\":1}");
    assertThat(caller.start(machine, "op-1", "{\"a\":1}")).isEqualTo(execution);
    assertThatThrownBy(() -> caller.start(machine, "op-1", "{\"a\":2}"))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
    String token = token();
    caller.client.sendTaskSuccess(request -> request.taskToken(token).output("{}"));
    caller.ended(execution);
    assertThatThrownBy(() -> caller.start(machine, "op-1", "{\"a\":1}"))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
    assertThat(lambda.unseen()).isZero();
  }

  @Test
  void anExecutionKeepsTheDefinitionItStartedWith() throws InterruptedException {
    String machine = caller.machine("changing", WAITING);
    String execution = caller.start(machine, "one", "{}");
    String token = token();
    caller.client.updateStateMachine(request -> request.stateMachineArn(machine).definition(PASS));
    caller.client.sendTaskSuccess(request -> request.taskToken(token).output("\"done\""));
    assertThat(caller.ended(execution).output()).isEqualTo("\"done\"");
    assertThat(caller.states(execution)).containsExactly("Ask");
    assertThat(caller.ended(caller.start(machine, "two", "{}")).status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void whatCannotBeAnExecutionIsRefused() {
    String machine = caller.machine("machine", PASS);
    assertThatThrownBy(() -> caller.start(machine, "one", "not json"))
        .isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(() -> caller.start(machine, "one", "{} {}"))
        .isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(() -> caller.start(machine, "one", "\"" + "a".repeat(262_144) + "\""))
        .isInstanceOf(SfnException.class)
        .hasMessageContaining("262144");
    assertThatThrownBy(() -> caller.start(machine, "a:b", "{}"))
        .isInstanceOf(InvalidNameException.class);
    assertThatThrownBy(() -> caller.start(UNKNOWN_MACHINE, "one", "{}"))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> caller.describe(UNKNOWN_EXECUTION))
        .isInstanceOf(ExecutionDoesNotExistException.class);
    assertThatThrownBy(() -> caller.history(UNKNOWN_EXECUTION))
        .isInstanceOf(ExecutionDoesNotExistException.class);
    assertThatThrownBy(
            () -> caller.client.stopExecution(request -> request.executionArn(UNKNOWN_EXECUTION)))
        .isInstanceOf(ExecutionDoesNotExistException.class);
    assertThatThrownBy(() -> caller.describe("nonsense")).isInstanceOf(InvalidArnException.class);
  }

  @Test
  void aFinishedExecutionTellsItsInputOutputAndTimes() throws InterruptedException {
    String machine = caller.machine("machine", PASS);
    String execution =
        caller.client.startExecution(request -> request.stateMachineArn(machine)).executionArn();
    assertThat(caller.ended(execution).input()).isEqualTo("{}");
    assertThat(caller.describe(execution).output()).isEqualTo("{}");
    assertThat(caller.describe(execution).startDate()).isEqualTo(time.instant());
    assertThat(caller.describe(execution).stopDate()).isEqualTo(time.instant());
  }

  @Test
  void executionsAreListedTheLatestFirstAndByStatus() throws InterruptedException {
    String machine = caller.machine("listed", WAITING);
    List<String> names = new ArrayList<>();
    for (String name : List.of("one", "two", "three")) {
      caller.start(machine, name, "{}");
      names.addFirst(name);
      time.advance(Duration.ofSeconds(1));
    }
    String stopped = machine.replace(":stateMachine:", ":execution:") + ":two";
    caller.client.stopExecution(request -> request.executionArn(stopped));
    assertThat(
            caller
                .client
                .listExecutionsPaginator(request -> request.stateMachineArn(machine).maxResults(2))
                .executions())
        .extracting(ExecutionListItem::name)
        .containsExactlyElementsOf(names);
    assertThat(
            caller
                .client
                .listExecutions(request ->
                    request.stateMachineArn(machine).statusFilter(ExecutionStatus.RUNNING))
                .executions())
        .extracting(ExecutionListItem::name)
        .containsExactly("three", "one");
    assertThatThrownBy(() ->
            caller.client.listExecutions(
                request -> request.stateMachineArn(machine).nextToken("nonsense")))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void aHistoryIsReadInPagesForwardsAndBackwards() throws InterruptedException {
    String execution = caller.start(caller.machine("machine", PASS), "one", "{\"a\":1}");
    caller.ended(execution);
    List<Long> forwards = new ArrayList<>();
    caller
        .client
        .getExecutionHistoryPaginator(request -> request.executionArn(execution).maxResults(3))
        .events()
        .forEach(event -> forwards.add(event.id()));
    assertThat(forwards).containsExactly(1L, 2L, 3L, 4L);
    GetExecutionHistoryResponse last =
        caller.client.getExecutionHistory(
            request -> request.executionArn(execution).reverseOrder(true).maxResults(1));
    assertThat(last.events()).extracting(HistoryEvent::id).containsExactly(4L);
    assertThat(last.nextToken()).isNotNull();
    assertThat(
            caller
                .client
                .getExecutionHistory(
                    request -> request.executionArn(execution).includeExecutionData(false))
                .events()
                .getFirst()
                .executionStartedEventDetails()
                .input())
        .isNull();
  }

  @Test
  void eventsFormAChainAndATokenTaskHasTheEightEventsOfAws() throws InterruptedException {
    String execution = caller.start(caller.machine("machine", WAITING), "one", "{}");
    String token = token();
    caller.reached(execution, "TaskSubmitted", 1);
    caller.client.sendTaskSuccess(request -> request.taskToken(token).output("{}"));
    caller.ended(execution);
    assertThat(caller.types(execution))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
    assertThat(caller.history(execution))
        .extracting(HistoryEvent::previousEventId)
        .containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void aStoppedExecutionIsAbortedAndItsTaskCannotBeEnded() throws InterruptedException {
    String execution = caller.start(caller.machine("machine", WAITING), "one", "{}");
    String token = token();
    caller.client.stopExecution(
        request -> request.executionArn(execution).error("Cancelled").cause("by the requester"));
    assertThat(caller.describe(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(caller.describe(execution).error()).isEqualTo("Cancelled");
    assertThat(caller.describe(execution).cause()).isEqualTo("by the requester");
    assertThat(caller.types(execution)).last().isEqualTo("ExecutionAborted");
    assertThatThrownBy(
            () -> caller.client.sendTaskSuccess(request -> request.taskToken(token).output("{}")))
        .isInstanceOf(TaskTimedOutException.class);
    caller.client.stopExecution(request -> request.executionArn(execution).error("Again"));
    assertThat(caller.describe(execution).error()).isEqualTo("Cancelled");
  }

  @Test
  void aTaskIsFailedByItsToken() throws InterruptedException {
    String execution = caller.start(caller.machine("machine", WAITING), "one", "{}");
    String token = token();
    caller.client.sendTaskFailure(request -> request.taskToken(token).error("No").cause("because"));
    assertThat(caller.ended(execution).status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(caller.describe(execution).error()).isEqualTo("No");
    assertThat(caller.describe(execution).cause()).isEqualTo("because");
    assertThatThrownBy(() -> caller.client.sendTaskFailure(request -> request.taskToken(token)))
        .isInstanceOf(TaskTimedOutException.class);
  }

  @Test
  void aHeartbeatPutsOffTheTimeOutAndItsAbsenceIsRecordedAsATimeOut() throws InterruptedException {
    String execution = caller.start(caller.machine("machine", WAITING), "one", "{}");
    String token = token();
    caller.reached(execution, "TaskSubmitted", 1);
    for (int i = 0; i < 3; i++) {
      time.advance(Duration.ofSeconds(50));
      caller.client.sendTaskHeartbeat(request -> request.taskToken(token));
    }
    assertThat(caller.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
    time.advance(Duration.ofSeconds(60));
    assertThat(caller.ended(execution).error()).isEqualTo("States.Timeout");
    assertThat(caller.types(execution)).contains("TaskTimedOut");
    assertThatThrownBy(() -> caller.client.sendTaskHeartbeat(request -> request.taskToken(token)))
        .isInstanceOf(TaskTimedOutException.class);
  }

  @Test
  void heartbeatsDoNotPutOffTheTimeOutOfTheTask() throws InterruptedException {
    String execution = caller.start(caller.machine("machine", WAITING), "one", "{}");
    String token = token();
    caller.reached(execution, "TaskSubmitted", 1);
    for (int i = 0; i < 11; i++) {
      time.advance(Duration.ofSeconds(50));
      caller.client.sendTaskHeartbeat(request -> request.taskToken(token));
    }
    time.advance(Duration.ofSeconds(50));
    assertThat(caller.ended(execution).error()).isEqualTo("States.Timeout");
  }

  @Test
  void aTokenThatIsNoneAndATokenOfNobodyAreToldApart() {
    for (String nonsense : List.of("nonsense", "AAAA", " ")) {
      assertThatThrownBy(() ->
              caller.client.sendTaskSuccess(request -> request.taskToken(nonsense).output("{}")))
          .isInstanceOf(InvalidTokenException.class);
      assertThatThrownBy(
              () -> caller.client.sendTaskHeartbeat(request -> request.taskToken(nonsense)))
          .isInstanceOf(InvalidTokenException.class);
    }
    String foreign = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABmaHqt";
    assertThatThrownBy(() -> caller.client.sendTaskFailure(request -> request.taskToken(foreign)))
        .isInstanceOf(TaskDoesNotExistException.class);
  }

  @Test
  void anOutputThatIsNotJsonIsRefusedAndTheTaskWaitsOn() throws InterruptedException {
    String execution = caller.start(caller.machine("machine", WAITING), "one", "{}");
    String token = token();
    assertThatThrownBy(() ->
            caller.client.sendTaskSuccess(request -> request.taskToken(token).output("{oops")))
        .isInstanceOf(InvalidOutputException.class);
    assertThat(caller.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void aMachineHasATimeOutOfItsOwn() throws InterruptedException {
    String machine =
        caller.machine("limited", WAITING.replaceFirst("\\{", "{\"TimeoutSeconds\": 30, "));
    String execution = caller.start(machine, "one", "{}");
    token();
    time.advance(Duration.ofSeconds(30));
    assertThat(caller.ended(execution).status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(caller.types(execution)).last().isEqualTo("ExecutionTimedOut");
  }

  @Test
  void aFunctionsAnswerHasTheShapeOfAws() throws InterruptedException {
    lambda.on("ask", payload -> new FakeLambda.Reply.Answer("{\"echo\":" + payload + "}"));
    String machine =
        caller.machine(
            "sync",
            """
            {"StartAt": "Ask", "States": {"Ask": {
              "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {"FunctionName.$": "$.function", "Payload.$": "$"},
              "ResultSelector": {"status.$": "$.StatusCode", "version.$": "$.ExecutedVersion",
                "echo.$": "$.Payload.echo.a"}, "End": true}}}
            """);
    String arn = "arn:aws:lambda:us-east-1:000000000000:function:ask";
    String execution = caller.start(machine, "one", "{\"a\":1,\"function\":\"" + arn + "\"}");
    assertThat(caller.ended(execution).output())
        .isEqualTo("{\"status\":200,\"version\":\"$LATEST\",\"echo\":1}");
  }

  @ParameterizedTest
  @CsvSource({
    "thrown, com.example.Broken",
    "throttled, Lambda.TooManyRequestsException",
    "failing, Lambda.ServiceException",
    "unknown, Lambda.ResourceNotFoundException",
    "broken, Lambda.Unknown"
  })
  void whatGoesWrongWithAFunctionHasTheNameOfAws(String function, String error)
      throws InterruptedException {
    lambda.on("thrown", _ -> new FakeLambda.Reply.Thrown("com.example.Broken", "message"));
    lambda.on("throttled", _ -> new FakeLambda.Reply.Refused(429, "TooManyRequestsException"));
    lambda.on("failing", _ -> new FakeLambda.Reply.Refused(500, "ServiceException"));
    lambda.on("broken", _ -> new FakeLambda.Reply.Broken());
    String execution = caller.start(caller.machine("sync", invoking(function)), "one", "{}");
    assertThat(caller.ended(execution).error()).isEqualTo(error);
  }

  @Test
  void aLambdaThatIsNotThereIsAClientError() throws InterruptedException {
    lambda.close();
    String execution = caller.start(caller.machine("sync", invoking("ask")), "one", "{}");
    assertThat(caller.ended(execution).error()).isEqualTo("Lambda.SdkClientException");
  }

  private static String invoking(String function) {
    return """
    {"StartAt": "Ask", "States": {"Ask": {
      "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {"FunctionName": "%s"}, "End": true}}}
    """
        .formatted(function);
  }

  @Test
  void whatIsNotTheProtocolIsRefused() throws IOException, InterruptedException {
    assertThat(post("AWSStepFunctions.CreateActivity", "{}")).contains("UnknownOperationException");
    assertThat(post("DynamoDB_20120810.GetItem", "{}")).contains("UnknownOperationException");
    assertThat(post("AWSStepFunctions.StartExecution", "nonsense"))
        .contains("SerializationException");
    assertThat(post("AWSStepFunctions.StartExecution", "[]")).contains("SerializationException");
    assertThat(post("AWSStepFunctions.StartExecution", "{}")).contains("ValidationException");
    assertThat(post("AWSStepFunctions.StartExecution", "{\"stateMachineArn\":7}"))
        .contains("ValidationException");
  }

  private String post(String target, String body) throws IOException, InterruptedException {
    URI endpoint = service.endpoint();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(endpoint)
                  .header("X-Amz-Target", target)
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(400);
      return response.body();
    }
  }
}
