package dev.countersign.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.infrastructure.DeploymentSettings.Endpoint;
import dev.countersign.infrastructure.DeploymentSettings.LogRole;
import dev.countersign.infrastructure.DeploymentSettings.Throttling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong settings stop the deployment, and the message names the key. */
final class ContextSettingsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String REQUIRED =
      """
      {"account": "123456789012", "region": "eu-central-1",
       "publicUrl": "https://countersign.example.com",
       "issuers": [{"issuer": "https://issuer.example.com"}],
       "signIn": {"issuer": "https://people.example.com"},
       "auditSignIn": {"issuer": "https://auditors.example.com"},
       "mail": {"from": "countersign@example.com", "identity": "example.com"}}
      """;

  @Test
  void whatIsRequiredIsEnough() {
    DeploymentSettings settings = read(required());
    assertThat(settings.account()).isEqualTo("123456789012");
    assertThat(settings.issuers()).isEqualTo("[{\"issuer\":\"https://issuer.example.com\"}]");
    assertThat(settings.signIn()).isEqualTo("{\"issuer\":\"https://people.example.com\"}");
    assertThat(settings.auditSignIn()).isEqualTo("{\"issuer\":\"https://auditors.example.com\"}");
    assertThat(settings.endpoint()).isEqualTo(new Endpoint.Regional());
    assertThat(settings.throttling()).isEqualTo(new Throttling(50, 100));
    assertThat(settings.apiGatewayLogRole()).isEqualTo(LogRole.CREATE);
    assertThat(settings.executionNetwork()).isEmpty();
    assertThat(settings.webAcl()).isEmpty();
  }

  @Test
  void theShippedExampleIsComplete() {
    Path example =
        Path.of(System.getProperty("countersign.repository"), "infra-cdk", "settings.example.json");
    DeploymentSettings settings = ContextSettings.read(example.toString());
    assertThat(settings.endpoint()).isInstanceOf(Endpoint.OwnDomain.class);
    assertThat(settings.executionNetwork()).isPresent();
    assertThat(settings.publicUrl()).isEqualTo("https://countersign.example.com");
  }

  @Test
  void settingsMayBeAnObjectOfTheContext() {
    assertThat(ContextSettings.read(MAPPER.convertValue(required(), Map.class)).region())
        .isEqualTo("eu-central-1");
  }

  @Test
  void noSettingsAtAllSaysHowToPassThem() {
    assertThatThrownBy(() -> ContextSettings.read(null))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("context key `countersign` is missing")
        .hasMessageContaining("-c countersign=FILE");
  }

  @Test
  void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("absent.json");
    assertThatThrownBy(() -> ContextSettings.read(file.toString()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage("settings `" + file + "` cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "{} {}", "[]"})
  void aFileThatHoldsNoJsonObjectIsRefused(String text, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("settings.json"), text);
    assertThatThrownBy(() -> ContextSettings.read(file.toString()))
        .isInstanceOf(InvalidSettings.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"account", "region", "issuers", "signIn", "auditSignIn", "mail"})
  void aMissingKeyIsNamed(String key) {
    ObjectNode settings = required();
    settings.remove(key);
    refused(settings, "key `" + key + "` is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "issuer, https://people.example.com",
    "keys, https://people.example.com/keys",
  })
  void peopleDoNotSignInWhereAgentsAre(String key, String ofPeople) {
    ObjectNode settings = required();
    settings.withObject("/signIn").put("keys", "https://people.example.com/keys");
    ObjectNode issuer = (ObjectNode) settings.withArray("/issuers").get(0);
    issuer.put("kind", "agent").put(key, ofPeople);
    refused(
        settings,
        "key `signIn."
            + key
            + "` is that of an issuer of agents: people sign in where no agent can");
    issuer.put("kind", "person");
    assertThat(read(settings).region()).isEqualTo("eu-central-1");
  }

  @Test
  void withoutADomainThePublicUrlIsAskedFor() {
    ObjectNode settings = required();
    settings.remove("publicUrl");
    refused(settings, "key `publicUrl` is missing, and so is `domain`");
  }

  @Test
  void aMissingKeyWithinASectionIsNamedByItsPlace() {
    ObjectNode settings = required();
    settings.putObject("mail").put("from", "countersign@example.com");
    refused(settings, "key `mail.identity` is missing");
  }

  @Test
  void aMisspeltKeyIsRefusedRatherThanLeftOut() {
    refused(required().put("webAcI", Deployments.WEB_ACL), "key `webAcI` is unknown");
  }

  @Test
  void aMisspeltKeyWithinASectionIsRefused() {
    ObjectNode settings = required();
    settings.putObject("throttling").put("rate", 1).put("burst", 2).put("bursts", 3);
    refused(settings, "key `throttling.bursts` is unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "account,123",
    "region,Frankfurt",
    "publicUrl,http://countersign.example.com",
    "publicUrl,https://countersign.example.com/",
    "publicUrl,https://countersign.example.com?a=b",
    "webAcl,front",
    "apiGatewayLogRole,none"
  })
  void aValueOfTheWrongFormIsNamed(String key, String value) {
    refused(required().put(key, value), "key `" + key + "` must be ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "example.com/*", "arn:aws:ses:eu-central-1:1:identity/x"})
  void aMailIdentityIsOneNameAndNoPattern(String identity) {
    ObjectNode settings = required();
    settings.putObject("mail").put("from", "a@example.com").put("identity", identity);
    refused(settings, "key `mail.identity` must be ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "\"10\""})
  void aRateIsAWholeNumberAboveZero(String rate) throws IOException {
    ObjectNode settings = required();
    settings.putObject("throttling").put("burst", 2).set("rate", MAPPER.readTree(rate));
    refused(settings, "key `throttling.rate` must be a whole number above 0");
  }

  @Test
  void issuersThatDoNotFitAFunctionsVariablesAreRefused() {
    ObjectNode settings = required();
    settings.putArray("issuers").add("x".repeat(4_000));
    refused(settings, "key `issuers` has 4004 characters, at most 3000");
  }

  @Test
  void aDomainGivesThePublicUrl() {
    ObjectNode settings = required();
    settings.remove("publicUrl");
    settings
        .putObject("domain")
        .put("name", "plane.example.com")
        .put("certificate", Deployments.CERTIFICATE);
    assertThat(read(settings).publicUrl()).isEqualTo("https://plane.example.com");
  }

  @Test
  void aDomainAndPrivateEndpointsExcludeEachOther() {
    ObjectNode settings = required();
    settings
        .putObject("domain")
        .put("name", "plane.example.com")
        .put("certificate", Deployments.CERTIFICATE);
    settings.putArray("privateEndpoints").add("vpce-1");
    refused(settings, "keys `domain` and `privateEndpoints` exclude each other");
  }

  @Test
  void anEmptyListOfSubnetsIsRefused() {
    ObjectNode settings = required();
    ObjectNode network = settings.putObject("executionNetwork");
    network.putArray("subnets");
    network.putArray("securityGroups").add("sg-1");
    refused(settings, "key `executionNetwork.subnets` must be a list with at least one text");
  }

  @Test
  void aPackageThatIsNotBuiltIsNamed(@TempDir Path folder) {
    Path zip = Packages.in(folder).intake();
    assertThatThrownBy(() -> Packages.present(zip))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage("`" + zip + "` is missing: build the functions first");
  }

  private static void refused(JsonNode settings, String message) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(message);
  }

  private static DeploymentSettings read(JsonNode settings) {
    return ContextSettings.read(MAPPER.convertValue(settings, Object.class));
  }

  private static ObjectNode required() {
    try {
      return (ObjectNode) MAPPER.readTree(REQUIRED);
    } catch (IOException fault) {
      throw new AssertionError(fault);
    }
  }
}
