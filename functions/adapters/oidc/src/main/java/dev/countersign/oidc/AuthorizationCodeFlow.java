package dev.countersign.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.authenticate.IdTokenVerifier;
import dev.countersign.authenticate.KeySource;
import dev.countersign.authenticate.SignIn;
import dev.countersign.authenticate.StrictJson;
import dev.countersign.authenticate.TokenFault;
import dev.countersign.authenticate.TokenVerdict;
import dev.countersign.authenticate.VerifiedToken;
import dev.countersign.oidc.SignInOutcome.IdTokenRefused;
import dev.countersign.oidc.SignInOutcome.NotSignedIn;
import dev.countersign.oidc.SignInOutcome.SignedIn;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Signs a person in by the authorization code flow (OpenID Connect Core, section 3.1) with PKCE
 * S256 (RFC 7636), state and nonce. The person must authenticate anew: a session that they have at
 * the issuer is not enough. Holds nothing between the two steps: the caller keeps the attempt.
 */
public final class AuthorizationCodeFlow {

  private static final System.Logger LOG = System.getLogger(AuthorizationCodeFlow.class.getName());
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int RANDOM_BYTES = 32;

  private final SignIn signIn;
  private final Optional<ClientSecret> secret;
  private final IdTokenVerifier verifier;
  private final BoundedExchange exchange;
  private final SecureRandom random = new SecureRandom();

  public AuthorizationCodeFlow(
      SignIn signIn, Optional<ClientSecret> secret, KeySource keys, InstantSource clock) {
    this.signIn = signIn;
    this.secret = secret;
    this.verifier = new IdTokenVerifier(signIn, keys, clock);
    this.exchange = new BoundedExchange(NameResolution.SYSTEM);
  }

  /** Begins a sign-in. */
  public SignInAttempt begin() {
    String state = randomText();
    String nonce = randomText();
    String codeVerifier = randomText();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", signIn.clientId());
    parameters.put("redirect_uri", signIn.redirectAddress().toString());
    parameters.put("scope", "openid");
    parameters.put("state", state);
    parameters.put("nonce", nonce);
    parameters.put("code_challenge", challenge(codeVerifier));
    parameters.put("code_challenge_method", "S256");
    parameters.put("prompt", "login");
    parameters.put("max_age", Long.toString(signIn.maximumAge().toSeconds()));
    if (!signIn.contexts().isEmpty()) {
      parameters.put("acr_values", String.join(" ", signIn.contexts()));
    }
    String separator = signIn.authorizationEndpoint().getRawQuery() == null ? "?" : "&";
    URI address = URI.create(signIn.authorizationEndpoint() + separator + form(parameters));
    return new SignInAttempt(address, state, nonce, codeVerifier);
  }

  /** Ends a sign-in with the parameters that the browser brought back. */
  public SignInOutcome finish(SignInAttempt attempt, Map<String, List<String>> parameters) {
    for (List<String> values : parameters.values()) {
      if (values.size() != 1) {
        return new NotSignedIn(SignInFault.CALLBACK);
      }
    }
    Optional<String> code = single(parameters, "code");
    if (!same(single(parameters, "state").orElse(""), attempt.state())) {
      return new NotSignedIn(SignInFault.STATE);
    }
    // RFC 9207: an answer that names its issuer must name ours.
    if (!single(parameters, "iss").orElse(signIn.issuer()).equals(signIn.issuer())) {
      return new NotSignedIn(SignInFault.ISSUER);
    }
    if (parameters.containsKey("error")) {
      return new NotSignedIn(SignInFault.DECLINED);
    }
    return code.map(text -> exchange(attempt, text)).orElse(new NotSignedIn(SignInFault.CALLBACK));
  }

  private SignInOutcome exchange(SignInAttempt attempt, String code) {
    try {
      byte[] answer = exchange.send(tokenRequest(attempt, code), signIn.keys().network(), LIMIT);
      Optional<String> idToken =
          StrictJson.object(answer)
              .map(json -> json.get("id_token"))
              .filter(JsonNode::isTextual)
              .map(JsonNode::textValue);
      return idToken
          .map(text -> outcome(verifier.verify(text, attempt.nonce())))
          .orElse(new NotSignedIn(SignInFault.ANSWER));
    } catch (EndpointFault fault) {
      LOG.log(System.Logger.Level.WARNING, "the code was not exchanged: {0}", fault.getMessage());
      return new NotSignedIn(SignInFault.EXCHANGE);
    }
  }

  private HttpRequest tokenRequest(SignInAttempt attempt, String code) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "authorization_code");
    parameters.put("code", code);
    parameters.put("redirect_uri", signIn.redirectAddress().toString());
    parameters.put("code_verifier", attempt.verifier());
    if (secret.isEmpty()) {
      parameters.put("client_id", signIn.clientId());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(signIn.tokenEndpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(form(parameters)));
    secret.ifPresent(
        known -> request.header("Authorization", known.authorization(signIn.clientId())));
    return request.build();
  }

  private static SignInOutcome outcome(TokenVerdict verdict) {
    return switch (verdict) {
      case TokenVerdict.Verified(VerifiedToken token) -> new SignedIn(token);
      case TokenVerdict.Refused(TokenFault fault) -> new IdTokenRefused(fault);
    };
  }

  private static Optional<String> single(Map<String, List<String>> parameters, String name) {
    return Optional.ofNullable(parameters.get(name)).map(List::getFirst);
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String randomText() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
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

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
