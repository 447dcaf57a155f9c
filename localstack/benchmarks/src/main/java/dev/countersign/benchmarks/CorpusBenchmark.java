package dev.countersign.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Classification of the statements of a corpus, one after the other: the percentiles are those of
 * the corpus. {@code COUNTERSIGN_CORPORA} names the folder of the corpora.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CorpusBenchmark {

  /** The file of the corpus, in JSON Lines with the text in {@code sql}. */
  @Param({"pg-readonly/statements.jsonl", "agent-queries/queries.jsonl"})
  public String corpus = "";

  private final Classifier classifier = new Classifier();
  private final List<String> statements = new ArrayList<>();
  private int next;

  /** Reads the corpus. */
  @Setup
  public void read() throws IOException {
    String folder = System.getenv("COUNTERSIGN_CORPORA");
    if (folder == null) {
      throw new IllegalStateException(
          "COUNTERSIGN_CORPORA does not name the folder of the corpora");
    }
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(Path.of(folder).resolve(corpus))) {
      statements.add(json.readTree(line).path("sql").asText());
    }
  }

  /** Classifies the next statement, without a catalogue. */
  @Benchmark
  public Classification classify() {
    next = (next + 1) % statements.size();
    return classifier.classify(statements.get(next), Catalogue.none());
  }
}
