package dev.countersign.localstack.issuer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.countersign.localstack.issuer.IssuerConfiguration.AgentEntry;
import dev.countersign.localstack.server.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The issuer of agents: access tokens for the plane (RFC 9068) by client credentials (RFC 6749,
 * section 4.4), with a chosen lifetime ({@code ttl}, in seconds) and chain of actors ({@code act},
 * subjects with the outermost first).
 */
final class AgentsIssuer {

  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");

  private final String identifier;
  private final String peopleIdentifier;
  private final IssuerConfiguration configuration;
  private final SigningKey key;
  private final InstantSource clock;

  AgentsIssuer(
      String identifier,
      String peopleIdentifier,
      IssuerConfiguration configuration,
      SigningKey key,
      InstantSource clock) {
    this.identifier = identifier;
    this.peopleIdentifier = peopleIdentifier;
    this.configuration = configuration;
    this.key = key;
    this.clock = clock;
  }

  Answer token(Optional<String> authorization, Parameters form) throws RequestFault {
    if (!form.required("grant_type").equals("client_credentials")) {
      throw new RequestFault("unsupported_grant_type", "agents prove themselves by their secret");
    }
    ClientCredentials credentials = ClientCredentials.of(authorization, form);
    AgentEntry agent =
        configuration
            .agent(credentials.id())
            .orElseThrow(() -> new RequestFault("invalid_client", "there is no such agent"));
    credentials.requireSecret(Optional.of(agent.secret()));
    Duration lifetime = lifetime(form);
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(identifier)
            .subject(agent.subject())
            .audience(configuration.audience())
            .claim("client_id", agent.client())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)));
    Optional<String> chain = form.optional("act");
    if (chain.isPresent()) {
      claims.claim("act", actors(chain.get()));
    }
    return Answer.json(
        200,
        JsonNodeFactory.instance
            .objectNode()
            .put("token_type", "Bearer")
            .put("expires_in", lifetime.toSeconds())
            .put("access_token", key.sign("at+jwt", claims.build())));
  }

  private static Duration lifetime(Parameters form) throws RequestFault {
    Optional<String> text = form.optional("ttl");
    if (text.isPresent() && !SECONDS.matcher(text.get()).matches()) {
      throw new RequestFault("invalid_request", "ttl is not a number of seconds");
    }
    return text.map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))).orElse(LIFETIME);
  }

  /** The {@code act} claim for these subjects, the last innermost (RFC 8693, section 4.1). */
  private Map<String, Object> actors(String subjects) throws RequestFault {
    List<String> outermostFirst = new ArrayList<>(List.of(subjects.strip().split(" +", -1)));
    Map<String, Object> chain = Map.of();
    for (String subject : outermostFirst.reversed()) {
      Map<String, Object> actor = new LinkedHashMap<>();
      actor.put("iss", issuerOf(subject));
      actor.put("sub", subject);
      if (!chain.isEmpty()) {
        actor.put("act", chain);
      }
      chain = actor;
    }
    return chain;
  }

  private String issuerOf(String subject) throws RequestFault {
    if (configuration.agentOfSubject(subject).isPresent()) {
      return identifier;
    }
    if (configuration.person(subject).isPresent()) {
      return peopleIdentifier;
    }
    throw new RequestFault("invalid_request", "an actor is not known");
  }
}
