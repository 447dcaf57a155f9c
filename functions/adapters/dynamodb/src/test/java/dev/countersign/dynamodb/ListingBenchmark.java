package dev.countersign.dynamodb;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Effect;
import dev.countersign.classify.RelationUse;
import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.execute.TargetFault;
import dev.countersign.localstack.dynamodb.DynamoDbLocal;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.ListedOperation;
import dev.countersign.record.Listing;
import dev.countersign.record.OperationIndex;
import dev.countersign.record.OperationIndex.Order;
import dev.countersign.record.OperationIndex.Stretch;
import dev.countersign.record.OperationIndex.Walk;
import dev.countersign.record.OperationState;
import dev.countersign.record.SampleEvidence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Measures whether lists stay flat: fills a table with 10^3, 10^4, … operations of 30 days, by 100
 * requesters, of which one in a thousand failed, and at each size asks for pages of 25 from random
 * places. It prints the time of a page and how many operations the store looked at for it.
 *
 * <pre>
 * mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/class-path \
 *     -pl functions/adapters/dynamodb -am
 * java -Dcountersign.repository=$PWD -cp functions/adapters/dynamodb/target/classes:\
 *     functions/adapters/dynamodb/target/test-classes:$(cat functions/adapters/dynamodb/target/class-path) \
 *     dev.countersign.dynamodb.ListingBenchmark 1000000
 * </pre>
 *
 * <p>The argument is the largest size. Of each operation there are its opening and its closing
 * entry, which is what a list reads.
 */
public final class ListingBenchmark {

  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration TIME = Duration.ofDays(30);
  private static final int REQUESTERS = 100;
  private static final int WRITERS = 8;
  private static final int BATCH = 25;
  private static final int PAGES = 200;
  private static final int ROWS = 25;

  private final DynamoDbClient client;
  private final TableNames tables = TableNames.prefixed("");
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

  private ListingBenchmark(DynamoDbClient client) {
    this.client = client;
  }

