package dev.countersign.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import dev.countersign.authenticate.TokenVerdict.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The known attacks on signed tokens (RFC 8725 and the literature since), each with the fault that
 * must stop it. Whatever is not under attack in a case is as in a good token, so nothing else stops
 * it.
 */
final class AttackTableTest {

  private static final long NOW = TokenScene.NOW.getEpochSecond();

  private final TokenScene scene = new TokenScene();
  private final List<DynamicTest> cases = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> anUnsignedOrWronglySignedTokenIsRefused() throws Exception {
    for (String none : List.of("none", "None", "nOnE", "NONE")) {
      String header = scene.agents.header(none).toString();
      String input = TokenForge.encode(header) + "." + TokenForge.encode(good());
      refuse("alg " + none + " without signature", input + ".", TokenFault.UNSIGNED);
      refuse(
          "alg " + none + " with a signature",
          scene.agents.sign(header, good()),
          TokenFault.UNSIGNED);
    }
    String token = scene.agentToken(TokenScene.claims());
    String input = token.substring(0, token.lastIndexOf('.'));
    refuse("signature cut off", input + ".", TokenFault.UNSIGNED);
    refuse("HS256 with the public key in PEM", withMac(pem()), TokenFault.ALGORITHM);
    refuse(
        "HS256 with the public key as JSON",
        withMac(scene.agents.publicKey().toJSONString().getBytes(StandardCharsets.UTF_8)),
        TokenFault.ALGORITHM);
    for (String algorithm : List.of("RS256", "PS256", "ES384")) {
      refuse(
          "algorithm of another issuer or key: " + algorithm,
          scene.agents.sign(scene.agents.header(algorithm), TokenScene.claims()),
          TokenFault.ALGORITHM);
    }
    for (String algorithm : List.of("ES512", "RS384", "EdDSA", "es256", "ES256K", "")) {
      refuse(
          "algorithm that is not accepted: " + algorithm,
          scene.agents.sign(scene.agents.header(algorithm), TokenScene.claims()),
          TokenFault.ALGORITHM);
    }
    refuse(
        "PS256 of an issuer that signs with RS256",
        scene.people.sign(scene.people.header("PS256"), peopleClaims()),
        TokenFault.ALGORITHM);
    refuse(
        "PS256 signature under the name RS256",
        scene.people.signEncoded(
            TokenForge.encode(scene.people.header("RS256").toString())
                + "."
                + TokenForge.encode(peopleClaims().toString()),
            true),
        TokenFault.SIGNATURE);
    refuse(
        "accepted algorithm that does not fit the key",
        scene.plain.sign(
            scene.plain.header("PS256"),
            TokenScene.claimsOf(TokenScene.PLAIN, TokenScene.AUDIENCE)),
        TokenFault.ALGORITHM);
    byte[] signed = input.getBytes(StandardCharsets.US_ASCII);
    refuse(
        "signature in DER",
        input + "." + TokenForge.encode(scene.agents.signatureInDer(signed)),
        TokenFault.SIGNATURE);
    refuse("r and s are zero", input + "." + TokenForge.encode(new byte[64]), TokenFault.SIGNATURE);
    refuse("r is zero", input + "." + TokenForge.encode(half(signed, 0)), TokenFault.SIGNATURE);
    refuse("s is zero", input + "." + TokenForge.encode(half(signed, 32)), TokenFault.SIGNATURE);
    refuse("signature of one byte", input + ".AA", TokenFault.SIGNATURE);
    refuse(
        "signature over other claims",
        swapPayload(token, TokenScene.claims().put("sub", "admin")),
        TokenFault.SIGNATURE);
    refuse(
        "signed by another key under the same identifier",
        TokenForge.ellipticCurve("key-1").sign(scene.agents.header("ES256"), TokenScene.claims()),
        TokenFault.SIGNATURE);
    return cases.stream();
  }

