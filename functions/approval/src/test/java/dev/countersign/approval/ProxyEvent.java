package dev.countersign.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.apigateway.NoContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser's request as API Gateway hands it over (REST API, proxy integration). */
final class ProxyEvent {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode event = JSON.createObjectNode();

  private ProxyEvent(String method, String path) {
    event.put("httpMethod", method);
    event.put("path", path);
    event.put("isBase64Encoded", false);
    event.putObject("requestContext").put("requestId", "request-1");
    event.putObject("headers");
    event.putObject("multiValueHeaders");
    header("Host", "plane.example.com");
    header("X-Forwarded-Proto", "https");
  }

  static ProxyEvent get(String path) {
    return new ProxyEvent("GET", path);
  }

  static ProxyEvent post(String path, Map<String, String> form) {
    ProxyEvent event =
        new ProxyEvent("POST", path).header("Content-Type", "application/x-www-form-urlencoded");
    event.event.put(
        "body",
        form.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&")));
    return event;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  ProxyEvent header(String name, String value) {
    event.withObject("/headers").put(name, value);
    event.withObject("/multiValueHeaders").putArray(name).add(value);
    return this;
  }

  ProxyEvent query(String name, String value) {
    event.withObject("/queryStringParameters").put(name, value);
    event.withObject("/multiValueQueryStringParameters").putArray(name).add(value);
    return this;
  }

  /** With the session's cookie. */
  ProxyEvent session(String key) {
    return header("Cookie", ApprovalController.COOKIES.session() + "=" + key);
  }

  Response sendTo(ApprovalFunction function) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(JSON.writeValueAsBytes(event)), output, new NoContext());
    return new Response(JSON.readTree(output.toByteArray()));
  }

  /** What the function answers. */
  record Response(JsonNode document) {

    int status() {
      return document.path("statusCode").asInt();
    }

    String body() {
      return document.path("body").asText();
    }

    List<String> headers(String name) {
      List<String> values = new ArrayList<>();
      document.path("multiValueHeaders").properties().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .forEach(header -> header.getValue().forEach(value -> values.add(value.asText())));
      return values;
    }
  }
}
