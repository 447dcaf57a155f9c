package dev.countersign.localstack.plane;

import dev.countersign.dynamodb.TableNames.Table;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** What stands in the evidence table of the tests' plane, read past the plane. */
final class RecordedEvidence {

  private RecordedEvidence() {}

  /** The places of all entries of intake and execution, which only a request can bring about. */
  static Set<String> ofRequests() throws IOException, InterruptedException {
    Set<String> places = places();
    // Approval's come by themselves, and so do estimates and dry runs.
    places.removeIf(place ->
        place.startsWith("approval#") || place.endsWith(" estimated") || place.endsWith(" tried"));
    return places;
  }

  /** Waits until the planner was asked of this operation. */
  static void awaitEstimate(String operation) throws IOException, InterruptedException {
    String place = "execution#" + operation + " estimated";
    for (int turn = 0; turn < 150; turn++) {
      if (places().contains(place)) {
        return;
      }
      Thread.sleep(200);
    }
    throw new AssertionError("the planner was not asked of " + operation);
  }

  /** Takes the estimate away, as if whoever made the dry run had died before they recorded it. */
  static void loseEstimate(String operation) throws IOException, InterruptedException {
    try (DynamoDbClient client = client()) {
      client.deleteItem(request ->
          request
              .tableName(PlaneFunctions.TABLES.of(Table.EVIDENCE))
              .key(
                  Map.of(
                      "partition", AttributeValue.fromS("execution#" + operation),
                      "kind", AttributeValue.fromS("estimated"))));
    }
  }

  private static DynamoDbClient client() throws IOException, InterruptedException {
    return DynamoDbClient.builder()
        .endpointOverride(TestPlane.shared().cloud().endpoints().dynamoDb())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("operator", "local")))
        .build();
  }

  private static Set<String> places() throws IOException, InterruptedException {
    try (DynamoDbClient client = client()) {
      ScanRequest everything =
          ScanRequest.builder()
              .tableName(PlaneFunctions.TABLES.of(Table.EVIDENCE))
              .consistentRead(true)
              .build();
      Set<String> places = new TreeSet<>();
      client.scanPaginator(everything).items().stream()
          .map(item -> text(item, "partition") + " " + text(item, "kind"))
          .forEach(places::add);
      return places;
    }
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name).s();
  }
}
