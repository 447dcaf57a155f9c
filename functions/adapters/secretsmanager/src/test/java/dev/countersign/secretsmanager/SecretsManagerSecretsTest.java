package dev.countersign.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.execute.Credentials;
import dev.countersign.execute.Secrets.SecretUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

final class SecretsManagerSecretsTest {

  private static final String KEY = "0123456789abcdef".repeat(4);

  /** Knows one secret. */
  private record OneSecret(String name, String value) implements SecretsManagerClient {

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      assertThat(request.secretId()).isEqualTo(name);
      return GetSecretValueResponse.builder().secretString(value).build();
    }

    @Override
    public String serviceName() {
      return "secretsmanager";
    }

    @Override
    public void close() {}
  }

  private static Credentials read(String value) {
    return new SecretsManagerSecrets(new OneSecret("targets/shop", value), "targets/").read("shop");
  }

  @Test
  void aSecretIsACredentialWithoutAKey() {
    Credentials read =
        read("{\"username\":\"reader\",\"password\":\"pw\",\"engine\":\"postgres\"}");
    assertThat(read).isEqualTo(new Credentials("reader", "pw"));
  }

  @Test
  void aKeyForMasksStandsBesideTheCredential() {
    Credentials read = read("{\"username\":\"r\",\"password\":\"p\",\"maskKey\":\"" + KEY + "\"}");
    assertThat(read.maskKey()).isPresent();
    assertThat(read.toString()).doesNotContain(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\":\"r\",\"password\":\"p\",\"maskKey\":\"short\"}",
        "{\"username\":\"r\",\"password\":\"p\",\"maskKey\":\"\"}",
        "{\"username\":\"r\",\"password\":\"p\",\"maskKey\":null}",
        "{\"username\":\"r\"}",
        "no JSON",
      })
  void whatIsNotOfTheFormIsNoSecret(String value) {
    assertThatThrownBy(() -> read(value))
        .isInstanceOf(SecretUnavailable.class)
        .hasMessage("secret `shop` cannot be read");
  }
}
