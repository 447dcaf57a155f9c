package dev.countersign.localstack.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server answers to one request: status, headers (a name may come several times), body. */
public final class Answer {

  private final int status;
  private final byte[] body;
  private final Optional<Path> file;
  private final Map<String, List<String>> headers = new LinkedHashMap<>();

  private Answer(int status, byte[] body, Optional<Path> file) {
    this.status = status;
    this.body = body;
    this.file = file;
  }

  public static Answer empty(int status) {
    return new Answer(status, new byte[0], Optional.empty());
  }

  /** The bytes are not copied: the caller gives them away. */
  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, body, Optional.empty()).with("Content-Type", contentType);
  }

  public static Answer of(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** With the content of a file, which is not held in memory. */
  public static Answer file(int status, String contentType, Path file) {
    return new Answer(status, new byte[0], Optional.of(file)).with("Content-Type", contentType);
  }

  public static Answer json(int status, JsonNode body) {
    return of(status, "application/json", body.toString());
  }

  /** Adds a header beside those that are there, also of the same name. */
  public Answer with(String name, String value) {
    headers.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
    return this;
  }

  int status() {
    return status;
  }

  Optional<Path> file() {
    return file;
  }

  byte[] body() {
    return body;
  }

  Map<String, List<String>> headers() {
    return headers;
  }
}
