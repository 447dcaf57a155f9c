package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Large answers in memory, and links to them that lead nowhere. */
public final class InMemoryResultStore implements ResultStore, ResultLinks {

  /** When every link ends. */
  public static final Instant LINK_ENDS = Instant.parse("2026-11-21T12:05:00Z");

  private final Map<OperationId, byte[]> objects = new ConcurrentHashMap<>();
  private volatile boolean down;

  /** The operation's object. */
  public Optional<byte[]> object(OperationId operation) {
    return Optional.ofNullable(objects.get(operation));
  }

  /** From now on it takes nothing more. */
  public void goDown() {
    down = true;
  }

  @Override
  public Link to(OperationId operation) {
    return new Link(URI.create("https://results.example.com/" + operation), LINK_ENDS);
  }

  @Override
  public Upload begin(OperationId operation) {
    return new Held(operation);
  }

  private final class Held implements Upload {

    private final OperationId operation;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Held(OperationId operation) {
      this.operation = operation;
    }

    @Override
    public OutputStream bytes() {
      return bytes;
    }

    @Override
    public void complete() {
      if (down || objects.putIfAbsent(operation, bytes.toByteArray()) != null) {
        throw new ResultUnavailable(new IllegalStateException("there is one, or it is down"));
      }
    }

    @Override
    public void close() {
      bytes.reset();
    }
  }
}
