package dev.countersign.localstack.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The service as a process of its own, killed with SIGKILL and started again. */
class KilledServerTest {
  private static final String MACHINE =
      """
      {"StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters": {"FunctionName": "ask", "Payload": {"token.$": "$$.Task.Token"}},
        "%s": %d, "End": true}}}
      """;
  private static final String LISTENING = "stepfunctions listening on ";

  @TempDir private Path directory;

  private static Process launch(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StepFunctionsServer.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private Process serve(FakeLambda lambda) throws IOException {
    return launch(
        "--port", "0",
        "--directory", directory.toString(),
        "--lambda-endpoint", lambda.endpoint().toString());
  }

  private static URI address(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    assertThat(line).startsWith(LISTENING + "http://127.0.0.1:");
    return URI.create(line.substring(LISTENING.length()));
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void executionsSurviveAKill() throws IOException, InterruptedException {
    try (FakeLambda lambda = new FakeLambda()) {
      lambda.on("ask", _ -> new FakeLambda.Reply.Answer("{}"));
      Process first = serve(lambda);
      String resumed;
      String timed;
      String beating;
      String token;
      try (Caller caller = new Caller(address(first))) {
        String patient = caller.machine("patient", MACHINE.formatted("TimeoutSeconds", 600));
        resumed = caller.start(patient, "resumed", "{}");
        token = lambda.next().payload().path("token").asText();
        caller.reached(resumed, "TaskSubmitted", 1);
        String hasty = caller.machine("hasty", MACHINE.formatted("TimeoutSeconds", 3));
        timed = caller.start(hasty, "timed", "{}");
        String nervous = caller.machine("nervous", MACHINE.formatted("HeartbeatSeconds", 3));
        beating = caller.start(nervous, "beating", "{}");
      } finally {
        kill(first);
      }
      Process second = serve(lambda);
      try (Caller caller = new Caller(address(second))) {
        assertThat(caller.describe(resumed).status()).isEqualTo(ExecutionStatus.RUNNING);
        caller.client.sendTaskSuccess(request -> request.taskToken(token).output("\"back\""));
        assertThat(caller.ended(resumed).output()).isEqualTo("\"back\"");
        assertThat(caller.ended(timed).error()).isEqualTo("States.Timeout");
        assertThat(caller.ended(beating).error()).isEqualTo("States.Timeout");
      } finally {
        kill(second);
      }
    }
  }

  @Test
  void theArgumentsAreCheckedAndExplained() throws IOException, InterruptedException {
    Process help = launch("--help");
    assertThat(help.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("Usage:");
    assertThat(help.waitFor()).isZero();

    Path file = Files.createFile(directory.resolve("file"));
    List<List<String>> wrong =
        List.of(
            List.of("--port", "0"),
            List.of(
                "--port", "many", "--directory", "d", "--lambda-endpoint", "http://127.0.0.1:1"),
            List.of("--port", "0", "--directory", "d", "--lambda-endpoint", "http://example.com"),
            List.of(
                "--port",
                "0",
                "--directory",
                file.toString(),
                "--lambda-endpoint",
                "http://127.0.0.1:1"),
            List.of("--unknown"));
    List<Process> processes = new ArrayList<>();
    for (List<String> arguments : wrong) {
      processes.add(launch(arguments.toArray(String[]::new)));
    }
    for (Process process : processes) {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isIn(1, 2);
    }
  }
}
