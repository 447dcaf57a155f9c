package dev.countersign.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.record.FaultScript.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The network between the SDK and DynamoDB, with faults: what DynamoDB Local never does, said in
 * DynamoDB's own words.
 */
final class FaultyHttpClient implements SdkHttpClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SdkHttpClient network;
  private final Supplier<Fault> next;
  private final Queue<HttpExecuteRequest> onTheirWay = new ConcurrentLinkedQueue<>();

  /** The network, with these faults, one for each request. */
  FaultyHttpClient(SdkHttpClient network, Supplier<Fault> next) {
    this.network = network;
    this.next = next;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return deliver(request);
      }

      @Override
      public void abort() {
        // Nothing to do: the faults take no time, and the network has its own time-outs.
      }
    };
  }

  private HttpExecuteResponse deliver(HttpExecuteRequest request) throws IOException {
    for (HttpExecuteRequest late = onTheirWay.poll(); late != null; late = onTheirWay.poll()) {
      send(late);
    }
    return switch (next.get()) {
      case NONE -> network.prepareRequest(request).call();
      case CONTENDED -> contended(request);
      case THROTTLED -> refused("ProvisionedThroughputExceededException", JSON.createObjectNode());
      case TIMED_OUT_BEFORE -> throw new SocketException("connection reset");
      case TIMED_OUT_AFTER -> {
        send(request);
        throw new SocketTimeoutException("read timed out");
      }
      case ARRIVES_LATE -> {
        onTheirWay.add(request);
        throw new SocketTimeoutException("read timed out");
      }
      case DELIVERED_TWICE -> {
        send(request);
        yield network.prepareRequest(request).call();
      }
    };
  }

  /** Sends it and loses the answer. */
  private void send(HttpExecuteRequest request) throws IOException {
    HttpExecuteResponse response = network.prepareRequest(request).call();
    if (response.responseBody().isPresent()) {
      try (InputStream body = response.responseBody().get()) {
        body.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private static HttpExecuteResponse contended(HttpExecuteRequest request) throws IOException {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
    if (!target.endsWith(".TransactWriteItems")) {
      return refused("TransactionConflictException", JSON.createObjectNode());
    }
    ObjectNode body = JSON.createObjectNode();
    ArrayNode reasons = body.putArray("CancellationReasons");
    try (InputStream stream = request.contentStreamProvider().orElseThrow().newStream()) {
      JsonNode items = JSON.readTree(stream).path("TransactItems");
      items.forEach(item -> reasons.addObject().put("Code", "None"));
    }
    reasons.set(0, JSON.createObjectNode().put("Code", "TransactionConflict"));
    return refused("TransactionCanceledException", body);
  }

  private static HttpExecuteResponse refused(String type, ObjectNode body) throws IOException {
    body.put("__type", "com.amazonaws.dynamodb.v20120810#" + type);
    body.put("message", "a fault by the script");
    byte[] bytes = JSON.writeValueAsBytes(body);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(400)
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("Content-Length", Integer.toString(bytes.length))
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
        .build();
  }

  @Override
  public void close() {
    network.close();
  }
}
