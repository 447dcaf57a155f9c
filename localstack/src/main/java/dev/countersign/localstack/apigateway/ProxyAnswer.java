package dev.countersign.localstack.apigateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.server.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A function's answer in payload format 1.0 on its way to the client. It is all or nothing: one
 * field that is unknown or of the wrong kind makes the whole answer malformed.
 */
final class ProxyAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS =
      Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

  private ProxyAnswer() {}

  /** The answer for the client, or nothing if the function's is malformed. */
  static Optional<Answer> parse(byte[] payload, boolean clientAcceptsBinary) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!isWellFormed(node)) {
      return Optional.empty();
    }
    Optional<byte[]> body = body(node, clientAcceptsBinary);
    Map<String, List<String>> headers = headers(node);
    String type =
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
            .map(header -> header.getValue().getLast())
            .findFirst()
            .orElse("application/json");
    return body.map(bytes -> Answer.of(node.get("statusCode").asInt(), type, bytes))
        .map(answer -> withHeaders(answer, headers));
  }

  private static boolean isWellFormed(JsonNode node) {
    if (!node.isObject()
        || !node.propertyStream().allMatch(field -> FIELDS.contains(field.getKey()))) {
      return false;
    }
    JsonNode status = node.path("statusCode");
    return status.isInt()
        && status.asInt() >= 100
        && status.asInt() <= 599
        && (isAbsent(node, "body") || node.get("body").isTextual())
        && (isAbsent(node, "isBase64Encoded") || node.get("isBase64Encoded").isBoolean())
        && (isAbsent(node, "headers")
            || (node.get("headers").isObject()
                && node.get("headers").valueStream().allMatch(JsonNode::isValueNode)))
        && (isAbsent(node, "multiValueHeaders")
            || (node.get("multiValueHeaders").isObject()
                && node.get("multiValueHeaders").valueStream().allMatch(ProxyAnswer::isValueList)));
  }

  private static boolean isAbsent(JsonNode node, String field) {
    return node.path(field).isMissingNode() || node.path(field).isNull();
  }

  private static boolean isValueList(JsonNode node) {
    return node.isArray() && node.valueStream().allMatch(JsonNode::isValueNode);
  }

  private static Optional<byte[]> body(JsonNode node, boolean clientAcceptsBinary) {
    if (isAbsent(node, "body")) {
      return Optional.of(new byte[0]);
    }
    String body = node.get("body").asText();
    if (!node.path("isBase64Encoded").asBoolean(false) || !clientAcceptsBinary) {
      return Optional.of(body.getBytes(StandardCharsets.UTF_8));
    }
    try {
      return Optional.of(Base64.getDecoder().decode(body));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Both maps as one; a value that stands in both counts once. */
  private static Map<String, List<String>> headers(JsonNode node) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> header : node.path("multiValueHeaders").properties()) {
      List<String> values = headers.computeIfAbsent(header.getKey(), absent -> new ArrayList<>());
      header.getValue().forEach(value -> values.add(value.asText()));
    }
    for (Map.Entry<String, JsonNode> header : node.path("headers").properties()) {
      List<String> values = headers.computeIfAbsent(header.getKey(), absent -> new ArrayList<>());
      if (!values.contains(header.getValue().asText())) {
        values.add(header.getValue().asText());
      }
    }
    return headers;
  }

  private static Answer withHeaders(Answer answer, Map<String, List<String>> headers) {
    headers.forEach((name, values) -> {
      if (!name.equalsIgnoreCase("Content-Type")) {
        HeaderRules.towardsTheClient(name)
            .ifPresent(seen -> values.forEach(value -> answer.with(seen, value)));
      }
    });
    return answer;
  }
}
