package dev.countersign.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Agents and approvers must not come from one issuer: there an agent could come by what a person
 * shows. One issuer under two names is known by its keys.
 */
final class IssuersApart {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private IssuersApart() {}

  /** Refuses a sign-in at an issuer whose access tokens are not only people's. */
  static void require(String issuers, String signIn) {
    JsonNode people = json(signIn);
    for (JsonNode issuer : json(issuers)) {
      if (!issuer.path("kind").asText().equals("person")) {
        requireOther("issuer", issuer, people);
        requireOther("keys", issuer, people);
      }
    }
  }

  private static void requireOther(String key, JsonNode issuer, JsonNode people) {
    if (people.path(key).isTextual() && people.path(key).equals(issuer.path(key))) {
      throw new InvalidSettings(
          "key `signIn."
              + key
              + "` is that of an issuer of agents: people sign in where no agent can");
    }
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was JSON just now is not", e);
    }
  }
}
