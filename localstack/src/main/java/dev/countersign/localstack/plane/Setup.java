package dev.countersign.localstack.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.process.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a deployment does once: the state machine, and the first survey of each target. */
final class Setup {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Endpoints endpoints;

  Setup(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  void createStateMachine(Path definition) throws IOException, InterruptedException {
    String substituted =
        Files.readString(definition)
            .replace("${ApprovalFunction}", "approval")
            .replace("${ExecutionFunction}", "execution");
    String body =
        JSON.createObjectNode()
            .put("name", PlaneFunctions.STATE_MACHINE)
            .put("definition", substituted)
            .put("roleArn", "arn:aws:iam::000000000000:role/workflow")
            .toString();
    HttpResponse<String> response =
        post(
            endpoints.stepFunctions(),
            HttpRequest.newBuilder()
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AWSStepFunctions.CreateStateMachine"),
            body);
    JsonNode answer = JSON.readTree(response.body());
    if (!answer.path("stateMachineArn").asText().equals(PlaneFunctions.STATE_MACHINE_ARN)) {
      throw new IOException("the state machine was not created: " + response.body());
    }
  }

  /** Has execution survey the target, and says how many relations it found. */
  int survey(String connection) throws IOException, InterruptedException {
    String body =
        JSON.createObjectNode().put("entry", "survey").put("connection", connection).toString();
    HttpResponse<String> response =
        post(
            endpoints.lambda().resolve("/2015-03-31/functions/execution/invocations"),
            HttpRequest.newBuilder().header("Content-Type", "application/json"),
            body);
    JsonNode answer = JSON.readTree(response.body());
    if (!answer.path("relations").isInt()) {
      throw new IOException(
          "the target of `" + connection + "` was not surveyed: see logs/execution.log");
    }
    return answer.path("relations").asInt();
  }

  String functions() throws IOException, InterruptedException {
    return HTTP.send(
            HttpRequest.newBuilder(endpoints.lambda().resolve("/countersign/functions")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  String mailTo(String address) throws IOException, InterruptedException {
    URI mails =
        endpoints
            .mail()
            .resolve("/mails.json?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
    String body =
        HTTP.send(HttpRequest.newBuilder(mails).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    StringBuilder texts = new StringBuilder();
    JSON.readTree(body).forEach(mail -> texts.append(mail.path("text").asText()));
    return texts.toString();
  }

  private static HttpResponse<String> post(URI address, HttpRequest.Builder request, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        request
            .uri(address)
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
