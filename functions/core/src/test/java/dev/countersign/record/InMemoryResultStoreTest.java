package dev.countersign.record;

import dev.countersign.operation.OperationId;
import java.util.Optional;

final class InMemoryResultStoreTest implements ResultStoreContract {

  private final InMemoryResultStore memory = new InMemoryResultStore();

  @Override
  public ResultStore store() {
    return memory;
  }

  @Override
  public Optional<byte[]> fetch(OperationId operation) {
    return memory.object(operation);
  }
}
