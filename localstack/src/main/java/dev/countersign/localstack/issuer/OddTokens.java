package dev.countersign.localstack.issuer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.countersign.localstack.server.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/**
 * Access tokens with one chosen fault, for demonstrations and tests: no issuer in earnest has such
 * an endpoint.
 */
final class OddTokens {

  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final String agentsIdentifier;
  private final String peopleIdentifier;
  private final IssuerConfiguration configuration;
  private final SigningKey agentsKey;
  private final SigningKey peopleKey;
  private final InstantSource clock;

  OddTokens(
      String agentsIdentifier,
      String peopleIdentifier,
      IssuerConfiguration configuration,
      SigningKey agentsKey,
      SigningKey peopleKey,
      InstantSource clock) {
    this.agentsIdentifier = agentsIdentifier;
    this.peopleIdentifier = peopleIdentifier;
    this.configuration = configuration;
    this.agentsKey = agentsKey;
    this.peopleKey = peopleKey;
    this.clock = clock;
  }

  /** Takes {@code issuer} (agents or people), {@code subject} and {@code fault}. */
  Answer mint(Parameters form) throws RequestFault {
    boolean agents =
        switch (form.required("issuer")) {
          case "agents" -> true;
          case "people" -> false;
          default -> throw new RequestFault("invalid_request", "issuer is agents or people");
        };
    SigningKey key = agents ? agentsKey : peopleKey;
    JWTClaimsSet.Builder claims =
        claims(agents ? agentsIdentifier : peopleIdentifier, form.required("subject"));
    Instant now = clock.instant();
    String token =
        switch (form.required("fault")) {
          case "none" -> key.sign("at+jwt", claims.build());
          case "expired" ->
              key.sign(
                  "at+jwt",
                  claims
                      .issueTime(Date.from(now.minus(LIFETIME).minus(LIFETIME)))
                      .expirationTime(Date.from(now.minus(LIFETIME)))
                      .build());
          case "not-yet-valid" ->
              key.sign("at+jwt", claims.notBeforeTime(Date.from(now.plus(LIFETIME))).build());
          case "wrong-audience" ->
              key.sign("at+jwt", claims.audience("https://elsewhere.example").build());
          case "wrong-issuer" ->
              key.sign("at+jwt", claims.issuer("https://elsewhere.example").build());
          case "wrong-type" -> key.sign("JWT", claims.build());
          case "other-key" -> key.impostor().sign("at+jwt", claims.build());
          case "unknown-key" -> SigningKey.generate().sign("at+jwt", claims.build());
          case "unsigned" -> new PlainJWT(claims.build()).serialize();
          case "sender-bound" ->
              key.sign("at+jwt", claims.claim("cnf", Map.of("jkt", "x")).build());
          default -> throw new RequestFault("invalid_request", "this fault is not known");
        };
    return Answer.json(200, JsonNodeFactory.instance.objectNode().put("access_token", token));
  }

  private JWTClaimsSet.Builder claims(String issuer, String subject) {
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject(subject)
        .audience(configuration.audience())
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(LIFETIME)));
  }
}
