package dev.countersign.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.dynamodb.DynamoDbLocal;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.EvidenceUnavailable;
import dev.countersign.record.SampleEvidence;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The store dies in the middle of writes. */
final class KilledDynamoDbTest {

  private static final int WRITERS = 4;
  private static final int WRITES_BEFORE_DEATH = 40;
  private static final Path LIBRARIES =
      DynamoDbLocal.librariesIn(Path.of(System.getProperty("countersign.repository")));

  private final TableNames tables = TableNames.prefixed("killed-");
  private final Queue<Entry> told = new ConcurrentLinkedQueue<>();
  private final CountDownLatch enough = new CountDownLatch(WRITES_BEFORE_DEATH);

  @Test
  void whatACallerWasToldIsWrittenIsThereAfterTheStoreWasKilled(@TempDir Path folder)
      throws Exception {
    writeUntilKilled(folder, Append::of);
    assertThatWhatWasToldIsThere(folder);
  }

  /** As in DynamoDB itself: see {@code DurableCommits} for what DynamoDB Local lacks here. */
  @Test
  void whatACallerWasToldOfATransactionIsThereToo(@TempDir Path folder) throws Exception {
    writeUntilKilled(
        folder,
        entry -> Append.of(entry).ifAbsent(EvidenceKind.CANCELLED.key(entry.key().operation())));
    assertThatWhatWasToldIsThere(folder);
  }

  private void assertThatWhatWasToldIsThere(Path folder) throws Exception {
    try (DynamoDbLocal local = start(folder);
        DynamoDbClient client = client(local)) {
      EvidenceLog log = new DynamoDbEvidenceLog(client, tables, InstantSource.system());
      assertThat(told).hasSizeGreaterThanOrEqualTo(WRITES_BEFORE_DEATH);
      for (Entry entry : told) {
        assertThat(log.find(entry.key())).contains(entry);
      }
    }
  }

  private void writeUntilKilled(Path folder, Function<Entry, Append> append) throws Exception {
    try (DynamoDbLocal local = start(folder);
        DynamoDbClient patient = LocalTables.patient(local.endpoint());
        DynamoDbClient client = client(local);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      DynamoDbTables.create(patient, tables);
      EvidenceLog log = new DynamoDbEvidenceLog(client, tables, InstantSource.system());
      List<Future<EvidenceUnavailable>> ends =
          IntStream.range(0, WRITERS)
              .mapToObj(writer -> writers.submit(() -> writeUntilUnavailable(log, append)))
              .toList();
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
      ProcessHandle.of(local.pid()).orElseThrow().destroyForcibly();
      for (Future<EvidenceUnavailable> end : ends) {
        assertThat(end.get(60, TimeUnit.SECONDS)).hasMessageContaining("did not answer");
      }
    }
  }

  private EvidenceUnavailable writeUntilUnavailable(
      EvidenceLog log, Function<Entry, Append> append) {
    while (true) {
      OperationId id = OperationId.random(RandomGenerator.getDefault());
      Entry started =
          EvidenceCodec.encode(id, new Evidence.Started("1", SampleEvidence.ASKED, List.of()));
      try {
        assertThat(log.append(append.apply(started))).isEqualTo(new AppendOutcome.Appended());
        told.add(started);
        enough.countDown();
      } catch (EvidenceUnavailable unavailable) {
        return unavailable;
      }
    }
  }

  private static DynamoDbLocal start(Path folder) throws Exception {
    return DynamoDbLocal.onDisk(LIBRARIES, folder.resolve("data"), folder.resolve("local.log"));
  }

  private static DynamoDbClient client(DynamoDbLocal local) {
    return LocalTables.tryingOnce(local.endpoint(), UrlConnectionHttpClient.create());
  }
}
