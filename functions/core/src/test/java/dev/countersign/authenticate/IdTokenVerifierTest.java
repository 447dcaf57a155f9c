package dev.countersign.authenticate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.authenticate.TokenVerdict.Refused;
import dev.countersign.authenticate.TokenVerdict.Verified;
import dev.countersign.people.Account;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IdTokenVerifierTest {

  private static final long NOW = TokenScene.NOW.getEpochSecond();
  private static final String NONCE = "nonce-of-this-sign-in";

  private static final String CONFIGURATION =
      """
      {"issuer": "https://people.example/", "keys": "https://people.example/keys",
       "clientId": "countersign", "authorize": "https://people.example/authorize",
       "token": "https://people.example/token", "redirect": "https://plane.example/signed-in",
       "algorithms": ["RS256"], "maximumAgeSeconds": 120, "skewSeconds": 10,
       "contexts": ["phishing-resistant"]}
      """;

  private final TokenScene scene = new TokenScene();
  private final IdTokenVerifier verifier =
      new IdTokenVerifier(SignIn.deployed(CONFIGURATION), scene.keys, () -> TokenScene.NOW);

  @Test
  void aGoodIdTokenProvesThePersonAndWhenTheySignedIn() {
    assertThat(verify(idToken()))
        .isEqualTo(
            new Verified(
                new VerifiedToken(
                    new Account(TokenScene.PEOPLE, "anna-4711"),
                    PrincipalKind.PERSON,
                    List.of(),
                    Optional.empty(),
                    Optional.of(TokenScene.NOW.minusSeconds(30)),
                    TokenScene.NOW.plusSeconds(300))));
  }

  @Test
  void anIdTokenNeedNotNameItsType() {
    ObjectNode header = scene.people.header("RS256");
    header.remove("typ");
    assertThat(verifier.verify(scene.people.sign(header, idToken()), NONCE))
        .isInstanceOf(Verified.class);
  }

  @Test
  void anAccessTokenOfThePeoplesOwnIssuerIsRefused() {
    ObjectNode claims = idToken().put("aud", TokenScene.PEOPLE_AUDIENCE);
    String token = scene.people.sign(scene.people.header("RS256"), claims);
    assertThat(verifier.verify(token, NONCE)).isEqualTo(new Refused(TokenFault.TYPE));
  }

  @Test
  void anAgentsTokenIsRefusedWhateverItClaims() {
    String token = scene.agentToken(TokenScene.claims());
    assertThat(verifier.verify(token, NONCE)).isEqualTo(new Refused(TokenFault.UNKNOWN_ISSUER));
    String dressed = scene.agents.sign(scene.agents.header("ES256").put("typ", "JWT"), idToken());
    assertThat(verifier.verify(dressed, NONCE)).isEqualTo(new Refused(TokenFault.ALGORITHM));
    String posing = scene.agents.sign(scene.agents.header("RS256").put("typ", "JWT"), idToken());
    assertThat(verifier.verify(posing, NONCE)).isEqualTo(new Refused(TokenFault.SIGNATURE));
  }

  @Test
  void anIdTokenIsRefusedAsAnAccessToken() {
    String token = scene.people.sign(scene.people.header("RS256").put("typ", "JWT"), idToken());
    assertThat(scene.verifier().verify(token)).isEqualTo(new Refused(TokenFault.TYPE));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("another issuer", c -> c.put("iss", TokenScene.AGENTS), TokenFault.UNKNOWN_ISSUER),
        fault("another client", c -> c.put("aud", "other"), TokenFault.AUDIENCE),
        fault(
            "another client beside us",
            c -> c.putArray("aud").add("countersign").add("other"),
            TokenFault.AUDIENCE),
        fault("issued to another", c -> c.put("azp", "other"), TokenFault.AUTHORIZED_PARTY),
        fault("another sign-in", c -> c.put("nonce", "other"), TokenFault.NONCE),
        fault("no nonce", c -> c.remove("nonce"), TokenFault.NONCE),
        fault("nonce is a number", c -> c.put("nonce", 1), TokenFault.CLAIMS),
        fault("no time of sign-in", c -> c.remove("auth_time"), TokenFault.CLAIMS),
        fault(
            "signed in long ago",
            c -> c.put("auth_time", NOW - 131),
            TokenFault.AUTHENTICATION_TIME),
        fault("signs in tomorrow", c -> c.put("auth_time", NOW + 11), TokenFault.NOT_YET_VALID),
        fault("weak sign-in", c -> c.put("acr", "password"), TokenFault.AUTHENTICATION_CONTEXT),
        fault("strength unsaid", c -> c.remove("acr"), TokenFault.AUTHENTICATION_CONTEXT),
        fault("expired", c -> c.put("exp", NOW - 10), TokenFault.EXPIRED),
        fault("lives too long", c -> c.put("exp", NOW + 3_601), TokenFault.LIFETIME),
        fault(
            "somebody acts for them",
            c -> c.putObject("act").put("sub", "agent"),
            TokenFault.ACTOR_CHAIN),
        fault("bound to a key", c -> c.putObject("cnf"), TokenFault.SENDER_BOUND),
        fault("no subject", c -> c.remove("sub"), TokenFault.CLAIMS));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("faults")
  void anIdTokenThatDiffersInOnePointIsRefused(
      String name, Consumer<ObjectNode> change, TokenFault fault) {
    ObjectNode claims = idToken();
    change.accept(claims);
    assertThat(verify(claims)).as(name).isEqualTo(new Refused(fault));
  }

  @Test
  void aSignInOnALoopbackAddressIsOnlyForTheLocalCloud() {
    String loopback =
        CONFIGURATION
            .replace("https://people.example", "http://127.0.0.1:9000")
            .replace("{\"issuer\"", "{\"network\": \"loopback\", \"issuer\"");
    assertThat(SignIn.local(loopback).clientId()).isEqualTo("countersign");
    assertThatThrownBy(() -> SignIn.deployed(loopback)).hasMessageContaining("loopback");
  }

  @Test
  void aMistakeInTheConfigurationIsRefused() {
    assertThatThrownBy(() -> SignIn.deployed("[]")).hasMessageContaining("strict JSON object");
    assertThatThrownBy(() -> SignIn.deployed(CONFIGURATION.replace("\"contexts\"", "\"acr\"")))
        .hasMessage("`acr` is not a known member");
    assertThatThrownBy(() ->
            SignIn.deployed(
                CONFIGURATION.replace(
                    "https://people.example/token", "http://people.example/token")))
        .hasMessageContaining("https");
    assertThatThrownBy(() -> SignIn.deployed(CONFIGURATION.replace("120", "3601")))
        .hasMessageContaining("maximum age");
  }

  private TokenVerdict verify(ObjectNode claims) {
    return verifier.verify(
        scene.people.sign(scene.people.header("RS256").put("typ", "JWT"), claims), NONCE);
  }

  private static ObjectNode idToken() {
    ObjectNode claims = TokenScene.claimsOf(TokenScene.PEOPLE, "countersign");
    claims.remove(List.of("client_id", "scope", "jti"));
    return claims
        .put("sub", "anna-4711")
        .put("azp", "countersign")
        .put("nonce", NONCE)
        .put("acr", "phishing-resistant")
        .put("auth_time", NOW - 30);
  }

  private static Arguments fault(String name, Consumer<ObjectNode> change, TokenFault fault) {
    return Arguments.of(name, change, fault);
  }
}
