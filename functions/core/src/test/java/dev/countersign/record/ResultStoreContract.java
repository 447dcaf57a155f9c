package dev.countersign.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.operation.OperationId;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that every {@link ResultStore} holds. */
public interface ResultStoreContract {

  /** The store under test. */
  ResultStore store();

  /** What a reader gets of the operation's object, if there is one. */
  Optional<byte[]> fetch(OperationId operation);

  private static OperationId newOperation() {
    return OperationId.random(new Random());
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private void store(OperationId operation, byte[] bytes) throws IOException {
    try (ResultStore.Upload upload = store().begin(operation)) {
      upload.bytes().write(bytes);
      upload.complete();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1 << 20, 8 << 20, (16 << 20) + 1})
  default void whatIsCompletedIsReadByteForByte(int length) throws IOException {
    OperationId operation = newOperation();
    store(operation, bytes(length));

    assertThat(fetch(operation).orElseThrow()).isEqualTo(bytes(length));
  }

  @Test
  default void bytesComeInTheOrderInWhichTheyWereWritten() throws IOException {
    OperationId operation = newOperation();
    byte[] all = bytes((9 << 20) + 7);
    try (ResultStore.Upload upload = store().begin(operation)) {
      for (int from = 0; from < all.length; from += 100_003) {
        upload.bytes().write(all, from, Math.min(100_003, all.length - from));
      }
      upload.bytes().write(7);
      upload.complete();
    }

    byte[] read = fetch(operation).orElseThrow();
    assertThat(read).hasSize(all.length + 1).startsWith(all).endsWith((byte) 7);
  }

  @Test
  default void nothingCanBeReadBeforeItIsCompleted() throws IOException {
    OperationId operation = newOperation();
    try (ResultStore.Upload upload = store().begin(operation)) {
      upload.bytes().write(bytes(9 << 20));
      assertThat(fetch(operation)).isEmpty();
    }
  }

  @Test
  default void whatIsClosedBeforeItIsCompletedNeverWas() throws IOException {
    OperationId operation = newOperation();
    try (ResultStore.Upload upload = store().begin(operation)) {
      upload.bytes().write(bytes(9 << 20));
    }

    assertThat(fetch(operation)).isEmpty();
    store(operation, bytes(3));
    assertThat(fetch(operation)).contains(bytes(3));
  }

  @Test
  default void anOperationHasOneObjectForEver() throws IOException {
    OperationId operation = newOperation();
    store(operation, bytes(3));

    assertThatThrownBy(() -> store(operation, bytes(4)))
        .isInstanceOf(ResultStore.ResultUnavailable.class);
    assertThat(fetch(operation)).contains(bytes(3));
  }

  @Test
  default void objectsOfTwoOperationsAreApart() throws IOException {
    OperationId one = newOperation();
    OperationId other = newOperation();
    store(one, bytes(5));

    assertThat(fetch(other)).isEmpty();
  }
}
