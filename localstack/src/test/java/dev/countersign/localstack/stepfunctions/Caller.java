package dev.countersign.localstack.stepfunctions;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** The real client of AWS against a service of ours, and what tests often ask of it. */
final class Caller implements AutoCloseable {
  static final String ROLE = "arn:aws:iam::000000000000:role/states";

  final SfnClient client;

  Caller(URI endpoint) {
    client =
        SfnClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
  }

  String machine(String name, String definition) {
    return client
        .createStateMachine(request -> request.name(name).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  String start(String machine, String name, String input) {
    return client
        .startExecution(request -> request.stateMachineArn(machine).name(name).input(input))
        .executionArn();
  }

  DescribeExecutionResponse describe(String execution) {
    return client.describeExecution(request -> request.executionArn(execution));
  }

  List<HistoryEvent> history(String execution) {
    return client.getExecutionHistory(request -> request.executionArn(execution)).events();
  }

  List<String> types(String execution) {
    return history(execution).stream().map(HistoryEvent::typeAsString).toList();
  }

  /** The states that the execution entered, in order. */
  List<String> states(String execution) {
    return history(execution).stream()
        .filter(event -> event.stateEnteredEventDetails() != null)
        .map(event -> event.stateEnteredEventDetails().name())
        .toList();
  }

  /** The execution once it has ended, asked for at most 20 seconds. */
  DescribeExecutionResponse ended(String execution) throws InterruptedException {
    long giveUp = System.nanoTime() + 20_000_000_000L;
    DescribeExecutionResponse described = describe(execution);
    while (described.status() == ExecutionStatus.RUNNING) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError("still running after 20 seconds: " + types(execution));
      }
      Thread.sleep(10);
      described = describe(execution);
    }
    return described;
  }

  /** Waits, at most 20 seconds, until the history holds so many events of a type. */
  void reached(String execution, String type, int count) throws InterruptedException {
    long giveUp = System.nanoTime() + 20_000_000_000L;
    while (types(execution).stream().filter(type::equals).count() < count) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError("no %d %s in %s".formatted(count, type, types(execution)));
      }
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