  /** Takes the largest size. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    int largest = Integer.parseInt(arguments[0]);
    try (DynamoDbLocal local = DynamoDbLocal.inMemory();
        DynamoDbClient client =
            DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "mark")))
                .build()) {
      new ListingBenchmark(client).run(largest);
    }
  }

  private void run(int largest) throws InterruptedException, ExecutionException {
    DynamoDbTables.create(client, tables);
    int filled = 0;
    System.out.printf(
        "%-10s %-22s %9s %9s %12s %12s%n",
        "operations", "list", "p50 ms", "p99 ms", "examined p50", "examined max");
    for (int size = 1_000; size <= largest; size *= 10) {
      long begun = System.nanoTime();
      fill(filled, size);
      System.err.printf(
          "filled to %d in %d s%n", size, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
      filled = size;
      measure(size);
    }
  }

  private void measure(int size) {
    measure(size, "everything", Set.of(), Optional.empty(), operation -> true);
    measure(size, "one requester", Set.of(account(7)), Optional.empty(), operation -> true);
    measure(size, "failed", Set.of(), Optional.of(OperationState.FAILED), operation -> true);
    measure(
        size,
        "one table of ten",
        Set.of(),
        Optional.empty(),
        operation -> operation.touches("table_3"));
  }

  private void measure(
      int size,
      String name,
      Set<Account> requesters,
      Optional<OperationState> outcome,
      Predicate<ListedOperation> wanted) {
    OperationIndex index = new DynamoDbOperationIndex(client, tables);
    double[] millis = new double[PAGES];
    int[] examined = new int[PAGES];
    for (int page = -20; page < PAGES; page++) {
      Instant to = BEGIN.plusSeconds(random.nextLong(86_400, TIME.toSeconds()));
      Walk walk =
          new Walk(
              new TreeSet<>(requesters),
              outcome,
              BEGIN,
              to,
              Order.NEWEST_FIRST,
              Optional.empty(),
              ROWS,
              1_000);
      long begun = System.nanoTime();
      Stretch stretch = index.walk(walk, wanted);
      index.outlines(stretch.rows().stream().map(ListedOperation::id).toList());
      if (page >= 0) {
        millis[page] = (System.nanoTime() - begun) / 1e6;
        examined[page] = stretch.examined();
      }
    }
    Arrays.sort(millis);
    Arrays.sort(examined);
    System.out.printf(
        Locale.ROOT,
        "%-10d %-22s %9.1f %9.1f %12d %12d%n",
        size,
        name,
        millis[PAGES / 2],
        millis[PAGES * 99 / 100],
        examined[PAGES / 2],
        examined[PAGES - 1]);
  }

  private void fill(int from, int to) throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int first = from + writer;
        writers.add(threads.submit(() -> write(first, to)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
  }

  private void write(int first, int to) {
    List<WriteRequest> batch = new ArrayList<>();
    RandomGenerator own = RandomGenerator.of("L64X128MixRandom");
    for (int number = first; number < to; number += WRITERS) {
      Evidence.Requested requested = requested(number, own);
      Entry opening = EvidenceCodec.encode(requested.operation().id(), requested);
      batch.add(put(EvidenceTable.item(opening, Listing.attributes(requested))));
      batch.add(put(ending(number, opening)));
      if (batch.size() >= BATCH - 1 || number + WRITERS >= to) {
        send(batch);
        batch.clear();
      }
    }
  }

  private void send(List<WriteRequest> batch) {
    Map<String, List<WriteRequest>> rest = Map.of(tables.of(Table.EVIDENCE), List.copyOf(batch));
    while (!rest.isEmpty()) {
      Map<String, List<WriteRequest>> items = rest;
      rest = client.batchWriteItem(write -> write.requestItems(items)).unprocessedItems();
    }
  }

  private static WriteRequest put(Map<String, AttributeValue> item) {
    return WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build();
  }

  private static Account account(int number) {
    return new Account("https://id.example.com/agents", "agent-" + number);
  }

  private static Evidence.Requested requested(int number, RandomGenerator random) {
    int requester = random.nextInt(REQUESTERS);
    Instant at = BEGIN.plusNanos(random.nextLong(TIME.toNanos()));
    OperationId id = OperationId.random(random);
    Evidence.Requested like = SampleEvidence.permitted(id);
    Operation operation = like.operation();
    RelationName table = new RelationName("public", "table_" + number % 10);
    return new Evidence.Requested(
        new Operation(
            id,
            operation.connection(),
            operation.statement(),
            operation.parameters(),
            operation.asWrite(),
            operation.purpose(),
            at.toString().substring(0, "2026-11-01".length()),
            new Principal(
                account(requester),
                PrincipalKind.AGENT,
                "agent-" + requester,
                new TreeSet<>(),
                List.of(),
                operation.requester().controllers()),
            at),
        like.operationDigest(),
        new Classification(
            Effect.READ,
            new TreeSet<>(List.of(new RelationUse(table, RelationUse.Access.READ))),
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(),
            ""),
        like.plan(),
        like.decision(),
        like.bundle(),
        like.connectionDigest(),
        Optional.empty(),
        Optional.empty(),
        at);
  }

  private static Map<String, AttributeValue> ending(int number, Entry opening) {
    OperationId id = opening.key().operation();
    CaseFile file = CaseFile.replay(id, List.of(opening));
    boolean failed = number % 1_000 == 0;
    Evidence end =
        failed
            ? new Evidence.Failed(
                new TargetFault(TargetFault.Kind.TIMEOUT, "57014"), 2, BEGIN, List.of())
            : new Evidence.Finished(
                Digest.ofText("answer"),
                "SELECT 1",
                1,
                1,
                false,
                Optional.empty(),
                2,
                BEGIN,
                List.of());
    return EvidenceTable.item(
        EvidenceCodec.encode(id, end),
        Listing.ending(file, failed ? OperationState.FAILED : OperationState.SUCCEEDED));
  }
}
