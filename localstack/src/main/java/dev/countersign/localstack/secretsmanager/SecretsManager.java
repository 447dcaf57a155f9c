package dev.countersign.localstack.secretsmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.countersign.localstack.server.Answer;
import dev.countersign.localstack.server.Caller;
import dev.countersign.localstack.server.LoopbackServer;
import dev.countersign.localstack.server.RequestBody;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Secrets Manager of the local cloud: GetSecretValue, CreateSecret and PutSecretValue over AWS
 * JSON 1.1 on 127.0.0.1, in memory. A caller, known by the access key id that it signs with, gets
 * at the secrets listed for it and is denied every other, also one that does not exist.
 */
public final class SecretsManager implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BODY_LIMIT = 128 * 1024;
  private static final String ARN_PREFIX = "arn:aws:secretsmanager:us-east-1:000000000000:secret:";
  private static final String TARGET_PREFIX = "secretsmanager.";

  private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
  private final Map<String, List<String>> readers;
  private final LoopbackServer server;

  private SecretsManager(int port, SecretsFile file) throws IOException {
    this.readers = file.readers();
    file.secrets()
        .forEach((name, value) -> create(name).put(Optional.empty(), value, Instant.now()));
    this.server = LoopbackServer.start(port, this::answer);
  }

  public static SecretsManager start(int port, SecretsFile file) throws IOException {
    return new SecretsManager(port, file);
  }

  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    try {
      return answered(200, operate(exchange));
    } catch (Refusal refusal) {
      ObjectNode error = JSON.createObjectNode();
      error.put("__type", refusal.type()).put("Message", refusal.getMessage());
      return answered(400, error);
    }
  }

  private static Answer answered(int status, ObjectNode body) {
    return Answer.of(status, "application/x-amz-json-1.1", body.toString());
  }

  private ObjectNode operate(HttpExchange exchange) throws IOException, Refusal {
    JsonNode request = request(exchange);
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target == null || !target.startsWith(TARGET_PREFIX)) {
      throw new Refusal("UnknownOperationException", "no such operation");
    }
    String operation = target.substring(TARGET_PREFIX.length());
    String name = name(request, operation.equals("CreateSecret") ? "Name" : "SecretId");
    allow(exchange, operation, name);
    return switch (operation) {
      case "GetSecretValue" -> get(find(name), request);
      case "CreateSecret" -> create(name, request);
      case "PutSecretValue" -> put(find(name), request);
      default -> throw new Refusal("UnknownOperationException", "no such operation");
    };
  }

  private static JsonNode request(HttpExchange exchange) throws IOException, Refusal {
    Optional<byte[]> body = RequestBody.read(exchange, BODY_LIMIT);
    if (body.isEmpty()) {
      throw new Refusal("InvalidRequestException", "the request is too large");
    }
    try {
      return JSON.readTree(body.get());
    } catch (JsonProcessingException e) {
      throw new Refusal("SerializationException", "the request is not json");
    }
  }

  /** The plain name of a secret, whether it is asked for by name or by ARN. */
  private static String name(JsonNode request, String field) throws Refusal {
    String id = request.path(field).asText("");
    if (id.isEmpty()) {
      throw new Refusal("ValidationException", field + " is missing");
    }
    return id.startsWith(ARN_PREFIX)
        ? id.substring(ARN_PREFIX.length()).replaceFirst("-[a-zA-Z0-9]{6}$", "")
        : id;
  }

  private void allow(HttpExchange exchange, String operation, String name) throws Refusal {
    Optional<String> caller = Caller.accessKeyId(exchange);
    List<String> patterns =
        caller.map(key -> readers.getOrDefault(key, List.of())).orElse(List.of());
    if (patterns.stream().noneMatch(pattern -> matches(pattern, name))) {
      throw new Refusal(
          "AccessDeniedException",
          "User: %s is not authorized to perform: secretsmanager:%s on resource: %s"
              .formatted(caller.orElse("anonymous"), operation, name));
    }
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  private Secret find(String name) throws Refusal {
    return Optional.ofNullable(secrets.get(name))
        .orElseThrow(() ->
            new Refusal(
                "ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
  }

  private Secret create(String name) {
    Secret secret = new Secret(name, ARN_PREFIX + name + "-local0");
    secrets.put(name, secret);
    return secret;
  }

  private static ObjectNode get(Secret secret, JsonNode request) throws Refusal {
    String id = request.path("VersionId").asText("");
    String stage = request.path("VersionStage").asText(Secret.CURRENT);
    Secret.Version version =
        (id.isEmpty() ? secret.atStage(stage) : secret.withId(id))
            .orElseThrow(() ->
                new Refusal(
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret value."));
    return description(secret, version)
        .put("SecretString", version.value())
        .put("CreatedDate", version.created().toEpochMilli() / 1000.0);
  }

  private synchronized ObjectNode create(String name, JsonNode request) throws Refusal {
    if (secrets.containsKey(name)) {
      throw new Refusal("ResourceExistsException", "the secret " + name + " already exists");
    }
    // Before the secret exists: a refused request must leave nothing behind.
    value(request);
    return put(create(name), request);
  }

  private static String value(JsonNode request) throws Refusal {
    if (!request.path("SecretString").isTextual()) {
      throw new Refusal("InvalidParameterException", "a secret string is needed");
    }
    return request.get("SecretString").textValue();
  }

  private static ObjectNode put(Secret secret, JsonNode request) throws Refusal {
    Optional<String> token = Optional.ofNullable(request.path("ClientRequestToken").textValue());
    Secret.Version version =
        secret
            .put(token, value(request), Instant.now())
            .orElseThrow(() ->
                new Refusal(
                    "ResourceExistsException", "the token stands for another secret value"));
    return description(secret, version);
  }

  private static ObjectNode description(Secret secret, Secret.Version version) {
    ObjectNode description = JSON.createObjectNode();
    description.put("ARN", secret.arn()).put("Name", secret.name());
    description.put("VersionId", version.id());
    secret.stages(version).forEach(description.putArray("VersionStages")::add);
    return description;
  }
}
