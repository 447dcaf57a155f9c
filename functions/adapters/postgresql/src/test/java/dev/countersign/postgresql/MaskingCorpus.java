package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A corpus of queries for the masker.
 *
 * @param folder where it is
 */
record MaskingCorpus(Path folder) {

  /** Finds the corpus, or skips the test that asks for it. */
  static MaskingCorpus named(String name) {
    String configured = System.getenv("COUNTERSIGN_CORPORA");
    Path corpora =
        configured == null
            ? Path.of(System.getProperty("countersign.repository"))
                .resolveSibling("shared")
                .resolve("corpora")
            : Path.of(configured);
    Path folder = corpora.resolve(name);
    boolean present = Files.isDirectory(folder);
    if (configured != null) {
      assertThat(present).as("COUNTERSIGN_CORPORA is set and holds %s", name).isTrue();
    }
    assumeTrue(
        present,
        "the corpus "
            + name
            + " is neither in COUNTERSIGN_CORPORA nor in ../shared/corpora beside the repository");
    return new MaskingCorpus(folder);
  }

  List<JsonNode> queries() throws IOException {
    return queries("queries.jsonl");
  }

  List<JsonNode> queries(String file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> queries = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(file))) {
      queries.add(json.readTree(line));
    }
    assertThat(queries).as("queries read").isNotEmpty();
    return queries;
  }

  String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }
}
