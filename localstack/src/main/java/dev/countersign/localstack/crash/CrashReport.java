package dev.countersign.localstack.crash;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run went.
 *
 * @param seed of the run
 * @param hits what was killed when
 * @param scene what was seen at the end
 * @param closedAfter how long after the load everything was closed that was to close
 * @param findings the rules that did not hold
 * @param broken what else was not as it must be
 */
public record CrashReport(
    long seed,
    Hits hits,
    Scene scene,
    Duration closedAfter,
    List<Finding> findings,
    List<String> broken) {

  public CrashReport {
    findings = List.copyOf(findings);
    broken = List.copyOf(broken);
  }

  /** Whether everything held. */
  public boolean isGood() {
    return findings.isEmpty() && broken.isEmpty();
  }

  /** All of it as lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("seed ").append(seed).append("\n\n").append(hits.table()).append('\n');
    text.append("pairs of step and process not hit: ").append(hits.missing().size()).append('\n');
    text.append("operations by outcome: ").append(outcomes()).append('\n');
    text.append("answers: ").append(answers(scene.told())).append('\n');
    text.append("runs in the target: ").append(scene.markers().size()).append('\n');
    text.append("all closed %.1f s after the load%n".formatted(closedAfter.toMillis() / 1e3));
    findings.forEach(finding -> text.append("FINDING ").append(finding).append('\n'));
    broken.forEach(line -> text.append("FINDING ").append(line).append('\n'));
    text.append(isGood() ? "every check holds" : "some checks do not hold").append('\n');
    return text.toString();
  }

  private Map<String, Integer> outcomes() {
    Map<String, Integer> outcomes = new TreeMap<>();
    scene
        .operations()
        .forEach(observed -> outcomes.merge(observed.state().word(), 1, Integer::sum));
    return outcomes;
  }

  /** How often each status and problem came. */
  static Map<String, Integer> answers(List<Told> told) {
    Map<String, Integer> answers = new TreeMap<>();
    told.forEach(one ->
        answers.merge(
            (one.request() + " " + one.status() + " " + one.problem()).strip(), 1, Integer::sum));
    return answers;
  }
}
