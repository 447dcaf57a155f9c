package dev.countersign.localstack.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

final class DynamoDbLocalTest {

  private static final Path LIBRARIES =
      DynamoDbLocal.librariesIn(Path.of(System.getProperty("countersign.repository")));

  @Test
  void inMemoryItServesTheSdkOnLoopbackAlone() throws Exception {
    try (DynamoDbLocal local = DynamoDbLocal.inMemory();
        DynamoDbClient client = client(local.endpoint(), "dutyintake")) {
      createTable(client, "table");
      assertThat(client.listTables().tableNames()).containsExactly("table");
      assertThat(local.endpoint().getHost()).isEqualTo("127.0.0.1");
      Optional<Inet4Address> other = anotherAddressOfThisMachine();
      if (other.isPresent()) {
        assertThatThrownBy(() -> connect(other.get(), local.endpoint().getPort()))
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void onDiskTheTablesAreThereAgainForAnyCredentials(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    Path log = folder.resolve("dynamodb.log");
    try (DynamoDbLocal local = DynamoDbLocal.onDisk(LIBRARIES, data, log);
        DynamoDbClient client = client(local.endpoint(), "dutyintake")) {
      createTable(client, "kept");
    }
    try (DynamoDbLocal local = DynamoDbLocal.onDisk(LIBRARIES, data, log);
        DynamoDbClient client = client(local.endpoint(), "dutyapproval")) {
      assertThat(client.listTables().tableNames()).containsExactly("kept");
    }
  }

  @Test
  void closingItEndsItsProcess() throws Exception {
    DynamoDbLocal local = DynamoDbLocal.inMemory();
    local.close();
    assertThat(ProcessHandle.of(local.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void withoutItsJarsItSaysWhatToBuild(@TempDir Path folder) {
    assertThatThrownBy(
            () -> DynamoDbLocal.inMemory(folder.resolve("lib"), folder.resolve("dynamodb.log")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("build the module localstack/dynamodb-local");
  }

  private static Optional<Inet4Address> anotherAddressOfThisMachine() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .filter(Inet4Address.class::isInstance)
        .map(Inet4Address.class::cast)
        .findFirst();
  }

  private static void connect(Inet4Address address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2_000);
    }
  }

  private static void createTable(DynamoDbClient client, String name) {
    client.createTable(table ->
        table
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                AttributeDefinition.builder()
                    .attributeName("k")
                    .attributeType(ScalarAttributeType.S)
                    .build())
            .keySchema(
                KeySchemaElement.builder().attributeName("k").keyType(KeyType.HASH).build()));
  }

  private static DynamoDbClient client(URI endpoint, String accessKeyId) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "local")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