  @TestFactory
  Stream<DynamicTest> aHeaderThatSteersTheCheckIsRefused() {
    for (String keyId :
        List.of(
            "../../../../dev/null",
            "key' OR '1'='1",
            "https://evil.example/key",
            "k".repeat(129),
            "",
            "key\u00001",
            "ключ")) {
      header(
          "identifier " + keyId.codePoints().limit(8).sum(),
          h -> h.put("kid", keyId),
          TokenFault.HEADER);
    }
    header("no identifier", h -> h.remove("kid"), TokenFault.HEADER);
    header("identifier is a number", h -> h.put("kid", 1), TokenFault.HEADER);
    header("unknown identifier", h -> h.put("kid", "key-9"), TokenFault.UNKNOWN_KEY);
    header("jku", h -> h.put("jku", "https://evil.example/keys"), TokenFault.HEADER);
    header("x5u", h -> h.put("x5u", "https://evil.example/chain"), TokenFault.HEADER);
    header("jwk", h -> h.putObject("jwk").put("kty", "EC").put("crv", "P-256"), TokenFault.HEADER);
    header("x5c", h -> h.putArray("x5c").add("MIIB"), TokenFault.HEADER);
    header("unknown crit", h -> h.putArray("crit").add("exp"), TokenFault.HEADER);
    header("empty crit", h -> h.putArray("crit"), TokenFault.HEADER);
    header("unencoded payload", h -> h.put("b64", false), TokenFault.HEADER);
    header("zip", h -> h.put("zip", "DEF"), TokenFault.HEADER);
    header("nested token", h -> h.put("cty", "JWT"), TokenFault.HEADER);
    header("encryption", h -> h.put("enc", "A256GCM"), TokenFault.HEADER);
    header("no algorithm", h -> h.remove("alg"), TokenFault.HEADER);
    header("algorithm is an array", h -> h.putArray("alg").add("ES256"), TokenFault.HEADER);
    header("no type", h -> h.remove("typ"), TokenFault.TYPE);
    for (String type : List.of("JWT", "dpop+jwt", "oauth-id-jag+jwt", "logout+jwt", "at+jwt ")) {
      header("type " + type, h -> h.put("typ", type), TokenFault.TYPE);
    }
    return cases.stream();
  }

  @TestFactory
  Stream<DynamicTest> aTokenOfAnotherIssuerOrForAnotherAudienceIsRefused() {
    for (String issuer :
        List.of(
            "https://agents.example/",
            "https://AGENTS.example",
            "http://agents.example",
            "https://agents.example:443",
            "https://аgents.example",
            "https://agents.example.evil.example",
            "https://evil.example")) {
      claims("issuer " + issuer, c -> c.put("iss", issuer), TokenFault.UNKNOWN_ISSUER);
    }
    claims(
        "blank before the issuer",
        c -> c.put("iss", " https://agents.example"),
        TokenFault.UNKNOWN_ISSUER);
    claims("no issuer", c -> c.remove("iss"), TokenFault.CLAIMS);
    claims("issuer is an array", c -> c.putArray("iss").add(TokenScene.AGENTS), TokenFault.CLAIMS);
    claims(
        "audience of another issuer",
        c -> c.put("aud", TokenScene.PEOPLE_AUDIENCE),
        TokenFault.AUDIENCE);
    refuse(
        "key of one issuer, name of another, same key identifier",
        scene.agents.sign(
            scene.agents.header("ES256"),
            TokenScene.claimsOf(TokenScene.PLAIN, TokenScene.AUDIENCE)),
        TokenFault.UNKNOWN_KEY);
    refuse(
        "key of another issuer with the same key identifier",
        scene.people.sign(scene.people.header("RS256"), TokenScene.claims()),
        TokenFault.ALGORITHM);
    for (String audience :
        List.of(
            "https://plane.example/",
            "https://plane.example.evil.example",
            "https://plane.exampl",
            "HTTPS://plane.example",
            "https://other.example")) {
      claims("audience " + audience, c -> c.put("aud", audience), TokenFault.AUDIENCE);
    }
    claims(
        "array of other audiences",
        c -> c.putArray("aud").add("https://other.example").add("https://plane.example/x"),
        TokenFault.AUDIENCE);
    claims("empty array of audiences", c -> c.putArray("aud"), TokenFault.AUDIENCE);
    claims("no audience", c -> c.remove("aud"), TokenFault.CLAIMS);
    for (String claim : List.of("nonce", "at_hash", "c_hash")) {
      refuse(
          "ID token as access token, told by " + claim,
          scene.plain.sign(
              scene.plain.header("ES256").put("typ", "JWT"),
              TokenScene.claimsOf(TokenScene.PLAIN, TokenScene.AUDIENCE).put(claim, "x")),
          TokenFault.TYPE);
    }
    return cases.stream();
  }

