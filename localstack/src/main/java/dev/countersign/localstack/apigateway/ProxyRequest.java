package dev.countersign.localstack.apigateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A client's request on its way to a function, as the event of payload format 1.0. As recorded from
 * AWS: what is absent is null; the path and its parameters stay percent-encoded; the query is
 * decoded, a plus being a space; a name that comes twice has its last value in the plain maps.
 * Header names come in the spelling of this server, not the client's: HTTP gives their case no
 * meaning.
 */
final class ProxyRequest {

  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> UNKNOWN_IDENTITY =
      List.of(
          "accessKey",
          "accountId",
          "caller",
          "cognitoAuthenticationProvider",
          "cognitoAuthenticationType",
          "cognitoIdentityId",
          "cognitoIdentityPoolId",
          "principalOrgId",
          "user",
          "userArn");

  private final HttpExchange exchange;
  private final String path;
  private final String query;
  private final String id = UUID.randomUUID().toString();

  ProxyRequest(HttpExchange exchange) {
    this.exchange = exchange;
    // The text, not its parts: a path that begins with two slashes would be taken for a host.
    String target = exchange.getRequestURI().toString();
    int mark = target.indexOf('?');
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? "" : target.substring(mark + 1);
  }

  String id() {
    return id;
  }

  String method() {
    return exchange.getRequestMethod();
  }

  String path() {
    return path;
  }

  /** The bytes of the request line and of all headers. */
  int headerSize() {
    int size = method().length() + path.length() + query.length() + "  HTTP/1.1".length();
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      for (String value : header.getValue()) {
        size += header.getKey().length() + value.length() + ": ".length();
      }
    }
    return size;
  }

  /** The event of this request for the route found. */
  ObjectNode event(
      RouteTable.Match match, byte[] body, Set<String> binaryMediaTypes, String stage) {
    String resource = match.route().resource();
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("resource", resource).put("path", path).put("httpMethod", method());
    putMaps(event, "headers", "multiValueHeaders", headers());
    putMaps(event, "queryStringParameters", "multiValueQueryStringParameters", parameters());
    if (match.pathParameters().isEmpty()) {
      event.putNull("pathParameters");
    } else {
      ObjectNode parameters = event.putObject("pathParameters");
      match.pathParameters().forEach(parameters::put);
    }
    event.putNull("stageVariables");
    event.set("requestContext", context(resource, stage));
    boolean binary = isBinary(binaryMediaTypes);
    if (body.length == 0) {
      event.putNull("body");
    } else if (binary) {
      event.put("body", Base64.getEncoder().encodeToString(body));
    } else {
      event.put("body", new String(body, StandardCharsets.UTF_8));
    }
    return event.put("isBase64Encoded", binary && body.length > 0);
  }

  private Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (HeaderRules.reachesTheFunction(name)) {
            headers.put(name, new ArrayList<>(values));
          }
        });
    String source = sourceAddress();
    headers.merge(
        "X-Forwarded-For",
        List.of(source),
        (sent, ours) -> List.of(String.join(", ", sent) + ", " + source));
    headers.put("X-Forwarded-Proto", List.of("http"));
    headers.put(
        "X-Forwarded-Port", List.of(Integer.toString(exchange.getLocalAddress().getPort())));
    return headers;
  }

  private Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int mark = pair.indexOf('=');
        String name = mark < 0 ? pair : pair.substring(0, mark);
        String value = mark < 0 ? "" : pair.substring(mark + 1);
        parameters.computeIfAbsent(decoded(name), absent -> new ArrayList<>()).add(decoded(value));
      }
    }
    return parameters;
  }

  private ObjectNode context(String resource, String stage) {
    Instant now = Instant.now();
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context
        .put("accountId", "000000000000")
        .put("apiId", "local")
        .put("domainName", host().replaceFirst(":\\d+$", ""))
        .put("domainPrefix", "local")
        .put("extendedRequestId", id)
        .put("httpMethod", method())
        .put("path", "/" + stage + path)
        .put("protocol", exchange.getProtocol())
        .put("requestId", id)
        .put("requestTime", REQUEST_TIME.format(now))
        .put("requestTimeEpoch", now.toEpochMilli())
        .put("resourceId", "local")
        .put("resourcePath", resource)
        .put("stage", stage);
    ObjectNode identity = context.putObject("identity");
    UNKNOWN_IDENTITY.forEach(identity::putNull);
    identity.put("sourceIp", sourceAddress());
    identity.put("userAgent", exchange.getRequestHeaders().getFirst("User-Agent"));
    return context;
  }

  private boolean isBinary(Set<String> binaryMediaTypes) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return MediaTypes.include(binaryMediaTypes, type == null ? "application/json" : type);
  }

  /** Whether the client asks first for a type that the API treats as binary. */
  boolean acceptsBinary(Set<String> binaryMediaTypes) {
    String accepted = exchange.getRequestHeaders().getFirst("Accept");
    return MediaTypes.include(binaryMediaTypes, accepted == null ? "" : accepted.split(",", -1)[0]);
  }

  private String host() {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return host == null ? "localhost" : host;
  }

  private String sourceAddress() {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void putMaps(
      ObjectNode event, String plain, String multiple, Map<String, List<String>> values) {
    if (values.isEmpty()) {
      event.putNull(plain).putNull(multiple);
      return;
    }
    ObjectNode last = event.putObject(plain);
    ObjectNode all = event.putObject(multiple);
    values.forEach((name, list) -> {
      last.put(name, list.getLast());
      ArrayNode array = all.putArray(name);
      list.forEach(array::add);
    });
  }
}
