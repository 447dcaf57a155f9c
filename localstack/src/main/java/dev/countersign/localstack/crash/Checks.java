package dev.countersign.localstack.crash;

import dev.countersign.approve.Quorum;
import dev.countersign.canonical.Digest;
import dev.countersign.decide.Decision;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.OperationState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Judges what was seen after crashes: every {@link Rule} over the store, the target and what
 * clients were told. A run is known in the target by its marker, the first parameter of a statement
 * on the connection {@code runs}.
 */
final class Checks {

  /** The connection whose statements leave a marker for each run. */
  static final String MARKED = "runs";

  /**
   * How long after its time an approval may still be seen to wait: its workflow began to wait only
   * after the estimate, and the sweep gives it its grace.
   */
  private static final Duration LATE = Duration.ofSeconds(30);

  private final Scene scene;
  private final Map<OperationId, Observed> operations = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private Checks(Scene scene) {
    this.scene = scene;
    scene.operations().forEach(observed -> operations.put(observed.id(), observed));
  }

  /** Everything in this scene that is not as it must be. */
  static List<Finding> findings(Scene scene) {
    Checks checks = new Checks(scene);
    scene.operations().forEach(checks::life);
    checks.markers();
    scene.told().forEach(checks::told);
    scene.vouched().forEach(checks::vouched);
    return List.copyOf(checks.findings);
  }

  /** The marker that a run of this operation leaves. */
  static Optional<String> marker(CaseFile file) {
    return file.requested()
        .map(Evidence.Requested::operation)
        .filter(operation -> operation.connection().text().equals(MARKED))
        .map(Operation::parameters)
        .filter(parameters -> !parameters.isEmpty())
        .flatMap(parameters -> parameters.getFirst().text());
  }

  /** Whether it is closed, or waits for votes and its time has not come. */
  static boolean isAtRest(Observed observed, Instant now) {
    return observed.state().closed()
        || (observed.state() == OperationState.WAITING
            && observed.file().verdict().isEmpty()
            && observed
                .file()
                .requested()
                .flatMap(Evidence.Requested::expiresAt)
                .filter(now::isBefore)
                .isPresent());
  }

  private void life(Observed observed) {
    CaseFile file = observed.file();
    if (observed.state() == OperationState.WAITING && file.verdict().isPresent()) {
      found(Rule.QUORUM_NOT_COUNTED, observed, "it still waits");
    } else if (!isAtRest(observed, scene.at().minus(LATE))) {
      found(Rule.OPEN_AFTER_THE_BOUND, observed, "it is " + observed.state().word());
    }
    if (file.has(EvidenceKind.STARTED) && !isCleared(file)) {
      found(Rule.STARTED_WITHOUT_CLEARANCE, observed, "no approval is recorded");
    }
    if (observed.state() == OperationState.UNKNOWN && !isSaid(observed.id())) {
      found(Rule.UNKNOWN_NOT_SAID, observed, "the answer was another, or none");
    }
    if (observed.state() == OperationState.SUCCEEDED
        && !observed.answer().equals(recordedAnswer(observed))) {
      found(Rule.ANSWER_NOT_KEPT, observed, "it has another, or none");
    }
    marker(file).ifPresent(marker -> effect(observed, count(marker)));
  }

  private void effect(Observed observed, long runs) {
    if (runs > 0 && !observed.file().has(EvidenceKind.STARTED)) {
      found(Rule.RAN_WITHOUT_START, observed, "its marker stands in the target");
    }
    switch (observed.state()) {
      case SUCCEEDED -> {
        if (runs == 0) {
          found(Rule.SUCCEEDED_WITHOUT_RUNNING, observed, "its marker does not stand");
        }
      }
      case DENIED, FAILED, REFUSED, EXPIRED, CANCELLED, VOIDED -> {
        if (runs > 0) {
          found(
              Rule.ENDED_WITHOUT_EFFECT_BUT_RAN,
              observed,
              "it is " + observed.state().word() + " and its marker stands");
        }
      }
      // Either is right where the end is not known; what is open is found as such.
      case UNKNOWN, PERMITTED, WAITING, APPROVED, RUNNING, STOPPING -> {}
    }
  }

  private static boolean isCleared(CaseFile file) {
    return file.requested()
        .map(requested ->
            switch (requested.decision()) {
              case Decision.Permit permit -> true;
              case Decision.ApprovalNeeded needed ->
                  file.has(EvidenceKind.APPROVED)
                      && !file.has(EvidenceKind.CANCELLED)
                      && !file.has(EvidenceKind.EXPIRED)
                      && !file.has(EvidenceKind.REFUSED)
                      && Quorum.isMet(needed.requirement(), file.votes());
              case Decision.Deny deny -> false;
            })
        .orElse(false);
  }

  private boolean isSaid(OperationId id) {
    return Optional.ofNullable(scene.askedAgain().get(id))
        .filter(told -> told.status() == 500 && told.problem().equals("outcome-unknown"))
        .isPresent();
  }

  private void markers() {
    Map<String, OperationId> asked = new TreeMap<>();
    for (Observed observed : scene.operations()) {
      marker(observed.file()).ifPresent(marker -> asked.put(marker, observed.id()));
    }
    scene
        .markers()
        .forEach((marker, runs) -> {
          if (runs > 1) {
            findings.add(new Finding(Rule.RAN_TWICE, marker, "it stands " + runs + " times"));
          }
          if (!asked.containsKey(marker)) {
            findings.add(new Finding(Rule.RAN_WITHOUT_REQUEST, marker, "nothing recorded has it"));
          }
        });
  }

  private long count(String marker) {
    return scene.markers().getOrDefault(marker, 0L);
  }

  private void told(Told told) {
    if (!ProperAnswers.isProper(told)) {
      findings.add(
          new Finding(
              Rule.IMPROPER_ANSWER,
              told.request() + " " + told.operation(),
              told.status() + " `" + told.problem() + "` (" + told.mediaType() + ") came"));
    }
    if (told.clear()) {
      findings.add(
          new Finding(Rule.UNMASKED, told.operation(), "an answer shows a masked address"));
    }
    if (!OperationId.isOperationId(told.operation())) {
      return;
    }
    Optional<Observed> observed =
        Optional.ofNullable(operations.get(new OperationId(told.operation())));
    if (observed.isEmpty()) {
      findings.add(
          new Finding(Rule.ACKNOWLEDGEMENT_LOST, told.operation(), "nothing is recorded of it"));
    } else if (told.isAnswer()
        && !recordedAnswer(observed.get()).equals(Optional.of(told.body()))) {
      found(Rule.ANSWER_NOT_RECORDED, observed.get(), "a client has another answer");
    }
  }

  private static Optional<Digest> recordedAnswer(Observed observed) {
    return observed.file().evidence(Evidence.Finished.class).stream()
        .map(Evidence.Finished::answer)
        .findFirst();
  }

  private void vouched(Vouched vouched) {
    boolean recorded =
        Optional.ofNullable(operations.get(vouched.operation()))
            .filter(observed ->
                observed.file().votes().stream()
                    .anyMatch(vote -> vote.approver().equals(vouched.person())))
            .isPresent();
    if (!recorded) {
      findings.add(
          new Finding(
              Rule.VOTE_LOST,
              vouched.operation().text(),
              "there is no vote of `" + vouched.person() + "`"));
    }
  }

  private void found(Rule rule, Observed observed, String seen) {
    findings.add(new Finding(rule, observed.id().text(), seen));
  }
}
