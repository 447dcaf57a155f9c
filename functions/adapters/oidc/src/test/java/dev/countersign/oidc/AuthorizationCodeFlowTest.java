package dev.countersign.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import dev.countersign.authenticate.SignIn;
import dev.countersign.authenticate.TokenFault;
import dev.countersign.oidc.SignInOutcome.IdTokenRefused;
import dev.countersign.oidc.SignInOutcome.NotSignedIn;
import dev.countersign.oidc.SignInOutcome.SignedIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AuthorizationCodeFlowTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final ECKey KEY = newKey();

  private final IssuerServer server = new IssuerServer();
  private volatile String body = "";
  private volatile String authorization = "";
  private volatile String answer = "{}";
  private volatile int status = 200;

  private final SignIn signIn =
      SignIn.local(
          """
          {"issuer": "ISSUER", "keys": "ISSUER/keys", "network": "loopback",
           "clientId": "counter sign", "authorize": "ISSUER/authorize?tenant=1",
           "token": "ISSUER/token", "redirect": "http://127.0.0.1:1/signed-in",
           "algorithms": ["ES256"], "maximumAgeSeconds": 120}
          """
              .replace("ISSUER", server.address("").toString()));

  private final AuthorizationCodeFlow flow = flow(Optional.empty());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theBrowserIsSentToSignInAnewWithAFreshStateNonceAndChallenge()
      throws NoSuchAlgorithmException {
    SignInAttempt attempt = flow.begin();
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(attempt.verifier().getBytes(StandardCharsets.US_ASCII));
    assertThat(attempt.address().toString())
        .startsWith(server.address("/authorize?tenant=1&response_type=code&").toString())
        .contains("client_id=counter+sign")
        .contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fsigned-in")
        .contains("scope=openid")
        .contains("state=" + attempt.state())
        .contains("nonce=" + attempt.nonce())
        .contains("code_challenge_method=S256")
        .contains("code_challenge=" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash))
        .contains("prompt=login")
        .contains("max_age=120")
        .doesNotContain(attempt.verifier());
    SignInAttempt other = flow.begin();
    assertThat(List.of(other.state(), other.nonce(), other.verifier()))
        .doesNotContain(attempt.state(), attempt.nonce(), attempt.verifier());
    assertThat(attempt.toString()).doesNotContain(attempt.state(), attempt.verifier());
  }

  @Test
  void aCodeIsExchangedForAPersonWithTheVerifierOfTheSameAttempt() {
    SignInAttempt attempt = flow.begin();
    answer = "{\"id_token\":\"" + idToken(attempt.nonce()) + "\"}";
    SignInOutcome outcome = flow.finish(attempt, callback(attempt));
    assertThat(outcome).isInstanceOf(SignedIn.class);
    assertThat(((SignedIn) outcome).token().account().subject()).isEqualTo("anna-4711");
    assertThat(body)
        .contains("grant_type=authorization_code")
        .contains("code=c0de")
        .contains("client_id=counter+sign")
        .contains("code_verifier=" + attempt.verifier())
        .contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fsigned-in");
    assertThat(authorization).isEmpty();
  }

  @Test
  void aConfidentialClientProvesItselfInTheHeaderOnly() {
    ClientSecret secret = new ClientSecret("s3cret:+");
    AuthorizationCodeFlow confidential = flow(Optional.of(secret));
    SignInAttempt attempt = confidential.begin();
    answer = "{\"id_token\":\"" + idToken(attempt.nonce()) + "\"}";
    assertThat(confidential.finish(attempt, callback(attempt))).isInstanceOf(SignedIn.class);
    assertThat(authorization)
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("counter+sign:s3cret%3A%2B".getBytes(StandardCharsets.UTF_8)));
    assertThat(body).doesNotContain("s3cret").doesNotContain("client_id");
    assertThat(secret.toString()).doesNotContain("s3cret");
  }

  @Test
  void anAnswerThatIsNotOursIsRefusedBeforeTheIssuerIsAsked() {
    SignInAttempt attempt = flow.begin();
    String state = attempt.state();
    assertFault(attempt, Map.of("code", List.of("c"), "state", List.of("x")), SignInFault.STATE);
    assertFault(attempt, Map.of("code", List.of("c")), SignInFault.STATE);
    assertFault(attempt, Map.of("state", List.of(state)), SignInFault.CALLBACK);
    assertFault(
        attempt, Map.of("code", List.of("c", "d"), "state", List.of(state)), SignInFault.CALLBACK);
    assertFault(
        attempt,
        Map.of("code", List.of("c"), "state", List.of(state, state)),
        SignInFault.CALLBACK);
    assertFault(
        attempt,
        Map.of(
            "code", List.of("c"),
            "state", List.of(state),
            "iss", List.of("https://evil.example")),
        SignInFault.ISSUER);
    assertFault(
        attempt,
        Map.of("error", List.of("access_denied"), "state", List.of(state)),
        SignInFault.DECLINED);
    assertThat(server.requests()).isZero();
  }

  @Test
  void anIssuerThatDoesNotExchangeTheCodeSignsNobodyIn() {
    status = 400;
    SignInAttempt attempt = flow.begin();
    assertFault(attempt, callback(attempt), SignInFault.EXCHANGE);
    status = 302;
    assertFault(attempt, callback(attempt), SignInFault.EXCHANGE);
    server.close();
    assertFault(attempt, callback(attempt), SignInFault.EXCHANGE);
  }

  @Test
  void anAnswerWithoutAnIdTokenSignsNobodyIn() {
    SignInAttempt attempt = flow.begin();
    for (String wrong :
        List.of("{}", "", "[]", "{\"id_token\":7}", "{\"id_token\":\"a\",\"id_token\":\"b\"}")) {
      answer = wrong;
      assertFault(attempt, callback(attempt), SignInFault.ANSWER);
    }
  }

  @Test
  void theIdTokenOfAnotherSignInIsRefused() {
    SignInAttempt attempt = flow.begin();
    answer = "{\"id_token\":\"" + idToken(flow.begin().nonce()) + "\"}";
    assertThat(flow.finish(attempt, callback(attempt)))
        .isEqualTo(new IdTokenRefused(TokenFault.NONCE));
  }

  private void assertFault(
      SignInAttempt attempt, Map<String, List<String>> parameters, SignInFault fault) {
    assertThat(flow.finish(attempt, parameters)).isEqualTo(new NotSignedIn(fault));
  }

  private static Map<String, List<String>> callback(SignInAttempt attempt) {
    return Map.of("code", List.of("c0de"), "state", List.of(attempt.state()));
  }

  private AuthorizationCodeFlow flow(Optional<ClientSecret> secret) {
    server.answerWith(this::handle);
    return new AuthorizationCodeFlow(signIn, secret, new HttpKeySource(() -> NOW), () -> NOW);
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/keys")) {
      IssuerServer.answer(exchange, 200, "{\"keys\":[" + KEY.toPublicJWK().toJSONString() + "]}");
      return;
    }
    body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    authorization = header == null ? "" : header;
    IssuerServer.answer(exchange, status, answer);
  }

  private String idToken(String nonce) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(signIn.issuer())
            .subject("anna-4711")
            .audience(signIn.clientId())
            .issueTime(Date.from(NOW))
            .expirationTime(Date.from(NOW.plusSeconds(300)))
            .claim("auth_time", NOW.getEpochSecond())
            .claim("nonce", nonce)
            .build();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(KEY.getKeyID())
                .build(),
            claims);
    try {
      token.sign(new ECDSASigner(KEY));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("people-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
