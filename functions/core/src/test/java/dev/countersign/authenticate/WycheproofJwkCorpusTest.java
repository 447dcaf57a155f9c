package dev.countersign.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every vector for key sets comes out as it should, weak moduli (ROCA) included. */
final class WycheproofJwkCorpusTest {

  private static final int ROCA_VECTOR = 7;

  @Test
  void everyVectorForKeySetsComesOutAsItShould() throws IOException {
    int accepted = 0;
    int refused = 0;
    int notSupported = 0;
    List<String> violations = new ArrayList<>();
    for (WycheproofCorpus.Vector vector : WycheproofCorpus.read("json_web_key_test.json")) {
      Optional<TokenFault> fault = fault(vector);
      if (!vector.valid() && fault.isPresent()) {
        refused++;
      } else if (vector.valid() && fault.isEmpty()) {
        accepted++;
      } else if (vector.valid() && isSymmetric(vector.key())) {
        notSupported++;
      } else {
        violations.add(vector.id() + " " + vector.comment() + ": " + fault);
      }
    }
    System.out.println(
        "wycheproof keys: %d accepted, %d refused, %d of algorithms not supported, 0 exceptions, %d violations"
            .formatted(accepted, refused, notSupported, violations.size()));
    assertThat(violations).isEmpty();
    assertThat(accepted).isPositive();
  }

  @Test
  void theWeakModulusIsRefusedForItsKey() throws IOException {
    WycheproofCorpus.Vector roca =
        WycheproofCorpus.read("json_web_key_test.json").stream()
            .filter(vector -> vector.id() == ROCA_VECTOR)
            .findFirst()
            .orElseThrow();
    assertThat(fault(roca)).contains(TokenFault.KEY);
  }

  private static boolean isSymmetric(JsonNode set) {
    return set.get("keys").valueStream().allMatch(key -> key.get("kty").asText().equals("oct"));
  }

  private static Optional<TokenFault> fault(WycheproofCorpus.Vector vector) {
    Optional<KeySet> keys = KeySet.parse(vector.key().toString().getBytes(StandardCharsets.UTF_8));
    try {
      SignedText signed = SignedText.parse(vector.token());
      signed.requireSignedBy(
          keys.map(set -> set.key(signed.keyId())).orElse(new KeyAnswer.Unavailable()));
      return Optional.empty();
    } catch (RefusedToken refused) {
      return Optional.of(refused.fault());
    }
  }
}
