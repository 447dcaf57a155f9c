package dev.countersign.localstack.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;

/**
 * Replays executions recorded on AWS, through the real client, and compares what the recordings
 * say.
 */
class AslCorpusTest {
  /** The share of JSONPath cases that an open interpreter matches wholly: 112 of 128. */
  private static final double BASELINE = 112 / 128.0;

  /** Figures of one group of cases. */
  private static final class Tally {
    private int cases;
    private int end;
    private int output;
    private int types;
    private int all;
    private int refused;
    private final List<String> misses = new ArrayList<>();

    @Override
    public String toString() {
      return "cases %d, end %d, output %d, event types %d, all three %d, refused at creation %d, failed %d"
          .formatted(cases, end, output, types, all, refused, cases - all - refused);
    }
  }

  @Test
  void recordedExecutionsEndAsTheyDidOnAws(@TempDir Path directory)
      throws IOException, InterruptedException {
    Map<String, Tally> tallies = replay(corpus(), directory);
    tallies.forEach((group, tally) -> {
      System.out.println("asl corpus, " + group + ": " + tally);
      tally.misses.forEach(miss -> System.out.println("  miss: " + miss));
    });
    Tally paths = tallies.getOrDefault("JSONPath", new Tally());
    assertThat(paths.cases).as("cases read").isPositive();
    assertThat(paths.all)
        .as("JSONPath cases that match wholly")
        .isGreaterThanOrEqualTo((int) Math.ceil(BASELINE * paths.cases));
    tallies.forEach((group, tally) -> {
      if (group.startsWith("JSONata")) {
        assertThat(tally.refused).as("refused of " + group).isEqualTo(tally.cases);
      }
    });
  }

  private static JsonNode corpus() throws IOException {
    String variable = System.getenv("COUNTERSIGN_CORPORA");
    Path beside = Path.of(System.getProperty("countersign.repository"), "..", "shared", "corpora");
    Path corpora = variable != null ? Path.of(variable) : beside.normalize();
    Path cases = corpora.resolve("asl").resolve("cases.json");
    if (variable != null) {
      assertThat(cases).as("the corpus that COUNTERSIGN_CORPORA promises").exists();
    }
    assumeTrue(
        Files.exists(cases),
        "the corpus asl is neither under COUNTERSIGN_CORPORA nor in " + beside.normalize());
    return new JsonMapper().readTree(cases.toFile()).path("cases");
  }

  private static Map<String, Tally> replay(JsonNode cases, Path directory)
      throws IOException, InterruptedException {
    Map<String, Tally> tallies = new TreeMap<>();
    LeapingAlarms time = new LeapingAlarms();
    try (FakeLambda lambda = new FakeLambda();
        StepFunctions service = StepFunctions.start(directory, 0, lambda.endpoint(), time);
        Caller caller = new Caller(service.endpoint())) {
      int number = 0;
      for (JsonNode recorded : cases) {
        boolean assigns = recorded.path("uses_assign").booleanValue();
        String group = recorded.path("query_language").asText() + (assigns ? " with Assign" : "");
        time.reset();
        replay(
            caller, "case-" + number++, recorded, tallies.computeIfAbsent(group, _ -> new Tally()));
      }
    }
    return tallies;
  }

  private static void replay(Caller caller, String name, JsonNode recorded, Tally tally)
      throws InterruptedException {
    String id = recorded.path("id").asText();
    tally.cases++;
    String machine;
    try {
      machine = caller.machine(name, recorded.path("definition").asText());
    } catch (InvalidDefinitionException refused) {
      tally.refused++;
      if (!recorded.path("query_language").asText().equals("JSONata")) {
        tally.misses.add(id + ": " + refused.awsErrorDetails().errorMessage());
      }
      return;
    }
    RecordedExecution expected = new RecordedExecution(recorded.path("events"));
    String execution = caller.start(machine, "run", recorded.path("input").asText());
    List<String> differences = expected.differences(caller, execution);
    tally.end += differences.stream().anyMatch(text -> text.startsWith("end")) ? 0 : 1;
    tally.output += differences.stream().anyMatch(text -> text.startsWith("output")) ? 0 : 1;
    tally.types += differences.stream().anyMatch(text -> text.startsWith("types")) ? 0 : 1;
    tally.all += differences.isEmpty() ? 1 : 0;
    differences.forEach(difference -> tally.misses.add(id + ": " + difference));
  }
}
