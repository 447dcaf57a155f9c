package dev.countersign.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.apigateway.Route;
import dev.countersign.localstack.child.ChildProcess;
import dev.countersign.localstack.child.JavaCommand;
import dev.countersign.localstack.dynamodb.DynamoDbLocal;
import dev.countersign.localstack.lambda.FunctionDefinition;
import dev.countersign.localstack.lambda.Poll;
import dev.countersign.localstack.lambda.SamplePackage;
import dev.countersign.localstack.s3.S3;
import dev.countersign.localstack.secretsmanager.SecretsFile;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

final class LocalCloudTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** Starts a whole cloud in the folder named, tells every process id and waits for ever. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      LocalCloud cloud = LocalCloud.start(stores(folder, 0), System.out::println);
      cloud.run(plane(folder));
      List<Long> pids = new ArrayList<>(cloud.processes().values());
      pids.add(functionPid(cloud.endpoints()));
      System.out.println("all up " + String.join(",", pids.stream().map(String::valueOf).toList()));
      Thread.currentThread().join();
    }
  }

  @Test
  void everyServiceRunsAndEverythingEndsInReverseOrder() throws Exception {
    List<String> told = new ArrayList<>();
    List<ProcessHandle> processes;
    try (LocalCloud cloud = LocalCloud.start(stores(folder, 0), told::add)) {
      cloud.run(plane(folder));
      assertThat(cloud.processes().keySet())
          .containsExactly(
              "dynamodb", "secretsmanager and mail", "s3", "stepfunctions", "lambda", "apigateway");
      processes = handles(cloud);
      assertThat(functionEnvironment(cloud.endpoints()))
          .containsAllEntriesOf(cloud.endpoints().variables())
          .containsEntry("COLOUR", "green");
      assertThat(throughTheApi(cloud.endpoints()).body()).isEqualTo("hello");
    }
    assertThat(processes).hasSize(7).noneMatch(ProcessHandle::isAlive);
    assertThat(told.stream().filter(line -> line.endsWith(" stopped")))
        .containsExactly(
            "apigateway stopped",
            "lambda stopped",
            "stepfunctions stopped",
            "s3 stopped",
            "secretsmanager and mail stopped",
            "dynamodb stopped");
  }

  @Test
  void aServiceThatWasKilledStartsAgainInItsPlace() throws Exception {
    try (LocalCloud cloud = LocalCloud.start(stores(folder, 0), line -> {})) {
      cloud.run(plane(folder));
      Map<String, Long> before = cloud.processes();
      List<String> killed = List.of("dynamodb", "stepfunctions", "lambda", "apigateway");
      for (String service : killed) {
        ProcessHandle.of(before.getOrDefault(service, -1L)).orElseThrow().destroyForcibly();
        cloud.restart(service);
      }
      assertThat(cloud.processes().keySet()).containsExactlyElementsOf(before.keySet());
      assertThat(cloud.processes())
          .allSatisfy((name, pid) ->
              assertThat(pid.equals(before.get(name)))
                  .as(name)
                  .isNotEqualTo(killed.contains(name)));
      assertThat(throughTheApi(cloud.endpoints()).body()).isEqualTo("hello");
    }
  }

  @Test
  void aPortThatIsTakenIsReportedAndNothingStays() throws Exception {
    List<String> told = new ArrayList<>();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThatThrownBy(() -> LocalCloud.start(stores(folder, taken.getLocalPort()), told::add))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is taken");
    }
    assertThat(told).contains("dynamodb stopped");
  }

  @Test
  void nothingOutlivesAnOwnerThatIsAskedToEndOrKilled() throws Exception {
    for (boolean killed : new boolean[] {false, true}) {
      Path own = Files.createDirectory(folder.resolve("killed-" + killed));
      JavaCommand command =
          new JavaCommand(
              "owner",
              List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)),
              List.of(
                  "-Xmx128m",
                  "-Dcountersign.repository=" + System.getProperty("countersign.repository")),
              Owner.class.getName(),
              List.of(own.toString()),
              own.resolve("owner.log"));
      try (ChildProcess owner = ChildProcess.start(command, "all up ")) {
        List<ProcessHandle> processes =
            Arrays.stream(owner.awaitReady(Duration.ofMinutes(2)).split(",", -1))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
        assertThat(processes).hasSize(7).allMatch(ProcessHandle::isAlive);
        ProcessHandle handle = ProcessHandle.of(owner.pid()).orElseThrow();
        assertThat(killed ? handle.destroyForcibly() : handle.destroy()).isTrue();
        Poll.until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
      }
    }
  }

  private static Stores stores(Path folder, int apiPort) {
    return new Stores(
        folder.resolve("cloud"),
        DynamoDbLocal.librariesIn(Path.of(System.getProperty("countersign.repository"))),
        false,
        new SecretsFile(Map.of(), Map.of()),
        Set.of("countersign.example"),
        new S3.Access("results", Set.of("writer"), Set.of("reader")),
        apiPort);
  }

  private static Plane plane(Path folder) {
    FunctionDefinition sample = SamplePackage.function("sample", folder, 10, 1);
    return new Plane(
        List.of(sample), List.of(new Route("POST", "/{proxy+}", "sample")), Set.of(), List.of());
  }

  private static List<ProcessHandle> handles(LocalCloud cloud) throws IOException {
    List<Long> pids = new ArrayList<>(cloud.processes().values());
    pids.add(functionPid(cloud.endpoints()));
    return pids.stream().map(pid -> ProcessHandle.of(pid).orElseThrow()).toList();
  }

  private static long functionPid(Endpoints endpoints) throws IOException {
    return describe(endpoints).get("pid").asLong();
  }

  private static Map<String, String> functionEnvironment(Endpoints endpoints) throws IOException {
    Map<String, String> environment = new HashMap<>();
    describe(endpoints)
        .get("environment")
        .propertyStream()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    return environment;
  }

  private static JsonNode describe(Endpoints endpoints) throws IOException {
    try (LambdaClient client =
        LambdaClient.builder()
            .endpointOverride(endpoints.lambda())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      return JSON.readTree(
          client
              .invoke(call ->
                  call.functionName("sample")
                      .payload(SdkBytes.fromUtf8String("{\"do\":\"describe\"}")))
              .payload()
              .asByteArray());
    }
  }

  private static HttpResponse<String> throughTheApi(Endpoints endpoints) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(endpoints.api() + "/any/path"))
              .POST(HttpRequest.BodyPublishers.ofString("hello"))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
