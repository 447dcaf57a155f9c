package dev.countersign.setup;

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
 * A corpus of the folder that {@code COUNTERSIGN_CORPORA} names, or that stands beside the
 * checkout.
 *
 * @param folder where it is
 */
public record Corpus(Path folder) {

  /** The databases of the corpus {@code agent-queries}. */
  public static final List<String> DATABASES =
      List.of("academic", "advising", "atis", "broker", "car_dealership", "yelp");

  /** Finds the corpus, or skips the test that asks for it. */
  public static Corpus named(String name) {
    String configured = System.getenv("COUNTERSIGN_CORPORA");
    Path corpora =
        configured == null
            ? Path.of(System.getProperty("countersign.repository"))
                .resolveSibling("shared")
                .resolve("corpora")
            : Path.of(configured);
    boolean present = Files.isDirectory(corpora.resolve(name));
    if (configured != null) {
      assertThat(present).as("COUNTERSIGN_CORPORA is set and holds %s", name).isTrue();
    }
    assumeTrue(
        present,
        "the corpus " + name + " is neither in COUNTERSIGN_CORPORA nor beside the repository");
    return new Corpus(corpora.resolve(name));
  }

  /** Its queries, a JSON object each. */
  public List<JsonNode> queries() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> queries = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("queries.jsonl"))) {
      queries.add(json.readTree(line));
    }
    assertThat(queries).as("queries read").isNotEmpty();
    return queries;
  }

  /** The text of one of its files. */
  public String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /** The labelled columns of a database of {@code agent-queries}, with their kinds. */
  public JsonNode labels(String database) throws IOException {
    return new ObjectMapper().readTree(text("schemas/" + database + ".labels.json"));
  }
}
