package dev.countersign.localstack.plane;

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
 * Where the corpora are: the folder that {@code COUNTERSIGN_CORPORA} names, else beside the
 * checkout.
 */
final class Corpora {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Corpora() {}

  /** The folder of this corpus; without it the test is skipped, unless the variable is set. */
  static Path folder(String corpus) {
    String named = System.getenv("COUNTERSIGN_CORPORA");
    Path beside = WorkingDirectory.repository().resolveSibling("shared").resolve("corpora");
    Path folder = (named == null ? beside : Path.of(named)).resolve(corpus);
    if (named != null) {
      assertThat(folder).as("corpus `%s`, which COUNTERSIGN_CORPORA names", corpus).isDirectory();
    }
    assumeTrue(
        Files.isDirectory(folder),
        "corpus `%s` is neither named by COUNTERSIGN_CORPORA nor at %s".formatted(corpus, beside));
    return folder;
  }

  static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    assertThat(lines).as("entries of %s", file).isNotEmpty();
    return lines;
  }
}
