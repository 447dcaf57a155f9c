package dev.countersign.localstack.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

final class SecretsManagerTest {

  private static final SecretsFile FILE =
      new SecretsFile(
          Map.of("targets/shop/read", "{\"password\":\"p1\"}", "mail/key", "k"),
          Map.of("dutyexecution", List.of("targets/*"), "dutymail", List.of("mail/key")));

  private SecretsManager secrets;
  private SecretsManagerClient execution;

  @BeforeEach
  void start() throws IOException {
    secrets = SecretsManager.start(0, FILE);
    execution = client(secrets.uri(), "dutyexecution");
  }

  @AfterEach
  void stop() {
    execution.close();
    secrets.close();
  }

  @Test
  void aSecretIsReadByNameAndByItsArn() {
    GetSecretValueResponse byName = get(execution, "targets/shop/read");
    assertThat(byName.secretString()).isEqualTo("{\"password\":\"p1\"}");
    assertThat(byName.versionStages()).containsExactly("AWSCURRENT");
    assertThat(byName.createdDate()).isNotNull();
    assertThat(get(execution, byName.arn()).secretString()).isEqualTo(byName.secretString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dutyintake", "dutyapproval", "dutymail", "unknown"})
  void aCallerThatIsNotListedForASecretIsDenied(String caller) {
    try (SecretsManagerClient client = client(secrets.uri(), caller)) {
      for (String name : List.of("targets/shop/read", "targets/none")) {
        assertThatThrownBy(() -> get(client, name))
            .isInstanceOfSatisfying(
                SecretsManagerException.class,
                e ->
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
      }
    }
  }

  @Test
  void aCallerMayReadOneSecretAndNotAnother() {
    try (SecretsManagerClient mail = client(secrets.uri(), "dutymail")) {
      assertThat(get(mail, "mail/key").secretString()).isEqualTo("k");
    }
    assertThatThrownBy(() -> get(execution, "mail/key"))
        .isInstanceOf(SecretsManagerException.class);
  }

  @Test
  void aNewValueIsCurrentAndTheOneBeforeItPrevious() {
    execution.putSecretValue(put -> put.secretId("targets/shop/read").secretString("p2"));
    assertThat(get(execution, "targets/shop/read").secretString()).isEqualTo("p2");
    assertThat(
            execution
                .getSecretValue(
                    get -> get.secretId("targets/shop/read").versionStage("AWSPREVIOUS"))
                .secretString())
        .isEqualTo("{\"password\":\"p1\"}");
  }

  @Test
  void aRepeatedTokenAddsNothingAndForAnotherValueIsRefused() {
    String token = "3f4b0a52-0000-4000-8000-000000000001";
    for (int attempt = 0; attempt < 2; attempt++) {
      String version =
          execution
              .putSecretValue(put ->
                  put.secretId("targets/shop/read").clientRequestToken(token).secretString("p2"))
              .versionId();
      assertThat(version).isEqualTo(token);
    }
    assertThatThrownBy(() ->
            execution.putSecretValue(put ->
                put.secretId("targets/shop/read").clientRequestToken(token).secretString("p3")))
        .isInstanceOf(ResourceExistsException.class);
    assertThat(
            execution
                .getSecretValue(
                    get -> get.secretId("targets/shop/read").versionStage("AWSPREVIOUS"))
                .secretString())
        .isEqualTo("{\"password\":\"p1\"}");
  }

  @Test
  void aSecretIsCreatedOnce() {
    execution.createSecret(create -> create.name("targets/new").secretString("n"));
    assertThat(get(execution, "targets/new").secretString()).isEqualTo("n");
    assertThatThrownBy(
            () -> execution.createSecret(create -> create.name("targets/new").secretString("m")))
        .isInstanceOf(ResourceExistsException.class);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThatThrownBy(() -> get(execution, "targets/none"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() ->
            execution.getSecretValue(
                get -> get.secretId("targets/shop/read").versionStage("AWSPREVIOUS")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void theFileIsReadAsItWasWrittenAndOnlyByItsOwner(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("secrets.json");
    FILE.write(file);
    assertThat(SecretsFile.read(file)).isEqualTo(FILE);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(FILE.toString()).doesNotContain("p1");
  }

  private static GetSecretValueResponse get(SecretsManagerClient client, String name) {
    return client.getSecretValue(get -> get.secretId(name));
  }

  private static SecretsManagerClient client(URI endpoint, String accessKeyId) {
    return SecretsManagerClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "local")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
