package dev.countersign.localstack.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.operation.OperationId;
import dev.countersign.record.ResultStore;
import dev.countersign.record.ResultStoreContract;
import dev.countersign.record.SettableClock;
import dev.countersign.s3.S3ResultLinks;
import dev.countersign.s3.S3ResultStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The S3 adapter on the local S3: every rule of the store, and links that open one object to one
 * GET for a few minutes.
 */
final class S3ResultStoreTest implements ResultStoreContract {

  private static final String BUCKET = "results";

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock(Instant.now());
  private final HttpClient http = HttpClient.newHttpClient();
  private S3 server;

  @BeforeEach
  void start() throws IOException {
    server = S3.start(0, folder, new S3.Access(BUCKET, Set.of("writer"), Set.of("reader")), clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  public ResultStore store() {
    return new S3ResultStore(client("writer"), BUCKET);
  }

  private S3Client client(String caller) {
    return S3ResultStore.builder()
        .endpointOverride(server.uri())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials(caller, S3.FUNCTIONS_SECRET))
        .build();
  }

  private static StaticCredentialsProvider credentials(String caller, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(caller, secret));
  }

  private URI link(OperationId operation, String caller, String secret) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(server.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials(caller, secret))
            .build()) {
      return new S3ResultLinks(presigner, BUCKET).to(operation).url();
    }
  }

  @Override
  public Optional<byte[]> fetch(OperationId operation) {
    HttpResponse<byte[]> response = get("GET", link(operation, "reader", S3.FUNCTIONS_SECRET));
    assertThat(response.statusCode()).isIn(200, 404);
    return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
  }

  private HttpResponse<byte[]> get(String method, URI link) {
    try {
      return http.send(
          HttpRequest.newBuilder(link).method(method, HttpRequest.BodyPublishers.noBody()).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private OperationId stored() throws IOException {
    OperationId operation = OperationId.random(new Random());
    try (ResultStore.Upload upload = store().begin(operation)) {
      upload.bytes().write(new byte[] {1, 2, 3});
      upload.complete();
    }
    return operation;
  }

  @Test
  void aLinkHoldsForFiveMinutes() throws IOException {
    OperationId operation = stored();
    URI link = link(operation, "reader", S3.FUNCTIONS_SECRET);

    clock.set(Instant.now().plus(Duration.ofMinutes(4)));
    assertThat(get("GET", link).statusCode()).isEqualTo(200);
    clock.set(Instant.now().plus(Duration.ofMinutes(6)));
    assertThat(get("GET", link).statusCode()).isEqualTo(403);
  }

  @Test
  void aLinkOfOneWhoMayNotReadOpensNothing() throws IOException {
    OperationId operation = stored();

    assertThat(get("GET", link(operation, "writer", S3.FUNCTIONS_SECRET)).statusCode())
        .isEqualTo(403);
    assertThat(get("GET", link(operation, "reader", "guessed")).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "results/op-, results/op-0",
    "X-Amz-Expires=300, X-Amz-Expires=3000",
    "X-Amz-SignedHeaders=host, X-Amz-SignedHeaders=",
    "Credential=reader, Credential=writer",
    "X-Amz-Algorithm, X-Amz-Other",
  })
  void aChangedLinkOpensNothing(String part, String other) throws IOException {
    String link = link(stored(), "reader", S3.FUNCTIONS_SECRET).toString();
    assertThat(link).contains(part);

    assertThat(get("GET", URI.create(link.replace(part, other))).statusCode()).isIn(400, 403);
  }

  @Test
  void aLinkIsForFetchingAlone() throws IOException {
    URI link = link(stored(), "reader", S3.FUNCTIONS_SECRET);

    assertThat(get("DELETE", link).statusCode()).isEqualTo(403);
    assertThat(get("PUT", link).statusCode()).isEqualTo(403);
    assertThat(get("GET", link).statusCode()).isEqualTo(200);
  }

  @Test
  void whoMayReadMayNotWrite() {
    ResultStore asReader = new S3ResultStore(client("reader"), BUCKET);

    assertThatThrownBy(() -> asReader.begin(OperationId.random(new Random())))
        .isInstanceOf(ResultStore.ResultUnavailable.class);
  }

  @Test
  void aStoreThatIsAwayTakesNothing() {
    ResultStore store = store();
    server.close();

    assertThatThrownBy(() -> store.begin(OperationId.random(new Random())))
        .isInstanceOf(ResultStore.ResultUnavailable.class);
  }
}
