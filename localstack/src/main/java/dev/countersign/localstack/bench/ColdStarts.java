package dev.countersign.localstack.bench;

import dev.countersign.localstack.plane.LocalPlane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a function takes from the start of its process to its first answered event. The process
 * of a function with one process is killed; its successor is started at once, and the event waits
 * for it.
 */
final class ColdStarts {

  private static final int MOST_SENT = 3;

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final LocalPlane plane;
  private final String operation;

  /** Cold starts in this plane, which knows this closed operation. */
  ColdStarts(LocalPlane plane, String operation) {
    this.plane = plane;
    this.operation = operation;
  }

  /** Milliseconds of so many cold starts of this function, sorted. */
  List<Double> millis(String function, int times) throws IOException, InterruptedException {
    List<Double> all = new ArrayList<>();
    for (int run = 0; run < times; run++) {
      ask(function);
      kill(function);
      long from = System.nanoTime();
      ask(function);
      all.add((System.nanoTime() - from) / 1e6);
    }
    return all.stream().sorted().toList();
  }

  private void ask(String function) throws IOException, InterruptedException {
    HttpRequest request =
        switch (function) {
          case "intake" ->
              HttpRequest.newBuilder(plane.api().resolve("/v1/operations/" + operation)).build();
          case "approval" ->
              HttpRequest.newBuilder(plane.api().resolve("/approvals/" + operation)).build();
          case "audit" -> HttpRequest.newBuilder(plane.api().resolve("/audit")).build();
          case "execution" -> settle();
          default -> throw new IllegalArgumentException("there is no function `" + function + "`");
        };
    for (int sent = 0; sent < MOST_SENT; sent++) {
      HttpResponse<Void> answer = HTTP.send(request, HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() >= 500) {
        throw new IllegalStateException("`" + function + "` answered " + answer.statusCode());
      }
      // An event that the killed process had been given has no answer: whoever sent it sends again.
      if (answer.headers().firstValue("X-Amz-Function-Error").isEmpty()) {
        return;
      }
    }
    throw new IllegalStateException("`" + function + "` ends at each event");
  }

  private HttpRequest settle() {
    URI address = plane.lambda().resolve("/2015-03-31/functions/execution/invocations");
    return HttpRequest.newBuilder(address)
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"entry\":\"settle\",\"operationId\":\"" + operation + "\"}"))
        .build();
  }

  private static void kill(String function) throws InterruptedException {
    String variable = "AWS_LAMBDA_FUNCTION_NAME=" + function + "\0";
    ProcessHandle process =
        ProcessHandle.current()
            .descendants()
            .filter(handle -> environment(handle.pid()).contains(variable))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("`" + function + "` does not run"));
    process.destroyForcibly();
    while (process.isAlive()) {
      Thread.sleep(1);
    }
  }

  private static String environment(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }
}
