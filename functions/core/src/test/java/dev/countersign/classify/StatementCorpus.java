package dev.countersign.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a corpus of statements in JSON Lines. */
final class StatementCorpus {

  private StatementCorpus() {}

  /** Every entry of a file, in order; skips the test where the corpus is absent. */
  static List<JsonNode> read(String corpus, String file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> entries = new ArrayList<>();
    for (String line : Files.readAllLines(folder(corpus).resolve(file))) {
      if (!line.isBlank()) {
        entries.add(json.readTree(line));
      }
    }
    assertThat(entries).as("entries of " + corpus).isNotEmpty();
    return entries;
  }

  private static Path folder(String corpus) {
    String configured = System.getenv("COUNTERSIGN_CORPORA");
    Path beside =
        Path.of(System.getProperty("countersign.repository"))
            .resolveSibling("shared")
            .resolve("corpora");
    Path folder = (configured == null ? beside : Path.of(configured)).resolve(corpus);
    boolean present = Files.isDirectory(folder);
    if (configured != null) {
      assertThat(present).as("COUNTERSIGN_CORPORA is set and holds " + corpus).isTrue();
    }
    assumeTrue(
        present,
        "the corpus "
            + corpus
            + " is neither in COUNTERSIGN_CORPORA nor in ../shared/corpora beside the repository");
    return folder;
  }
}
