package dev.countersign.localstack.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.bundle.Bundle;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who takes part: the persons and agents of a bundle, as the development issuer knows them, and
 * their tokens.
 */
public final class Cast {

  /** The application that approvers sign in to. */
  static final String CLIENT = "countersign";

  /** The application that auditors sign in to. */
  static final String AUDIT_CLIENT = "countersign-audit";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Roster roster;
  private final URI issuer;
  private final String audience;
  private final Map<String, String> secrets = new TreeMap<>();

  private Cast(Roster roster, URI issuer) {
    this.roster = roster;
    this.issuer = issuer;
    this.audience = "urn:countersign:local";
    SecureRandom random = new SecureRandom();
    for (String agent : roster.agents().keySet()) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      secrets.put(agent, HexFormat.of().formatHex(bytes));
    }
  }

  static Cast of(Bundle bundle, URI issuer) {
    return new Cast(bundle.roster(), issuer);
  }

  /** What the plane's tokens are meant for. */
  String audience() {
    return audience;
  }

  URI issuer() {
    return issuer;
  }

  String issuerConfiguration(URI api) {
    ObjectNode configuration = JSON.createObjectNode();
    configuration.put("audience", audience);
    ArrayNode clients = configuration.putArray("clients");
    client(clients.addObject(), CLIENT, api + "/sign-in/callback");
    client(clients.addObject(), AUDIT_CLIENT, api + "/audit/sign-in/callback");
    ArrayNode persons = configuration.putArray("persons");
    for (Person person : roster.persons().values()) {
      for (Account account : person.accounts()) {
        persons
            .addObject()
            .put("subject", account.subject())
            .put("name", person.displayName())
            .put("note", note(person, account));
      }
    }
    ArrayNode agents = configuration.putArray("agents");
    for (Agent agent : roster.agents().values()) {
      agents
          .addObject()
          .put("subject", agent.account().subject())
          .put("client", agent.name())
          .put("secret", secrets.get(agent.name()));
    }
    return configuration.toPrettyString();
  }

  private static void client(ObjectNode client, String id, String redirect) {
    client.put("id", id);
    client.putArray("redirects").add(redirect);
  }

  private String note(Person person, Account account) {
    String groups = person.groups().isEmpty() ? "no group" : String.join(", ", person.groups());
    String answersFor =
        roster.agents().values().stream()
            .filter(agent -> agent.controllers().persons().contains(person.name()))
            .map(Agent::name)
            .collect(Collectors.joining(", "));
    return groups
        + (answersFor.isEmpty() ? "" : "; answers for " + answersFor)
        + (person.accounts().size() > 1 ? "; account " + account.subject() : "");
  }

  /** The subject of a person's first account. */
  public String subjectOf(String person) {
    return Objects.requireNonNull(roster.persons().get(person), person)
        .accounts()
        .first()
        .subject();
  }

  /** An access token of this agent. */
  public String agentToken(String agent) {
    return token(
        issuer + "/agents/token",
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            agent,
            "client_secret",
            secrets.get(agent)));
  }

  /** An access token of this person, for asking and cancelling; no route takes it for voting. */
  public String personToken(String person) {
    return oddToken("people", subjectOf(person), "none");
  }

  /** A token with this fault, of this issuer and subject. */
  public String oddToken(String of, String subject, String fault) {
    return token(
        issuer + "/development/tokens", Map.of("issuer", of, "subject", subject, "fault", fault));
  }

  /** The subject of this agent. */
  public String agentSubject(String agent) {
    return Objects.requireNonNull(roster.agents().get(agent), agent).account().subject();
  }

  /** The account of this agent. */
  public Account agentAccount(String agent) {
    return Objects.requireNonNull(roster.agents().get(agent), agent).account();
  }

  private static String token(String address, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    try {
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(address))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode answer = JSON.readTree(response.body());
      if (!answer.has("access_token")) {
        throw new IllegalStateException("the issuer gave no token: " + response.statusCode());
      }
      return answer.path("access_token").asText();
    } catch (IOException e) {
      throw new UncheckedIOException("the issuer does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the issuer", e);
    }
  }
}
