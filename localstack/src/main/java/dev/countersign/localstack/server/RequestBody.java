package dev.countersign.localstack.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads request bodies up to a limit. */
public final class RequestBody {

  /** How much of a body that is too large is still read, so that its sender sees the answer. */
  private static final long DRAINED = 64L * 1024 * 1024;

  private RequestBody() {}

  /** The whole body, or nothing if it is longer than {@code limit} bytes. */
  public static Optional<byte[]> read(HttpExchange exchange, int limit) throws IOException {
    InputStream stream = exchange.getRequestBody();
    byte[] body = stream.readNBytes(limit + 1);
    if (body.length <= limit) {
      return Optional.of(body);
    }
    long drained = 0;
    byte[] rest = new byte[64 * 1024];
    for (int count = stream.read(rest);
        count >= 0 && drained < DRAINED;
        count = stream.read(rest)) {
      drained += count;
    }
    return Optional.empty();
  }
}
