package dev.countersign.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeySetTest {

  private static final JWK GOOD = TokenForge.ellipticCurve("good").publicKey();

  @Test
  void aKeyMayBeUsedWithTheAlgorithmsOfItsTypeAndCurve() {
    assertThat(algorithms(TokenForge.rsa("k").publicKey()))
        .isEqualTo(Set.of(SigningAlgorithm.RS256, SigningAlgorithm.PS256));
    assertThat(algorithms(TokenForge.ellipticCurve("k").publicKey()))
        .isEqualTo(Set.of(SigningAlgorithm.ES256));
    assertThat(algorithms(TokenForge.ellipticCurve("k", Curve.P_384).publicKey()))
        .isEqualTo(Set.of(SigningAlgorithm.ES384));
  }

  @Test
  void aKeyThatNamesItsAlgorithmIsForThatOneOnly() {
    RSAKey key =
        new RSAKey.Builder(TokenForge.rsa("k").publicKey().toRSAKey())
            .algorithm(JWSAlgorithm.PS256)
            .build();
    assertThat(algorithms(key)).isEqualTo(Set.of(SigningAlgorithm.PS256));
  }

  @Test
  void aKeyForAnotherPurposeIsUnfitAndLeavesTheOthersUsable() throws JOSEException {
    ECKey key = TokenForge.ellipticCurve("bad").publicKey().toECKey();
    assertUnfit(new ECKey.Builder(key).keyUse(KeyUse.ENCRYPTION).build());
    assertUnfit(new ECKey.Builder(key).keyOperations(Set.of(KeyOperation.ENCRYPT)).build());
    assertUnfit(new ECKey.Builder(key).algorithm(JWSAlgorithm.ES384).build());
    assertUnfit(new ECKey.Builder(key).algorithm(JWSAlgorithm.HS256).build());
    assertUnfit(new ECKeyGenerator(Curve.P_521).keyID("bad").generate().toPublicJWK());
    assertUnfit(withMember(TokenForge.ellipticCurve("bad").publicKey(), "crv", "secp256k1"));
  }

  @Test
  void aWeakKeyIsUnfit() throws JOSEException {
    assertUnfit(new RSAKeyGenerator(1_024, true).keyID("bad").generate().toPublicJWK());
    assertUnfit(withMember(TokenForge.rsa("bad").publicKey(), "e", "Aw"));
    assertUnfit(withMember(TokenForge.rsa("bad").publicKey(), "e", "AQAC"));
    assertUnfit(withMember(TokenForge.rsa("bad").publicKey(), "n", "A".repeat(100) + "AQ"));
  }

  @Test
  void aPointOffItsCurveIsUnfit() {
    JWK key = TokenForge.ellipticCurve("bad").publicKey();
    assertUnfit(withMember(key, "x", GOOD.toECKey().getX().toString()));
  }

  @Test
  void aKeyOfAnUnknownTypeIsUnfit() {
    assertUnfit("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\",\"kid\":\"bad\"}");
    assertUnfit("{\"kty\":\"NEW\",\"kid\":\"bad\"}");
    assertUnfit("{\"kid\":\"bad\"}");
  }

  @Test
  void aSetThatHoldsASecretIsRefusedAsAWhole() throws JOSEException {
    assertThat(set("{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"mac\"}")).isEmpty();
    assertThat(set("{\"kty\":\"oct\",\"k\":\"AAAA\"}")).isEmpty();
    assertThat(set(new ECKeyGenerator(Curve.P_256).keyID("p").generate().toJSONString())).isEmpty();
  }

  @Test
  void aSetWithOneIdentifierForTwoKeysIsRefusedAsAWhole() {
    assertThat(set(TokenForge.ellipticCurve("good").publicKey().toJSONString())).isEmpty();
    assertThat(set("{\"kty\":\"NEW\",\"kid\":\"good\"}")).isEmpty();
  }

  @Test
  void aKeyWithoutIdentifierIsPassedOver() {
    ECKey key = new ECKey.Builder(GOOD.toECKey()).keyID(null).build();
    assertThat(set(key.toJSONString()).orElseThrow().key("good"))
        .isInstanceOf(KeyAnswer.Found.class);
  }

  @Test
  void aSetOfTooManyKeysIsRefused() {
    String keys =
        IntStream.range(0, 101)
            .mapToObj(i -> "{\"kty\":\"NEW\",\"kid\":\"k" + i + "\"}")
            .collect(Collectors.joining(","));
    assertThat(set(keys)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[1]}",
        "{\"keys\":[],\"keys\":[]}",
        "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"../x\"}]}",
        "{\"keys\":[{\"kty\":\"EC\",\"kid\":7}]}",
        "{\"keys\":[]} x",
        "<html></html>"
      })
  void whatIsNoKeySetIsRefused(String document) {
    assertThat(KeySet.parse(document.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private static void assertUnfit(JWK bad) {
    assertUnfit(bad.toJSONString());
  }

  private static void assertUnfit(String bad) {
    KeySet set = set(bad).orElseThrow();
    assertThat(set.key("bad")).isEqualTo(new KeyAnswer.Unfit());
    assertThat(set.key("good")).isInstanceOf(KeyAnswer.Found.class);
    assertThat(set.key("other")).isEqualTo(new KeyAnswer.Unknown());
  }

  /** The set of a good key and this text. */
  private static Optional<KeySet> set(String other) {
    return KeySet.parse(
        "{\"keys\":[%s,%s]}"
            .formatted(GOOD.toJSONString(), other)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String withMember(JWK key, String member, String value) {
    Map<String, Object> members = key.toJSONObject();
    members.put(member, value);
    return members.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static Set<SigningAlgorithm> algorithms(JWK key) {
    KeyAnswer answer = KeySet.parse(PublishedKeys.document(key)).orElseThrow().key(key.getKeyID());
    assertThat(answer).isInstanceOf(KeyAnswer.Found.class);
    VerificationKey found = ((KeyAnswer.Found) answer).key();
    return Set.of(SigningAlgorithm.values()).stream()
        .filter(found::allows)
        .collect(Collectors.toSet());
  }
}
