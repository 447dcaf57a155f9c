package dev.countersign.localstack.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.countersign.localstack.server.Answer;
import dev.countersign.localstack.server.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The front against a Lambda endpoint of the test's own, which answers by the function's name. */
final class ApiGatewayTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CountDownLatch END = new CountDownLatch(1);

  private static LoopbackServer lambda;
  private static ApiGateway gateway;
  private static HttpClient client;

  @BeforeAll
  static void start() throws IOException {
    lambda = LoopbackServer.start(0, ApiGatewayTest::invoke);
    gateway =
        ApiGateway.start(
            0,
            List.of(
                new Route("ANY", "/echo/{name}/{proxy+}", "echo"),
                new Route("POST", "/answer", "answer"),
                new Route("ANY", "/plain", "echo"),
                new Route("GET", "/slow", "slow"),
                new Route("GET", "/busy", "busy"),
                new Route("GET", "/unknown", "unknown"),
                new Route("GET", "/failing", "failing")),
            lambda.uri(),
            Set.of("application/octet-stream"),
            Duration.ofSeconds(1));
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    END.countDown();
    client.close();
    gateway.close();
    lambda.close();
  }

  /**
   * Plays Lambda: {@code echo} answers its event as a body, {@code answer} the body of its event.
   */
  private static Answer invoke(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] event = exchange.getRequestBody().readAllBytes();
    return switch (exchange.getRequestURI().getPath().split("/", -1)[3]) {
      case "echo" ->
          Answer.json(
              200,
              JSON.createObjectNode()
                  .put("statusCode", 200)
                  .put("body", new String(event, StandardCharsets.UTF_8)));
      case "answer" ->
          Answer.of(200, "application/json", JSON.readTree(event).get("body").asText());
      case "slow" -> {
        END.await();
        yield Answer.empty(200);
      }
      case "busy" -> Answer.empty(429);
      case "failing" ->
          Answer.of(200, "application/json", "{\"statusCode\":200}")
              .with("X-Amz-Function-Error", "Unhandled");
      default -> Answer.empty(404);
    };
  }

  @Test
  void theEventHasTheShapeOfPayloadFormatOne() throws Exception {
    JsonNode event =
        event(
            request("/echo/a%20b/test%2Balias/x+y/?a=1&b=two+words%21&a=2&c")
                .header("X-Twice", "one")
                .header("X-Twice", "two")
                .header("User-Agent", "test")
                .header("TE", "trailers")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"é\":1}"))
                .build());

    assertThat(event.get("resource").asText()).isEqualTo("/echo/{name}/{proxy+}");
    assertThat(event.get("path").asText()).isEqualTo("/echo/a%20b/test%2Balias/x+y/");
    assertThat(event.get("httpMethod").asText()).isEqualTo("POST");
    assertThat(event.get("pathParameters"))
        .isEqualTo(JSON.readTree("{\"name\":\"a%20b\",\"proxy\":\"test%2Balias/x+y\"}"));
    assertThat(event.get("queryStringParameters"))
        .isEqualTo(JSON.readTree("{\"a\":\"2\",\"b\":\"two words!\",\"c\":\"\"}"));
    assertThat(event.get("multiValueQueryStringParameters"))
        .isEqualTo(JSON.readTree("{\"a\":[\"1\",\"2\"],\"b\":[\"two words!\"],\"c\":[\"\"]}"));
    assertThat(event.get("multiValueHeaders").get("X-twice"))
        .isEqualTo(JSON.readTree("[\"one\",\"two\"]"));
    assertThat(event.get("headers").get("X-twice").asText()).isEqualTo("two");
    assertThat(event.get("headers").has("Te")).isFalse();
    assertThat(event.get("headers").get("X-Forwarded-For").asText()).isEqualTo("127.0.0.1");
    assertThat(event.get("stageVariables").isNull()).isTrue();
    assertThat(event.get("body").asText()).isEqualTo("{\"é\":1}");
    assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
    JsonNode context = event.get("requestContext");
    assertThat(context.get("path").asText()).isEqualTo("/local/echo/a%20b/test%2Balias/x+y/");
    assertThat(context.get("stage").asText()).isEqualTo("local");
    assertThat(context.get("domainName").asText()).isEqualTo("127.0.0.1");
    assertThat(context.get("identity").get("sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(context.get("identity").get("userAgent").asText()).isEqualTo("test");
    assertThat(context.get("identity").get("user").isNull()).isTrue();
    assertThat(context.get("requestId").asText()).isNotEmpty();
    assertThat(context.get("requestTimeEpoch").isNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queryStringParameters",
        "multiValueQueryStringParameters",
        "pathParameters",
        "stageVariables",
        "body"
      })
  void whatIsAbsentIsNull(String part) throws Exception {
    JsonNode event = event(request("/plain").GET().build());
    assertThat(event.has(part)).isTrue();
    assertThat(event.get(part).isNull()).isTrue();
  }

  @Test
  void aBodyOfABinaryMediaTypeIsBase64() throws Exception {
    byte[] bytes = {0, (byte) 0xff, 1};
    JsonNode event =
        event(
            request("/plain")
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build());
    assertThat(event.get("isBase64Encoded").asBoolean()).isTrue();
    assertThat(Base64.getDecoder().decode(event.get("body").asText())).isEqualTo(bytes);
  }

  @Test
  void aBase64AnswerIsDecodedOnlyForAClientThatAsksForABinaryType() throws Exception {
    String answer = "{\"statusCode\":200,\"body\":\"AAE=\",\"isBase64Encoded\":true}";
    HttpRequest.Builder request =
        request("/answer").POST(HttpRequest.BodyPublishers.ofString(answer));
    assertThat(send(request.build()).body()).isEqualTo("AAE=");
    assertThat(send(request.header("Accept", "application/octet-stream").build()).body())
        .isEqualTo("\0\1");
  }

  @Test
  void severalCookiesReachTheClientAsSeveralHeaders() throws Exception {
    HttpResponse<String> response =
        answered(
            """
            {"statusCode":302,"headers":{"Location":"/next","Set-Cookie":"a=1; Secure"},
             "multiValueHeaders":{"Set-Cookie":["a=1; Secure","b=2"]},"body":null}
            """);
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=1; Secure", "b=2");
    assertThat(response.headers().firstValue("Location")).hasValue("/next");
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "WWW-Authenticate, x-amzn-remapped-www-authenticate",
    "Authorization,    x-amzn-remapped-authorization",
    "Server,           x-amzn-remapped-server",
    "Date,             x-amzn-remapped-date",
    "Connection,       x-amzn-remapped-connection",
    "User-Agent,       x-amzn-remapped-user-agent",
  })
  void someHeadersReachTheClientUnderAnotherName(String name, String seen) throws Exception {
    HttpResponse<String> response =
        answered("{\"statusCode\":401,\"headers\":{\"" + name + "\":\"value\"}}");
    assertThat(response.headers().firstValue(seen)).hasValue("value");
    assertThat(response.headers().allValues(name)).doesNotContain("value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Trailer", "Upgrade", "Via", "TE", "Proxy-Authenticate", "Content-Length"})
  void someHeadersReachNoClient(String name) throws Exception {
    HttpResponse<String> response =
        answered("{\"statusCode\":200,\"headers\":{\"" + name + "\":\"7\"},\"body\":\"abc\"}");
    assertThat(response.headers().allValues(name)).doesNotContain("7");
    assertThat(response.body()).isEqualTo("abc");
  }

  @Test
  void anAnswerWithoutATypeIsJson() throws Exception {
    assertThat(
            answered("{\"statusCode\":200,\"body\":\"{}\"}").headers().firstValue("Content-Type"))
        .hasValue("application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "\"text\"",
        "[]",
        "null",
        "{}",
        "{\"body\":\"no status\"}",
        "{\"statusCode\":\"200\"}",
        "{\"statusCode\":99}",
        "{\"statusCode\":200,\"body\":{\"an\":\"object\"}}",
        "{\"statusCode\":200,\"headers\":[]}",
        "{\"statusCode\":200,\"headers\":{\"a\":[\"list\"]}}",
        "{\"statusCode\":200,\"multiValueHeaders\":{\"a\":\"text\"}}",
        "{\"statusCode\":200,\"cookies\":[\"a=1\"]}",
        "{\"statusCode\":200,\"isBase64Encoded\":\"yes\"}",
      })
  void aMalformedAnswerIsABadGateway(String answer) throws Exception {
    assertIs(answered(answer), 502, "{\"message\":\"Internal server error\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/failing       | 502 | {\"message\":\"Internal server error\"}",
        "/slow          | 504 | {\"message\":\"Endpoint request timed out\"}",
        "/busy          | 429 | {\"message\":\"Too Many Requests\"}",
        "/unknown       | 500 | {\"message\":\"Internal server error\"}",
        "/no/such/route | 403 | {\"message\":\"Missing Authentication Token\"}",
        "/answer        | 403 | {\"message\":\"Missing Authentication Token\"}",
      })
  void theGatewaySaysWhatIsWrong(String path, int status, String body) throws Exception {
    assertIs(send(request(path).GET().build()), status, body);
  }

  @Test
  void aBodyOfMoreThanTenMegabytesIsTooLong() throws Exception {
    byte[] body = new byte[10 * 1024 * 1024 + 1];
    assertIs(
        send(request("/plain").POST(HttpRequest.BodyPublishers.ofByteArray(body)).build()),
        413,
        "{\"message\":\"Request Too Long\"}");
  }

  @Test
  void headersOfMoreThanTenThousandBytesAreTooLarge() throws Exception {
    assertThat(send(request("/plain").header("X-Large", "x".repeat(9_000)).build()).statusCode())
        .isEqualTo(200);
    assertThat(send(request("/plain").header("X-Large", "x".repeat(10_240)).build()).statusCode())
        .isEqualTo(431);
  }

  private static void assertIs(HttpResponse<String> response, int status, String body) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo(body);
    assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).isPresent();
  }

  private static HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(gateway.uri() + target));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> answered(String answer) throws Exception {
    return send(request("/answer").POST(HttpRequest.BodyPublishers.ofString(answer)).build());
  }

  private static JsonNode event(HttpRequest request) throws Exception {
    HttpResponse<String> response = send(request);
    assertThat(response.statusCode()).isEqualTo(200);
    return JSON.readTree(response.body());
  }
}