  @TestFactory
  Stream<DynamicTest> aTokenOutOfItsTimeIsRefused() {
    claims("no expiry", c -> c.remove("exp"), TokenFault.CLAIMS);
    claims("expiry is a text", c -> c.put("exp", "" + (NOW + 300)), TokenFault.CLAIMS);
    claims("expiry is a fraction", c -> c.put("exp", NOW + 300.5), TokenFault.CLAIMS);
    claims("expiry is null", c -> c.putNull("exp"), TokenFault.CLAIMS);
    claims("expiry is negative", c -> c.put("exp", -1), TokenFault.CLAIMS);
    claims("expiry is after the year 9999", c -> c.put("exp", 253_402_300_800L), TokenFault.CLAIMS);
    raw("expiry is huge", "\"exp\":99999999999999999999999", TokenFault.CLAIMS);
    raw("expiry has an exponent", "\"exp\":1e300", TokenFault.CLAIMS);
    raw("expiry is infinite", "\"exp\":1e999999", TokenFault.CLAIMS);
    raw("expiry is not a number", "\"exp\":NaN", TokenFault.MALFORMED);
    raw("expiry has a thousand digits", "\"exp\":" + "9".repeat(1_000), TokenFault.MALFORMED);
    claims("expired", c -> c.put("exp", NOW - 60), TokenFault.EXPIRED);
    claims("issued in the future", c -> c.put("iat", NOW + 61), TokenFault.NOT_YET_VALID);
    claims("not before a later time", c -> c.put("nbf", NOW + 61), TokenFault.NOT_YET_VALID);
    claims("not before is a text", c -> c.put("nbf", "now"), TokenFault.CLAIMS);
    claims("no time of issue", c -> c.remove("iat"), TokenFault.CLAIMS);
    claims("lives too long", c -> c.put("exp", NOW + 891), TokenFault.LIFETIME);
    claims("lives for ever", c -> c.put("exp", 253_402_300_799L), TokenFault.LIFETIME);
    claims(
        "expires before it is issued",
        c -> c.put("iat", NOW + 50).put("exp", NOW + 40),
        TokenFault.LIFETIME);
    return cases.stream();
  }

