package dev.countersign.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.InvalidJson;
import dev.countersign.execute.Credentials;
import dev.countersign.execute.MaskKey;
import dev.countersign.execute.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Reads credentials that are kept as JSON with {@code username} and {@code password}, the form in
 * which Secrets Manager itself keeps and rotates those of databases; beside them, where a mask of
 * the connection discloses equality, its key as {@code maskKey}.
 *
 * <p>Source: AWS Secrets Manager user guide, "JSON structure of secrets".
 */
public final class SecretsManagerSecrets implements Secrets {

  private static final int MAXIMUM_BYTES = 64 * 1024;

  private final SecretsManagerClient client;
  private final String prefix;

  /**
   * Secrets below this prefix.
   *
   * @param client how Secrets Manager is reached
   * @param prefix what stands before every name, such as {@code countersign/target/}
   */
  public SecretsManagerSecrets(SecretsManagerClient client, String prefix) {
    this.client = client;
    this.prefix = prefix;
  }

  /** A client with short time-outs, configured by the SDK's own environment variables. */
  public static SecretsManagerClient newClient() {
    return SecretsManagerClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                .socketTimeout(Duration.ofSeconds(3)))
        .build();
  }

  @Override
  public Credentials read(String name) {
    try {
      String secret =
          client.getSecretValue(request -> request.secretId(prefix + name)).secretString();
      JsonNode tree = CanonicalJson.parse(secret.getBytes(StandardCharsets.UTF_8), MAXIMUM_BYTES);
      if (!tree.path("username").isTextual() || !tree.path("password").isTextual()) {
        throw new InvalidJson("no texts `username` and `password`");
      }
      return new Credentials(
          tree.path("username").textValue(), tree.path("password").textValue(), maskKey(tree));
    } catch (SdkException | InvalidJson e) {
      throw new SecretUnavailable(name, e);
    }
  }

  private static Optional<MaskKey> maskKey(JsonNode tree) throws InvalidJson {
    if (!tree.has("maskKey")) {
      return Optional.empty();
    }
    Optional<MaskKey> key = MaskKey.of(tree.path("maskKey").asText());
    if (key.isEmpty()) {
      throw new InvalidJson("`maskKey` is not 64 to 128 hexadecimal digits");
    }
    return key;
  }
}
