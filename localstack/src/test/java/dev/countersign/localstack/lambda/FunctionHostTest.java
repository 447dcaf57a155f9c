package dev.countersign.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.child.ChildProcess;
import dev.countersign.localstack.child.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

final class FunctionHostTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static FunctionHost host;
  private static LambdaClient client;

  @BeforeAll
  static void startTheHost() throws IOException {
    FunctionDefinition sample = SamplePackage.function("sample", folder, 10, 1);
    FunctionDefinition broken =
        new FunctionDefinition(
            "broken",
            sample.zip(),
            "no.such.Handler",
            Map.of(),
            128,
            Duration.ofSeconds(3),
            1,
            List.of());
    host =
        FunctionHost.start(
            0,
            folder.resolve("host"),
            List.of(
                sample,
                broken,
                SamplePackage.function("hasty", folder, 1, 1),
                SamplePackage.function("pair", folder, 10, 2)),
            List.of(Duration.ofMillis(10), Duration.ofMillis(10)));
    client = client(host.uri(), Duration.ofSeconds(60));
  }

  @AfterAll
  static void stopTheHost() {
    client.close();
    host.close();
  }

  @Test
  void anEventIsAnsweredByTheHandlerOfTheUnpackedZip() throws IOException {
    InvokeResponse response = invoke("sample", "{\"do\":\"describe\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.functionError()).isNull();
    assertThat(response.executedVersion()).isEqualTo("$LATEST");
    JsonNode description = json(response);
    String root = folder.resolve("host/packages/sample").toString();
    assertThat(description.get("directory").asText()).isEqualTo(root);
    assertThat(description.get("source").asText()).startsWith(root);
    assertThat(description.get("arn").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:sample");
    assertThat(description.get("remaining").asInt()).isBetween(5_000, 10_000);
  }

  @Test
  void aFunctionSeesItsOwnEnvironmentAndNothingOfTheHosts() throws IOException {
    JsonNode environment = json(invoke("sample", "{\"do\":\"describe\"}")).get("environment");

    assertThat(environment.get("COLOUR").asText()).isEqualTo("green");
    assertThat(environment.get("AWS_ACCESS_KEY_ID").asText()).isEqualTo("dutysample");
    assertThat(environment.get("AWS_REGION").asText()).isEqualTo("us-east-1");
    assertThat(environment.get("_HANDLER").asText()).isEqualTo(SampleFunction.class.getName());
    assertThat(System.getenv()).containsKey("HOME");
    assertThat(environment.has("HOME")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:lambda:us-east-1:000000000000:function:sample",
        "arn:aws:lambda:us-east-1:000000000000:function:sample:live",
        "sample:live"
      })
  void aFunctionIsFoundByItsArnAndWithAnAlias(String name) {
    assertThat(invoke(name, "{\"a\":1}").payload().asUtf8String()).isEqualTo("{\"a\":1}");
  }

  @Test
  void anUnknownFunctionIsNotFound() {
    assertThatThrownBy(() -> invoke("unknown", "{}"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("function:unknown");
  }

  @Test
  void anEventThatIsNotJsonIsRefused() {
    assertThatThrownBy(() -> invoke("sample", "{\"a\":"))
        .isInstanceOf(InvalidRequestContentException.class);
  }

  @Test
  void whatTheHandlerThrowsIsAFunctionError() throws IOException {
    InvokeResponse response = invoke("sample", "{\"do\":\"throw\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(json(response).get("errorType").asText())
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(json(response).get("errorMessage").asText()).isEqualTo("as asked");
  }

  @Test
  void aHandlerThatCannotBeLoadedIsAFunctionErrorEachTime() throws IOException {
    for (int attempt = 0; attempt < 2; attempt++) {
      InvokeResponse response = invoke("broken", "{}");
      assertThat(response.functionError()).isEqualTo("Unhandled");
      assertThat(json(response).get("errorType").asText())
          .isEqualTo("java.lang.ClassNotFoundException");
    }
    assertThat(Files.readString(folder.resolve("host/logs/broken.log")))
        .contains("no.such.Handler");
  }

  @Test
  void aProcessThatTakesTooLongIsKilledAndReplaced() throws IOException {
    long before = json(invoke("hasty", "{\"do\":\"describe\"}")).get("pid").asLong();

    InvokeResponse response = invoke("hasty", "{\"do\":\"sleep\",\"millis\":60000}");

    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(json(response).get("errorMessage").asText())
        .endsWith("Task timed out after 1.00 seconds");
    long after = json(invoke("hasty", "{\"do\":\"describe\"}")).get("pid").asLong();
    assertThat(after).isNotEqualTo(before);
    assertThat(ProcessHandle.of(before).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aProcessThatExitsFailsItsInvocationAndIsReplaced() throws IOException {
    InvokeResponse response = invoke("sample", "{\"do\":\"exit\"}");

    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(json(response).get("errorType").asText()).isEqualTo("Runtime.ExitError");
    assertThat(json(response).get("errorMessage").asText()).endsWith("exit status 7");
    assertThat(invoke("sample", "{\"a\":1}").functionError()).isNull();
  }

  @Test
  void anIdleProcessThatIsKilledIsReplacedBeforeTheNextEvent() throws Exception {
    long before = json(invoke("sample", "{\"do\":\"describe\"}")).get("pid").asLong();
    ProcessHandle process = ProcessHandle.of(before).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(10, TimeUnit.SECONDS);

    Poll.until(() -> !pids("sample").isEmpty() && !pids("sample").contains(before));
    assertThat(invoke("sample", "{\"a\":1}").functionError()).isNull();
  }

  @Test
  void whenEveryProcessIsBusyTheNextEventIsThrottled() throws Exception {
    Path mark = folder.resolve("busy");
    CompletableFuture<InvokeResponse> busy = sleeping("sample", mark, 2_000);
    Poll.until(() -> Files.exists(mark));

    assertThatThrownBy(() -> invoke("sample", "{}"))
        .isInstanceOfSatisfying(
            TooManyRequestsException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(429);
              assertThat(e.retryAfterSeconds()).isEqualTo("1");
            });
    assertThat(busy.get(30, TimeUnit.SECONDS).payload().asUtf8String()).isEqualTo("\"slept\"");
  }

  @Test
  void twoProcessesServeTwoEventsAtOnce() throws Exception {
    Path mark = folder.resolve("pair");
    CompletableFuture<InvokeResponse> first = sleeping("pair", mark, 5_000);
    Poll.until(() -> Files.exists(mark));

    assertThat(invoke("pair", "{\"a\":1}").functionError()).isNull();
    assertThat(first).isNotDone();
    assertThat(first.get(30, TimeUnit.SECONDS).functionError()).isNull();
    assertThat(pids("pair")).hasSize(2);
  }

  @Test
  void anEventOfMoreThanSixMegabytesIsRefused() {
    String event = "\"" + "x".repeat(6 * 1024 * 1024) + "\"";
    assertThatThrownBy(() -> invoke("sample", event))
        .isInstanceOfSatisfying(
            RequestTooLargeException.class, e -> assertThat(e.statusCode()).isEqualTo(413));
  }

  @Test
  void anAnswerOfMoreThanSixMegabytesIsAFunctionErrorAndTheFunctionGoesOn() throws IOException {
    InvokeResponse response =
        invoke("pair", "{\"do\":\"fill\",\"size\":" + (6 * 1024 * 1024) + "}");

    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(json(response).get("errorType").asText()).isEqualTo("Function.ResponseSizeTooLarge");
    InvokeResponse next = invoke("pair", "{\"do\":\"fill\",\"size\":" + (5 * 1024 * 1024) + "}");
    assertThat(next.payload().asByteArrayUnsafe()).hasSize(5 * 1024 * 1024 + 2);
  }

  @Test
  void anAsynchronousEventIsAcceptedAtOnceAndTriedThreeTimes() throws Exception {
    Path mark = folder.resolve("asynchronous");
    InvokeResponse response =
        client.invoke(request ->
            request
                .functionName("pair")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(marking("mark-and-throw", mark, 0))));

    assertThat(response.statusCode()).isEqualTo(202);
    Poll.until(() -> Files.exists(mark) && Files.size(mark) == 3);
  }

  @Test
  void aClientThatLeavesDoesNotStopItsInvocation() throws Exception {
    Path mark = folder.resolve("left");
    invoke("pair", "{}");
    try (LambdaClient hasty = client(host.uri(), Duration.ofMillis(500))) {
      String event = marking("sleep", mark, 2_000);
      assertThatThrownBy(() ->
              hasty.invoke(
                  request -> request.functionName("pair").payload(SdkBytes.fromUtf8String(event))))
          .isInstanceOf(SdkClientException.class);
      assertThat(Files.readString(mark)).isEqualTo("x");
    }
    Poll.until(() -> Files.size(mark) == 2);
  }

  @Test
  void theHostTellsWhatRunsFromWhichPackage() throws Exception {
    invoke("sample", "{}");
    JsonNode sample = described("sample");
    assertThat(sample.get("zip").asText()).isEqualTo(folder.resolve("sample.zip").toString());
    assertThat(sample.get("sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(sample.get("invocations").asInt()).isPositive();
    Path directory = Path.of("/proc", sample.get("pids").get(0).asText(), "cwd").toRealPath();
    assertThat(directory).isEqualTo(Path.of(sample.get("classPathRoot").asText()).toRealPath());
  }

  @Test
  void theFunctionsEndWhenTheirHostIsKilled() throws Exception {
    Path functions = folder.resolve("functions.json");
    FunctionsFile.write(functions, List.of(SamplePackage.function("orphan", folder, 10, 1)));
    JavaCommand command =
        new JavaCommand(
            "host",
            List.of(System.getProperty("java.class.path").split(File.pathSeparator)),
            List.of("-Xmx128m"),
            FunctionHost.class.getName(),
            List.of(
                "--functions",
                functions.toString(),
                "--directory",
                folder.resolve("killed").toString(),
                "--warm"),
            folder.resolve("killed.log"));
    try (ChildProcess killed = ChildProcess.start(command, FunctionHost.READY_PREFIX)) {
      URI uri = URI.create(killed.awaitReady(Duration.ofSeconds(60)));
      List<Long> pids = pids(uri, "orphan");
      assertThat(pids).hasSize(1);
      ProcessHandle function = ProcessHandle.of(pids.getFirst()).orElseThrow();
      ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();

      function.onExit().get(30, TimeUnit.SECONDS);
      assertThat(function.isAlive()).isFalse();
    }
  }

  private static CompletableFuture<InvokeResponse> sleeping(String name, Path mark, int millis) {
    return CompletableFuture.supplyAsync(() -> invoke(name, marking("sleep", mark, millis)));
  }

  private static String marking(String action, Path mark, int millis) {
    return JSON.createObjectNode()
        .put("do", action)
        .put("file", mark.toString())
        .put("millis", millis)
        .toString();
  }

  private static List<Long> pids(String name) throws IOException {
    return pids(host.uri(), name);
  }

  private static List<Long> pids(URI uri, String name) throws IOException {
    return described(uri, name).get("pids").valueStream().map(JsonNode::asLong).toList();
  }

  private static JsonNode described(String name) throws IOException {
    return described(host.uri(), name);
  }

  private static JsonNode described(URI uri, String name) throws IOException {
    try (InputStream list = uri.resolve("/countersign/functions").toURL().openStream()) {
      for (JsonNode function : JSON.readTree(list)) {
        if (function.get("name").asText().equals(name)) {
          return function;
        }
      }
    }
    throw new AssertionError("no function " + name);
  }

  private static JsonNode json(InvokeResponse response) throws IOException {
    return JSON.readTree(response.payload().asByteArray());
  }

  private static InvokeResponse invoke(String name, String event) {
    return client.invoke(
        request -> request.functionName(name).payload(SdkBytes.fromUtf8String(event)));
  }

  private static LambdaClient client(URI endpoint, Duration readTimeout) {
    return LambdaClient.builder()
        .endpointOverride(endpoint)
        .region(software.amazon.awssdk.regions.Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .httpClient(UrlConnectionHttpClient.builder().socketTimeout(readTimeout).build())
        .build();
  }
}