  @TestFactory
  Stream<DynamicTest> claimsOfTheWrongFormAreRefused() {
    String header = scene.agents.header("ES256").toString();
    raw("duplicate subject", "\"sub\":\"admin\"", TokenFault.MALFORMED);
    refuse(
        "duplicate member of the header",
        scene.agents.sign(header.replace("{", "{\"alg\":\"none\","), good()),
        TokenFault.MALFORMED);
    refuse(
        "duplicate member, once escaped",
        scene.agents.sign(header, good().replace("{", "{\"\\u0073ub\":\"admin\",")),
        TokenFault.MALFORMED);
    refuse("byte order mark", scene.agents.sign(header, "\uFEFF" + good()), TokenFault.MALFORMED);
    refuse("trailing text", scene.agents.sign(header, good() + "{}"), TokenFault.MALFORMED);
    refuse("an array", scene.agents.sign(header, "[" + good() + "]"), TokenFault.MALFORMED);
    refuse("a comment", scene.agents.sign(header, "/**/" + good()), TokenFault.MALFORMED);
    refuse("empty payload", scene.agents.sign(header, ""), TokenFault.MALFORMED);
    raw("nested too deep", "\"x\":" + "[".repeat(16) + "]".repeat(16), TokenFault.MALFORMED);
    raw("nesting bomb", "\"x\":" + "[".repeat(2_000) + "]".repeat(2_000), TokenFault.MALFORMED);
    refuse(
        "not UTF-8",
        scene.agents.signEncoded(
            TokenForge.encode(header)
                + "."
                + TokenForge.encode(
                    good().replace("reporting-agent", "é").getBytes(StandardCharsets.ISO_8859_1)),
            false),
        TokenFault.MALFORMED);
    claims("audience is a number", c -> c.put("aud", 7), TokenFault.CLAIMS);
    claims(
        "audiences are mixed",
        c -> c.putArray("aud").add(TokenScene.AUDIENCE).add(7),
        TokenFault.CLAIMS);
    claims("scope is an array", c -> c.putArray("scope").add("sql"), TokenFault.CLAIMS);
    claims("subject is missing", c -> c.remove("sub"), TokenFault.CLAIMS);
    claims("subject is blank", c -> c.put("sub", " "), TokenFault.CLAIMS);
    claims("subject is a number", c -> c.put("sub", 1), TokenFault.CLAIMS);
    claims("subject holds a line feed", c -> c.put("sub", "a\nb"), TokenFault.CLAIMS);
    claims(
        "subject holds half a character",
        c -> c.put("sub", "a"),
        TokenFault.CLAIMS,
        "\"a\"",
        "\"\\ud800\"");
    claims("identifier of the token is an object", c -> c.putObject("jti"), TokenFault.CLAIMS);
    claims("client is a number", c -> c.put("client_id", 1), TokenFault.CLAIMS);
    claims("bound to a key", c -> c.putObject("cnf").put("jkt", "x"), TokenFault.SENDER_BOUND);
    claims("binding is empty", c -> c.putNull("cnf"), TokenFault.SENDER_BOUND);
    return cases.stream();
  }

  @TestFactory
  Stream<DynamicTest> aBadChainOfActorsIsRefused() {
    claims("actor is a text", c -> c.put("act", "agent"), TokenFault.ACTOR_CHAIN);
    claims("actor is null", c -> c.putNull("act"), TokenFault.ACTOR_CHAIN);
    claims("actor without subject", c -> c.putObject("act"), TokenFault.ACTOR_CHAIN);
    claims(
        "actor of an unknown issuer",
        c -> c.putObject("act").put("sub", "x").put("iss", "https://evil.example"),
        TokenFault.ACTOR_CHAIN);
    claims(
        "inner actor of an unknown issuer",
        c ->
            c.putObject("act")
                .put("sub", "x")
                .putObject("act")
                .put("sub", "y")
                .put("iss", "https://evil.example"),
        TokenFault.ACTOR_CHAIN);
    claims("chain of six", c -> chain(c, 6), TokenFault.ACTOR_CHAIN);
    return cases.stream();
  }

