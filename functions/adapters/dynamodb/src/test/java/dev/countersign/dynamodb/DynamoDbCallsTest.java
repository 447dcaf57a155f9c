package dev.countersign.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.Duty;
import dev.countersign.record.EntryKey;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.FaultScript.Fault;
import dev.countersign.record.SampleEvidence;
import dev.countersign.record.StoredAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** How many requests to DynamoDB each call of the log is. */
final class DynamoDbCallsTest {

  private static final Instant AT = SampleEvidence.ASKED;

  private final AtomicInteger requests = new AtomicInteger();
  private final OperationId id = OperationId.random(RandomGenerator.getDefault());
  private final EvidenceLog log =
      new DynamoDbEvidenceLog(
          LocalTables.tryingOnce(
              new FaultyHttpClient(
                  UrlConnectionHttpClient.create(),
                  () -> {
                    requests.incrementAndGet();
                    return Fault.NONE;
                  })),
          LocalTables.create(),
          InstantSource.fixed(AT));

  private int requestsOf(Runnable call) {
    int before = requests.get();
    call.run();
    return requests.get() - before;
  }

  @Test
  void aPermittedReadIsThreeWritesAndTwoReads() {
    Append asked =
        Append.of(
                EvidenceCodec.encode(id, SampleEvidence.permitted(id)),
                EvidenceCodec.encode(id, new Evidence.RequesterController("alice", AT), "alice"))
            .opening(AT);
    Append started =
        Append.of(EvidenceCodec.encode(id, new Evidence.Started("1", AT, List.of())))
            .ifPresent(EvidenceKind.REQUESTED.key(id))
            .ifAbsent(EvidenceKind.CANCELLED.key(id), EvidenceKind.VOIDED.key(id));
    StoredAnswer answer =
        new StoredAnswer(id, "[]", Digest.ofText("[]"), SampleEvidence.KEPT_UNTIL);
    Evidence.Finished end =
        new Evidence.Finished(
            answer.digest(), "SELECT 0", 0, 0, false, Optional.empty(), 4, AT, List.of());
    Append finished =
        Append.of(EvidenceCodec.encode(id, end))
            .with(answer)
            .ifPresent(EvidenceKind.STARTED.key(id))
            .ifAbsent(EvidenceKind.UNKNOWN.key(id));
    assertThat(requestsOf(() -> log.append(asked))).isEqualTo(1);
    assertThat(requestsOf(() -> log.read(id, Duty.INTAKE))).isEqualTo(1);
    assertThat(requestsOf(() -> log.append(started))).isEqualTo(1);
    assertThat(requestsOf(() -> log.append(finished))).isEqualTo(1);
    assertThat(requestsOf(() -> assertThat(log.delivery(id)).isPresent())).isEqualTo(1);
  }

  @Test
  void severalPlacesAreOneReadAndACaseFileIsOneForEachDuty() {
    TreeSet<EntryKey> places = new TreeSet<>();
    for (EvidenceKind kind : EvidenceKind.values()) {
      if (kind.closes()) {
        places.add(kind.key(id));
      }
    }
    assertThat(requestsOf(() -> log.find(places))).isEqualTo(1);
    assertThat(requestsOf(() -> log.read(id))).isEqualTo(3);
  }
}
