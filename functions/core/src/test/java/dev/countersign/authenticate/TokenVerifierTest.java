package dev.countersign.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import dev.countersign.authenticate.TokenVerdict.Refused;
import dev.countersign.authenticate.TokenVerdict.Verified;
import dev.countersign.people.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TokenVerifierTest {

  private final TokenScene scene = new TokenScene();
  private final AtomicReference<Instant> now = new AtomicReference<>(TokenScene.NOW);
  private final TokenVerifier verifier = new TokenVerifier(scene.issuers, scene.keys, now::get);

  @Test
  void aGoodTokenProvesTheAccountTheKindAndTheExpiry() {
    assertThat(verifier.verify(scene.agentToken(TokenScene.claims())))
        .isEqualTo(
            new Verified(
                new VerifiedToken(
                    new Account(TokenScene.AGENTS, "reporting-agent"),
                    PrincipalKind.AGENT,
                    List.of(),
                    Optional.of("token-1"),
                    Optional.empty(),
                    TokenScene.NOW.plusSeconds(300))));
  }

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void everyAlgorithmVerifiesWhatItsKeySigned(SigningAlgorithm algorithm) {
    TokenForge forge =
        switch (algorithm) {
          case RS256, PS256 -> scene.people;
          case ES256 -> scene.agents;
          case ES384 -> TokenForge.ellipticCurve("key-1", Curve.P_384);
        };
    scene.keys.publish(TokenScene.location(TokenScene.AGENTS), forge.publicKey());
    Issuers issuers =
        Issuers.deployed(
            TokenScene.CONFIGURATION.replaceFirst("\"ES256\"", "\"" + algorithm + "\""));
    String token = forge.sign(forge.header(algorithm.name()), TokenScene.claims());
    assertThat(new TokenVerifier(issuers, scene.keys, now::get).verify(token))
        .isInstanceOf(Verified.class);
  }

  @Test
  void aTokenOfAPersonCarriesWhenTheySignedIn() {
    ObjectNode claims =
        TokenScene.claimsOf(TokenScene.PEOPLE, TokenScene.PEOPLE_AUDIENCE)
            .put("auth_time", TokenScene.NOW.getEpochSecond() - 60);
    VerifiedToken token = verified(scene.people.sign(scene.people.header("RS256"), claims));
    assertThat(token.kind()).isEqualTo(PrincipalKind.PERSON);
    assertThat(token.authenticatedAt()).contains(TokenScene.NOW.minusSeconds(60));
  }

  @Test
  void aTypeMayBeWrittenInFullAndInCapitals() {
    ObjectNode header = scene.agents.header("ES256").put("typ", "Application/AT+JWT");
    verified(scene.agents.sign(header, TokenScene.claims()));
  }

  @Test
  void aPlainTypeIsAcceptedOfTheIssuerThatIsConfiguredSo() {
    ObjectNode claims = TokenScene.claimsOf(TokenScene.PLAIN, TokenScene.AUDIENCE);
    verified(scene.plain.sign(scene.plain.header("ES256").put("typ", "JWT"), claims));
  }

  @Test
  void oneOfSeveralAudiencesIsEnough() {
    ObjectNode claims = TokenScene.claims();
    claims.putArray("aud").add("https://other.example").add(TokenScene.AUDIENCE);
    verified(scene.agentToken(claims));
  }

  @Test
  void everyMemberOfTheActorChainIsReportedOutermostFirst() {
    ObjectNode claims = TokenScene.claims();
    claims
        .putObject("act")
        .put("sub", "planner")
        .putObject("act")
        .put("iss", TokenScene.PEOPLE)
        .put("sub", "anna");
    assertThat(verified(scene.agentToken(claims)).actors())
        .containsExactly(
            new Account(TokenScene.AGENTS, "planner"), new Account(TokenScene.PEOPLE, "anna"));
  }

  @Test
  void theSchemeIsReadInAnyCase() {
    String token = scene.agentToken(TokenScene.claims());
    assertThat(verifier.verifyAuthorization(List.of("Bearer " + token)))
        .isInstanceOf(Verified.class);
    assertThat(verifier.verifyAuthorization(List.of("bEARER " + token)))
        .isInstanceOf(Verified.class);
  }

  @Test
  void aRequestWithoutExactlyOneBearerTokenIsRefused() {
    String token = scene.agentToken(TokenScene.claims());
    assertThat(verifier.verifyAuthorization(List.of())).isEqualTo(refused(TokenFault.MISSING));
    assertThat(verifier.verifyAuthorization(List.of(""))).isEqualTo(refused(TokenFault.MISSING));
    assertThat(verifier.verifyAuthorization(List.of("Bearer ")))
        .isEqualTo(refused(TokenFault.MISSING));
    assertThat(verifier.verifyAuthorization(List.of("Basic YTpi")))
        .isEqualTo(refused(TokenFault.SCHEME));
    assertThat(verifier.verifyAuthorization(List.of("DPoP " + token)))
        .isEqualTo(refused(TokenFault.SCHEME));
    assertThat(verifier.verifyAuthorization(List.of(token))).isEqualTo(refused(TokenFault.SCHEME));
    assertThat(verifier.verifyAuthorization(List.of("Bearer " + token, "Bearer " + token)))
        .isEqualTo(refused(TokenFault.MALFORMED));
    assertThat(verifier.verifyAuthorization(List.of("Bearer  " + token)))
        .isEqualTo(refused(TokenFault.MALFORMED));
    assertThat(verifier.verifyAuthorization(List.of("Bearer " + token + ", Bearer " + token)))
        .isEqualTo(refused(TokenFault.MALFORMED));
  }

  @Test
  void aTokenThatVerifiedBeforeIsRefusedOnceItExpires() {
    String token = scene.agentToken(TokenScene.claims());
    verified(token);
    now.set(TokenScene.NOW.plusSeconds(359));
    verified(token);
    now.set(TokenScene.NOW.plusSeconds(360));
    assertThat(verifier.verify(token)).isEqualTo(refused(TokenFault.EXPIRED));
  }

  @Test
  void aTokenThatVerifiedBeforeIsRefusedOnceItsKeyIsGone() {
    String token = scene.agentToken(TokenScene.claims());
    verified(token);
    scene.keys.publish(
        TokenScene.location(TokenScene.AGENTS), TokenForge.ellipticCurve("key-2").publicKey());
    assertThat(verifier.verify(token)).isEqualTo(refused(TokenFault.UNKNOWN_KEY));
  }

  @Test
  void aTokenThatVerifiedBeforeIsRefusedOnceItsKeyIsReplacedUnderTheSameIdentifier() {
    String token = scene.agentToken(TokenScene.claims());
    verified(token);
    scene.keys.publish(
        TokenScene.location(TokenScene.AGENTS), TokenForge.ellipticCurve("key-1").publicKey());
    assertThat(verifier.verify(token)).isEqualTo(refused(TokenFault.SIGNATURE));
  }

  @Test
  void aTokenIsRefusedWhileTheKeysOfItsIssuerCannotBeHad() {
    String token = scene.agentToken(TokenScene.claims());
    verified(token);
    scene.keys.withdraw(TokenScene.location(TokenScene.AGENTS));
    assertThat(verifier.verify(token)).isEqualTo(refused(TokenFault.KEYS_UNAVAILABLE));
  }

  private VerifiedToken verified(String token) {
    TokenVerdict verdict = verifier.verify(token);
    assertThat(verdict).isInstanceOf(Verified.class);
    return ((Verified) verdict).token();
  }

  private static TokenVerdict refused(TokenFault fault) {
    return new Refused(fault);
  }
}
