package dev.countersign.localstack.apigateway;

import com.sun.net.httpserver.HttpExchange;
import dev.countersign.localstack.server.Answer;
import dev.countersign.localstack.server.LoopbackServer;
import dev.countersign.localstack.server.Options;
import dev.countersign.localstack.server.RequestBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The API Gateway of the local cloud: a REST API in front of functions, on 127.0.0.1, under its own
 * domain name (so the client's path carries no stage). It is as strict as the real one in its
 * limits, its time-out and what it takes for an answer. One difference: when a function's processes
 * are all busy the client gets 429, where API Gateway says 500 unless its gateway response {@code
 * INTEGRATION_FAILURE} is set so.
 */
public final class ApiGateway implements AutoCloseable {

  /** The line that tells that the front is ready begins with this. */
  public static final String READY_PREFIX = "apigateway listening on ";

  private static final String STAGE = "local";
  private static final int BODY_LIMIT = 10 * 1024 * 1024;
  private static final int HEADER_LIMIT = 10_240;
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(29);
  private static final String HELP =
      """
      Serves functions as an API Gateway REST API (proxy integration, payload 1.0) on 127.0.0.1.

        --routes FILE               the routes, as JSON: a list of objects with method (or ANY),
                                    resource (/v1/{name} or /{proxy+}) and function
        --lambda-endpoint URL       where functions are invoked
        --binary-media-types LIST   media types passed as base64, separated by commas; default none
        --timeout-seconds N         how long a function may take; 29, the default of API Gateway
        --port N                    the port; 0, the default, means any free one
        --help                      this text
      """;

  private final RouteTable routes;
  private final URI lambda;
  private final Set<String> binaryMediaTypes;
  private final Duration timeout;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final LoopbackServer server;

  private ApiGateway(
      int port, List<Route> routes, URI lambda, Set<String> binaryMediaTypes, Duration timeout)
      throws IOException {
    this.routes = new RouteTable(routes);
    this.lambda = lambda;
    this.binaryMediaTypes = Set.copyOf(binaryMediaTypes);
    this.timeout = timeout;
    this.server = LoopbackServer.start(port, this::answer);
  }

  public static ApiGateway start(
      int port, List<Route> routes, URI lambda, Set<String> binaryMediaTypes, Duration timeout)
      throws IOException {
    return new ApiGateway(port, routes, lambda, binaryMediaTypes, timeout);
  }

  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
    client.shutdownNow();
  }

  private Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
    ProxyRequest request = new ProxyRequest(exchange);
    return answer(exchange, request)
        .with("x-amzn-RequestId", request.id())
        .with("x-amz-apigw-id", request.id());
  }

  private Answer answer(HttpExchange exchange, ProxyRequest request)
      throws IOException, InterruptedException {
    Optional<byte[]> body = RequestBody.read(exchange, BODY_LIMIT);
    if (request.headerSize() > HEADER_LIMIT) {
      return GatewayResponse.HEADERS_TOO_LARGE.answer();
    }
    Optional<RouteTable.Match> match = routes.find(request.method(), request.path());
    if (match.isEmpty()) {
      return GatewayResponse.MISSING_AUTHENTICATION_TOKEN.answer();
    }
    if (body.isEmpty()) {
      return GatewayResponse.REQUEST_TOO_LARGE.answer();
    }
    byte[] event =
        request
            .event(match.get(), body.get(), binaryMediaTypes, STAGE)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    return invoke(match.get().route().function(), event, request.acceptsBinary(binaryMediaTypes));
  }

  private Answer invoke(String function, byte[] event, boolean clientAcceptsBinary)
      throws IOException, InterruptedException {
    HttpRequest invocation =
        HttpRequest.newBuilder(lambda.resolve("/2015-03-31/functions/" + function + "/invocations"))
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.ofByteArray(event))
            .build();
    HttpResponse<byte[]> result;
    try {
      result = client.send(invocation, HttpResponse.BodyHandlers.ofByteArray());
    } catch (HttpTimeoutException e) {
      return GatewayResponse.INTEGRATION_TIMEOUT.answer();
    } catch (IOException e) {
      return GatewayResponse.INTEGRATION_FAILURE.answer();
    }
    return switch (result.statusCode()) {
      case 200 -> {
        boolean failed = result.headers().firstValue("X-Amz-Function-Error").isPresent();
        yield failed
            ? GatewayResponse.BAD_INTEGRATION_ANSWER.answer()
            : ProxyAnswer.parse(result.body(), clientAcceptsBinary)
                .orElseGet(GatewayResponse.BAD_INTEGRATION_ANSWER::answer);
      }
      case 413 -> GatewayResponse.REQUEST_TOO_LARGE.answer();
      case 429 -> GatewayResponse.THROTTLED.answer().with("Retry-After", "1");
      default -> GatewayResponse.API_CONFIGURATION_ERROR.answer();
    };
  }

  /** Runs a front until the process is ended. */
  public static void main(String[] arguments) throws IOException {
    Options options =
        Options.parse(
            arguments,
            Set.of(
                "--routes",
                "--lambda-endpoint",
                "--binary-media-types",
                "--timeout-seconds",
                "--port"),
            Set.of("--help"));
    if (options.has("--help")) {
      System.out.print(HELP);
      return;
    }
    Set<String> binary =
        Arrays.stream(options.find("--binary-media-types").orElse("").split(","))
            .filter(type -> !type.isBlank())
            .collect(Collectors.toUnmodifiableSet());
    Duration timeout =
        options
            .find("--timeout-seconds")
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(DEFAULT_TIMEOUT);
    ApiGateway gateway =
        start(
            options.port("--port"),
            RoutesFile.read(Path.of(options.get("--routes"))),
            URI.create(options.get("--lambda-endpoint")),
            binary,
            timeout);
    System.out.println(READY_PREFIX + gateway.uri());
  }
}
