package dev.countersign.localstack.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link SecretsManager} starts with: {@code secrets}, an object of names and values, and
 * {@code readers}, an object of access key ids and lists of the secret names that each may read, in
 * which a trailing {@code *} stands for any rest. Whoever is not listed may do nothing.
 */
public record SecretsFile(Map<String, String> secrets, Map<String, List<String>> readers) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public SecretsFile {
    secrets = Map.copyOf(secrets);
    readers = Map.copyOf(readers);
  }

  public static SecretsFile read(Path file) throws IOException {
    JsonNode node = JSON.readTree(file.toFile());
    Map<String, String> secrets = new LinkedHashMap<>();
    node.required("secrets")
        .propertyStream()
        .forEach(secret -> secrets.put(secret.getKey(), secret.getValue().asText()));
    Map<String, List<String>> readers = new LinkedHashMap<>();
    node.required("readers")
        .propertyStream()
        .forEach(reader ->
            readers.put(
                reader.getKey(), reader.getValue().valueStream().map(JsonNode::asText).toList()));
    return new SecretsFile(secrets, readers);
  }

  /** Writes the file so that only its owner can read it. */
  public void write(Path file) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    ObjectNode names = node.putObject("secrets");
    secrets.forEach(names::put);
    ObjectNode callers = node.putObject("readers");
    readers.forEach((caller, patterns) -> {
      ArrayNode list = callers.putArray(caller);
      patterns.forEach(list::add);
    });
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, node.toPrettyString());
  }

  @Override
  public String toString() {
    return "SecretsFile[secrets=" + secrets.keySet() + ", readers=" + readers + "]";
  }
}