  @TestFactory
  Stream<DynamicTest> aTokenInAnotherFormIsRefused() {
    String token = scene.agentToken(TokenScene.claims());
    List<String> parts = List.of(token.split("\\.", -1));
    refuse("blank in front", " " + token, TokenFault.MALFORMED);
    refuse("line feed behind", token + "\n", TokenFault.MALFORMED);
    refuse("padding", token + "==", TokenFault.MALFORMED);
    refuse("question mark", token.replaceFirst("\\.", "?."), TokenFault.MALFORMED);
    refuse("two parts", parts.get(0) + "." + parts.get(1), TokenFault.MALFORMED);
    refuse("four parts", token + ".AA", TokenFault.MALFORMED);
    refuse("five parts, as encrypted tokens have", token + ".AA.AA", TokenFault.MALFORMED);
    refuse("only dots", "..", TokenFault.MALFORMED);
    refuse("JSON serialization", "{\"payload\":\"" + parts.get(1) + "\"}", TokenFault.MALFORMED);
    refuse("header is not JSON", "AAAA." + parts.get(1) + "." + parts.get(2), TokenFault.MALFORMED);
    refuse(
        "other last bits of the signature",
        token.substring(0, token.length() - 1) + nextLetter(token),
        TokenFault.MALFORMED);
    refuse("too long", token + "A".repeat(8_192), TokenFault.TOO_LONG);
    refuse("no token at all", "", TokenFault.MISSING);
    return cases.stream();
  }

  private void refuse(String name, String token, TokenFault fault) {
    cases.add(
        DynamicTest.dynamicTest(
            name + ": " + fault.code(),
            () -> assertThat(scene.verifier().verify(token)).isEqualTo(new Refused(fault))));
  }

  private void header(String name, Consumer<ObjectNode> change, TokenFault fault) {
    ObjectNode header = scene.agents.header("ES256");
    change.accept(header);
    refuse(name, scene.agents.sign(header, TokenScene.claims()), fault);
  }

  private void claims(String name, Consumer<ObjectNode> change, TokenFault fault) {
    ObjectNode claims = TokenScene.claims();
    change.accept(claims);
    refuse(name, scene.agentToken(claims), fault);
  }

  private void claims(
      String name, Consumer<ObjectNode> change, TokenFault fault, String written, String instead) {
    ObjectNode claims = TokenScene.claims();
    change.accept(claims);
    String header = scene.agents.header("ES256").toString();
    refuse(name, scene.agents.sign(header, claims.toString().replace(written, instead)), fault);
  }

  /** Adds a member in exactly this writing, in place of the one of the same name but `sub`. */
  private void raw(String name, String member, TokenFault fault) {
    ObjectNode claims = TokenScene.claims();
    if (member.startsWith("\"exp\"")) {
      claims.remove("exp");
    }
    String payload = claims.toString().replaceFirst("\\{", "{" + member + ",");
    refuse(name, scene.agents.sign(scene.agents.header("ES256").toString(), payload), fault);
  }

  private static String good() {
    return TokenScene.claims().toString();
  }

  private static ObjectNode peopleClaims() {
    return TokenScene.claimsOf(TokenScene.PEOPLE, TokenScene.PEOPLE_AUDIENCE);
  }

  private static void chain(ObjectNode claims, int length) {
    ObjectNode member = claims;
    for (int i = 0; i < length; i++) {
      member = member.putObject("act").put("sub", "actor-" + i);
    }
  }

  private byte[] half(byte[] input, int zeroFrom) {
    byte[] signature = scene.agents.signature(input, false);
    Arrays.fill(signature, zeroFrom, zeroFrom + 32, (byte) 0);
    return signature;
  }

  private static String swapPayload(String token, ObjectNode claims) {
    String[] parts = token.split("\\.", -1);
    return parts[0] + "." + TokenForge.encode(claims.toString()) + "." + parts[2];
  }

  /** The last letter of 64 bytes carries two bits only: the next one decodes to the same bytes. */
  private static char nextLetter(String token) {
    return (char) (token.charAt(token.length() - 1) + 1);
  }

  private byte[] pem() throws JOSEException {
    byte[] encoded = scene.agents.publicKey().toECKey().toECPublicKey().getEncoded();
    return ("-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(encoded)
            + "\n-----END PUBLIC KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String withMac(byte[] secret) throws GeneralSecurityException {
    String input =
        TokenForge.encode(scene.agents.header("HS256").toString())
            + "."
            + TokenForge.encode(good());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return input + "." + TokenForge.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
  }
}
