package dev.countersign.authenticate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the vectors of the corpus {@code wycheproof} (C2SP/wycheproof, testvectors_v1). */
final class WycheproofCorpus {

  /**
   * One vector.
   *
   * @param id its {@code tcId}
   * @param comment what it tries
   * @param key the key or key set of its group
   * @param token the text to verify
   * @param valid whether it must be accepted
   */
  record Vector(int id, String comment, JsonNode key, String token, boolean valid) {}

  private WycheproofCorpus() {}

  static List<Vector> read(String file) throws IOException {
    JsonNode document = new ObjectMapper().readTree(folder().resolve(file).toFile());
    List<Vector> vectors = new ArrayList<>();
    for (JsonNode group : document.get("testGroups")) {
      JsonNode key = group.has("public") ? group.get("public") : group.get("private");
      for (JsonNode test : group.get("tests")) {
        JsonNode token = test.get("jws");
        vectors.add(
            new Vector(
                test.get("tcId").intValue(),
                test.get("comment").textValue(),
                key,
                token.isTextual() ? token.textValue() : token.toString(),
                test.get("result").textValue().equals("valid")));
      }
    }
    assertThat(vectors).as("vectors read").hasSize(document.get("numberOfTests").intValue());
    return vectors;
  }

  private static Path folder() {
    String configured = System.getenv("COUNTERSIGN_CORPORA");
    Path corpora =
        configured == null
            ? Path.of(System.getProperty("countersign.repository"))
                .resolveSibling("shared")
                .resolve("corpora")
            : Path.of(configured);
    Path folder = corpora.resolve("wycheproof");
    boolean present = Files.isDirectory(folder);
    if (configured != null) {
      assertThat(present).as("COUNTERSIGN_CORPORA is set and holds wycheproof").isTrue();
    }
    assumeTrue(
        present,
        "the corpus wycheproof is neither in COUNTERSIGN_CORPORA nor in ../shared/corpora beside the"
            + " repository");
    return folder;
  }
}
