package dev.countersign.localstack.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.countersign.authenticate.StrictJson;
import dev.countersign.localstack.issuer.IssuerConfiguration.AgentEntry;
import dev.countersign.localstack.issuer.IssuerConfiguration.Application;
import dev.countersign.localstack.issuer.IssuerConfiguration.PersonEntry;
import java.util.Optional;
import java.util.Set;

/** Reads the configuration of a development issuer; what is missing or unknown is refused. */
final class ConfigurationReader {

  private ConfigurationReader() {}

  static IssuerConfiguration read(String text) {
    JsonNode json =
        StrictJson.object(text)
            .orElseThrow(
                () -> new IllegalArgumentException("the configuration is not a JSON object"));
    requireMembers(json, "audience", "clients", "persons", "agents");
    return new IssuerConfiguration(
        text(json, "audience"),
        array(json, "clients").valueStream().map(ConfigurationReader::application).toList(),
        array(json, "persons").valueStream().map(ConfigurationReader::person).toList(),
        array(json, "agents").valueStream().map(ConfigurationReader::agent).toList());
  }

  private static Application application(JsonNode json) {
    requireMembers(json, "id", "redirects", "secret");
    return new Application(
        text(json, "id"),
        array(json, "redirects").valueStream().map(JsonNode::asText).toList(),
        json.has("secret") ? Optional.of(text(json, "secret")) : Optional.empty());
  }

  private static PersonEntry person(JsonNode json) {
    requireMembers(json, "subject", "name", "note");
    return new PersonEntry(text(json, "subject"), text(json, "name"), text(json, "note"));
  }

  private static AgentEntry agent(JsonNode json) {
    requireMembers(json, "subject", "client", "secret");
    return new AgentEntry(text(json, "subject"), text(json, "client"), text(json, "secret"));
  }

  private static void requireMembers(JsonNode json, String... allowed) {
    Set<String> names = Set.of(allowed);
    for (String name : (Iterable<String>) json::fieldNames) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("`" + name + "` is not a known member");
      }
    }
  }

  private static String text(JsonNode json, String member) {
    JsonNode value = json.path(member);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new IllegalArgumentException("`" + member + "` is missing or not a text");
    }
    return value.textValue();
  }

  private static ArrayNode array(JsonNode json, String member) {
    if (!(json.path(member) instanceof ArrayNode array)) {
      throw new IllegalArgumentException("`" + member + "` is missing or not an array");
    }
    return array;
  }
}
