package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Invokes functions by the Invoke operation of the Lambda API and gives the answer the shape that
 * the state machine sees ("Invoke an AWS Lambda function with Step Functions").
 */
public final class LambdaEndpoint implements AutoCloseable {
  /** A function may run for 15 minutes; what takes longer than this is lost. */
  private static final Duration LONGEST_INVOCATION = Duration.ofMinutes(16);

  private static final Pattern FUNCTION =
      Pattern.compile(
          "(?:(?:arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:)?\\d{12}:function:)?(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>\\$LATEST|[a-zA-Z0-9-_]+))?");

  private final URI endpoint;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  public LambdaEndpoint(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Invokes a function and waits for its answer.
   *
   * @param parameters FunctionName, and Payload if there is one
   */
  TaskOutcome invoke(JsonNode parameters) throws InterruptedException {
    String functionName = parameters.path("FunctionName").asText();
    Matcher function = FUNCTION.matcher(functionName);
    if (!function.matches()) {
      return failed("Lambda.InvalidParameterValueException", "the function name is not valid");
    }
    JsonNode payload = parameters.path("Payload");
    String body = payload.isMissingNode() ? "{}" : JsonText.write(payload);
    HttpRequest request =
        HttpRequest.newBuilder(address(function))
            .timeout(LONGEST_INVOCATION)
            .header("Content-Type", "application/json")
            .header("X-Amz-Invocation-Type", "RequestResponse")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return outcome(client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (ConnectException refused) {
      return failed("Lambda.SdkClientException", "no connection to the Lambda endpoint");
    } catch (IOException broken) {
      return failed("Lambda.Unknown", "the connection broke before the function answered");
    }
  }

  private URI address(Matcher function) {
    String qualifier = function.group("qualifier");
    String query =
        qualifier == null
            ? ""
            : "?Qualifier=" + URLEncoder.encode(qualifier, StandardCharsets.UTF_8);
    return endpoint.resolve(
        "/2015-03-31/functions/%s/invocations%s".formatted(function.group("name"), query));
  }

  private static TaskOutcome outcome(HttpResponse<String> response) {
    if (response.statusCode() / 100 != 2) {
      return serviceError(response);
    }
    if (response.headers().firstValue("X-Amz-Function-Error").isPresent()) {
      return functionError(response.body());
    }
    ObjectNode output = JsonText.object();
    output.put(
        "ExecutedVersion",
        response.headers().firstValue("X-Amz-Executed-Version").orElse("$LATEST"));
    output.set(
        "Payload",
        JsonText.read(response.body()).orElseGet(() -> TextNode.valueOf(response.body())));
    output.set("SdkHttpMetadata", JsonText.object().put("HttpStatusCode", response.statusCode()));
    ObjectNode metadata = JsonText.object();
    response
        .headers()
        .firstValue("x-amzn-RequestId")
        .ifPresent(requestId -> metadata.put("RequestId", requestId));
    output.set("SdkResponseMetadata", metadata);
    output.put("StatusCode", response.statusCode());
    return new TaskOutcome.Succeeded(output);
  }

  private static TaskOutcome functionError(String body) {
    JsonNode error = JsonText.read(body).orElseGet(JsonText::object);
    return failed(error.path("errorType").asText("Lambda.Unknown"), body);
  }

  private static TaskOutcome serviceError(HttpResponse<String> response) {
    JsonNode body = JsonText.read(response.body()).orElseGet(JsonText::object);
    String type =
        response.statusCode() == 429
            ? "TooManyRequestsException"
            : response
                .headers()
                .firstValue("x-amzn-ErrorType")
                .map(header -> header.split(":", 2)[0])
                .orElse("Unknown");
    String message = body.path("Message").asText(body.path("message").asText(""));
    return failed(
        "Lambda." + type, "%s (Status Code: %d)".formatted(message, response.statusCode()));
  }

  private static TaskOutcome failed(String error, String cause) {
    return new TaskOutcome.Failed(new StatesError(error, cause));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
