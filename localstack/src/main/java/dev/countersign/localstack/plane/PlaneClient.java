package dev.countersign.localstack.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An agent's view of the plane: its HTTP endpoint and a token, and nothing else. */
public final class PlaneClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final URI api;
  private final String token;

  /**
   * A client.
   *
   * @param api where the plane is reached
   * @param token the token that it sends; none if empty
   */
  public PlaneClient(URI api, String token) {
    this.api = api;
    this.token = token;
  }

  /**
   * What the plane answered.
   *
   * @param status the HTTP status
   * @param contentType the media type
   * @param location the Location header
   * @param retryAfter the Retry-After header
   * @param text the body as it came
   * @param body the body as JSON
   */
  public record Reply(
      int status,
      String contentType,
      Optional<String> location,
      Optional<String> retryAfter,
      String text,
      JsonNode body) {

    /** The last part of a problem's type. */
    public String problem() {
      String type = body.path("type").asText();
      return type.substring(type.lastIndexOf('/') + 1);
    }

    /** The operation's id, wherever the answer names it. */
    public String operation() {
      String id = body.path("operation").asText();
      String instance = body.path("instance").asText();
      return id.isEmpty() ? instance.substring(instance.lastIndexOf('/') + 1) : id;
    }
  }

  /** Asks for a statement. */
  public Reply sql(String connection, String statement, List<String> parameters, String query) {
    return sql(connection, statement, parameters, query, Map.of());
  }

  /** Asks for a statement, with further headers. */
  public Reply sql(
      String connection,
      String statement,
      List<String> parameters,
      String query,
      Map<String, String> headers) {
    ObjectNode body = JSON.createObjectNode();
    body.put("statement", statement);
    ArrayNode values = body.putArray("parameters");
    parameters.forEach(values::add);
    body.put("purpose", "shown by the demo");
    return send("POST", "/v1/connections/" + connection + "/sql" + query, body.toString(), headers);
  }

  /** Asks what became of an operation. */
  public Reply poll(String operation, int seconds) {
    return send("GET", "/v1/operations/" + operation + "?wait=" + seconds, "", Map.of());
  }

  /** Withdraws an operation, or has it stopped. */
  public Reply cancel(String operation) {
    return send("DELETE", "/v1/operations/" + operation, "", Map.of());
  }

  /** Sends any request. */
  public Reply send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.resolve(path)).timeout(Duration.ofSeconds(35));
    headers.forEach(request::header);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method,
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("content-type").orElse(""),
          response.headers().firstValue("location"),
          response.headers().firstValue("retry-after"),
          response.body(),
          response.body().startsWith("{") ? JSON.readTree(response.body()) : JSON.nullNode());
    } catch (IOException e) {
      throw new UncheckedIOException("the plane does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the plane", e);
    }
  }
}
