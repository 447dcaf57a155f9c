package dev.countersign.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.countersign.localstack.server.Answer;
import dev.countersign.localstack.server.LoopbackServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EndpointsTest {

  private final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();

  @Test
  void theVariablesLeadEveryClientOfTheSdkHere(@TempDir Path folder) throws Exception {
    List<LoopbackServer> servers = new ArrayList<>();
    List<URI> uris = new ArrayList<>();
    for (String name : List.of("dynamodb", "secrets", "mail", "s3", "lambda", "sfn")) {
      LoopbackServer server = LoopbackServer.start(0, exchange -> answer(name, exchange));
      servers.add(server);
      uris.add(server.uri());
    }
    Endpoints endpoints =
        new Endpoints(
            uris.get(0),
            uris.get(1),
            uris.get(2),
            uris.get(3),
            uris.get(4),
            uris.get(5),
            URI.create("http://x"));
    try {
      assertThat(probe(endpoints.variables(), folder)).isZero();
    } finally {
      servers.forEach(LoopbackServer::close);
    }
    assertThat(calls)
        .containsExactly(
            "dynamodb DynamoDB_20120810.ListTables",
            "lambda /2015-03-31/functions/f/invocations",
            "secrets secretsmanager.GetSecretValue",
            "mail /v2/email/outbound-emails",
            "sfn AWSStepFunctions.ListStateMachines",
            "s3 /results/rows");
  }

  private static int probe(Map<String, String> variables, Path folder) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EndpointProbe.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("probe.log").toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().put("AWS_REGION", "us-east-1");
    builder.environment().put("AWS_ACCESS_KEY_ID", "probe");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "local");
    Process probe = builder.start();
    assertThat(probe.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return probe.exitValue();
  }

  private Answer answer(String name, HttpExchange exchange) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    calls.add(name + " " + Optional.ofNullable(target).orElse(exchange.getRequestURI().getPath()));
    return Answer.of(400, "application/json", "{}");
  }
}
