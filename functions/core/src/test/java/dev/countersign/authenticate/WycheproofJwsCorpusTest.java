package dev.countersign.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every vector for signatures comes out as it should. */
final class WycheproofJwsCorpusTest {

  /** Vectors that are called valid and are refused here on purpose. */
  private static final Map<Integer, String> EXCEPTIONS =
      Map.of(
          346, "the token says PS384, its key says PS256: a key is used as its issuer says or not",
          350, "the token says PS384, its key says PS256: a key is used as its issuer says or not");

  @Test
  void everyVectorForSignaturesComesOutAsItShould() throws IOException {
    int accepted = 0;
    int refused = 0;
    int notSupported = 0;
    int excepted = 0;
    List<String> violations = new ArrayList<>();
    for (WycheproofCorpus.Vector vector : WycheproofCorpus.read("json_web_signature_test.json")) {
      Optional<TokenFault> fault = fault(vector);
      boolean supported = SigningAlgorithm.named(vector.key().path("alg").asText()).isPresent();
      if (!vector.valid() && fault.isPresent()) {
        refused++;
      } else if (vector.valid() && fault.isEmpty()) {
        accepted++;
      } else if (vector.valid() && !supported) {
        notSupported++;
      } else if (vector.valid() && EXCEPTIONS.containsKey(vector.id())) {
        excepted++;
      } else {
        violations.add(vector.id() + " " + vector.comment() + ": " + fault);
      }
    }
    System.out.println(
        "wycheproof signatures: %d accepted, %d refused, %d of algorithms not supported, %d exceptions, %d violations"
            .formatted(accepted, refused, notSupported, excepted, violations.size()));
    assertThat(violations).isEmpty();
    assertThat(excepted).isEqualTo(EXCEPTIONS.size());
    assertThat(accepted).isPositive();
  }

  private static Optional<TokenFault> fault(WycheproofCorpus.Vector vector) {
    byte[] document = "{\"keys\":[%s]}".formatted(vector.key()).getBytes(StandardCharsets.UTF_8);
    try {
      SignedText signed = SignedText.parse(vector.token());
      KeyAnswer key =
          KeySet.parse(document)
              .map(set -> set.key(signed.keyId()))
              .orElse(new KeyAnswer.Unavailable());
      signed.requireSignedBy(key);
      return Optional.empty();
    } catch (RefusedToken refused) {
      return Optional.of(refused.fault());
    }
  }
}
