package dev.countersign.localstack.issuer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.countersign.localstack.issuer.AuthorizationRequest.Prompt;
import dev.countersign.localstack.issuer.IssuerConfiguration.Application;
import dev.countersign.localstack.issuer.IssuerConfiguration.PersonEntry;
import dev.countersign.localstack.server.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * The issuer of people: authorization code flow with PKCE (OpenID Connect Core, RFC 7636), answered
 * with an ID token for the application and an access token for the plane.
 */
final class PeopleIssuer {

  static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

  private static final String SESSION = "development_issuer";

  private final String identifier;
  private final IssuerConfiguration configuration;
  private final SigningKey key;
  private final InstantSource clock;
  private final ShortLived<AuthorizationRequest> pending;
  private final ShortLived<Grant> codes;
  private final ShortLived<Session> sessions;

  /** Someone who signed in at this issuer, and when. */
  private record Session(PersonEntry person, Instant since) {}

  /** What a code stands for. */
  private record Grant(AuthorizationRequest request, Session session) {}

  PeopleIssuer(
      String identifier, IssuerConfiguration configuration, SigningKey key, InstantSource clock) {
    this.identifier = identifier;
    this.configuration = configuration;
    this.key = key;
    this.clock = clock;
    this.pending = new ShortLived<>(Duration.ofMinutes(10), clock);
    this.codes = new ShortLived<>(Duration.ofMinutes(1), clock);
    this.sessions = new ShortLived<>(Duration.ofHours(8), clock);
  }

  /** The first step: asks who is signing in, unless a session may answer. */
  Answer authorize(Parameters parameters, Optional<String> cookies) {
    String redirect;
    String client;
    try {
      client = parameters.required("client_id");
      redirect = registeredRedirect(client, parameters.required("redirect_uri"));
    } catch (RequestFault fault) {
      // The address is not the application's: nothing may be sent there.
      return SignInPage.refusal(fault.sentence());
    }
    try {
      AuthorizationRequest request = AuthorizationRequest.of(client, redirect, parameters);
      Optional<Session> session = usableSession(request, cookies);
      if (session.isPresent()) {
        return code(new Grant(request, session.get()));
      }
      if (request.prompt() == Prompt.NEVER) {
        throw new RequestFault("login_required", "nobody is signed in");
      }
      return SignInPage.choice(
          identifier + "/authorize", pending.keep(request), request, configuration.persons());
    } catch (RequestFault fault) {
      return redirect(
          AuthorizationRequest.answer(
              redirect, identifier, parameters.optional("state"), "error", fault.code()));
    }
  }

  /** The second step: somebody was picked on the page. */
  Answer pick(Parameters form) throws RequestFault {
    AuthorizationRequest request =
        pending
            .take(form.required("request"))
            .orElseThrow(() -> new RequestFault("invalid_request", "this page is out of date"));
    if (form.optional("cancel").isPresent()) {
      return redirect(
          AuthorizationRequest.answer(
              request.redirect(), identifier, request.state(), "error", "access_denied"));
    }
    PersonEntry person =
        configuration
            .person(form.required("person"))
            .orElseThrow(() -> new RequestFault("invalid_request", "there is no such person"));
    Session session = new Session(person, clock.instant());
    return code(new Grant(request, session))
        .with(
            "Set-Cookie",
            SESSION + "=" + sessions.keep(session) + "; Path=/people; HttpOnly; SameSite=Lax");
  }

  /** The third step: the application exchanges the code. */
  Answer token(Optional<String> authorization, Parameters form) throws RequestFault {
    if (!form.required("grant_type").equals("authorization_code")) {
      throw new RequestFault("unsupported_grant_type", "only codes are exchanged here");
    }
    ClientCredentials credentials = ClientCredentials.of(authorization, form);
    Application client =
        configuration
            .client(credentials.id())
            .orElseThrow(() -> new RequestFault("invalid_client", "there is no such client"));
    credentials.requireSecret(client.secret());
    Grant grant =
        codes
            .take(form.required("code"))
            .filter(known -> known.request().client().equals(client.id()))
            .orElseThrow(() -> new RequestFault("invalid_grant", "the code is not valid"));
    if (!grant.request().redirect().equals(form.required("redirect_uri"))
        || !grant.request().challenge().equals(challenge(form.required("code_verifier")))) {
      throw new RequestFault("invalid_grant", "the code was asked for by somebody else");
    }
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("token_type", "Bearer")
            .put("expires_in", TOKEN_LIFETIME.toSeconds())
            .put("id_token", idToken(grant))
            .put("access_token", accessToken(grant));
    return Answer.json(200, answer);
  }

  private String registeredRedirect(String client, String redirect) throws RequestFault {
    return configuration
        .client(client)
        .filter(known -> known.redirects().contains(redirect))
        .map(_ -> redirect)
        .orElseThrow(() ->
            new RequestFault(
                "invalid_request", "the application or its redirect address is not known"));
  }

  private Optional<Session> usableSession(AuthorizationRequest request, Optional<String> cookies) {
    if (request.prompt() == Prompt.ALWAYS) {
      return Optional.empty();
    }
    return cookies
        .flatMap(PeopleIssuer::sessionName)
        .flatMap(sessions::find)
        .filter(session ->
            request
                .maximumAge()
                .map(age -> clock.instant().isBefore(session.since().plus(age)))
                .orElse(true));
  }

  private static Optional<String> sessionName(String cookies) {
    for (String cookie : cookies.split(";", -1)) {
      if (cookie.strip().startsWith(SESSION + "=")) {
        return Optional.of(cookie.strip().substring(SESSION.length() + 1));
      }
    }
    return Optional.empty();
  }

  private Answer code(Grant grant) {
    AuthorizationRequest request = grant.request();
    return redirect(
        AuthorizationRequest.answer(
            request.redirect(), identifier, request.state(), "code", codes.keep(grant)));
  }

  private static Answer redirect(String address) {
    return Answer.empty(303).with("Location", address);
  }

  private String idToken(Grant grant) {
    JWTClaimsSet.Builder claims = claims(grant).audience(grant.request().client());
    grant.request().nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
    return key.sign("JWT", claims.claim("name", grant.session().person().name()).build());
  }

  private String accessToken(Grant grant) {
    return key.sign(
        "at+jwt",
        claims(grant)
            .audience(configuration.audience())
            .claim("client_id", grant.request().client())
            .jwtID(UUID.randomUUID().toString())
            .build());
  }

  private JWTClaimsSet.Builder claims(Grant grant) {
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(identifier)
        .subject(grant.session().person().subject())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(TOKEN_LIFETIME)))
        .claim("auth_time", grant.session().since().getEpochSecond())
        .claim("acr", "development");
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
