package dev.countersign.localstack.crash;

import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.operation.OperationId;
import dev.countersign.record.OperationState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is done once nobody asks for anything any more: waits for the bound, sees that what waits
 * still waits and can still be approved, and looks at everything from outside.
 */
final class Aftermath {

  /** Within this time after the last crash everything is closed that does not wait for a person. */
  static final Duration BOUND = Duration.ofSeconds(90);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int POLLS = 20;

  private final LocalPlane plane;
  private final RecordedOperations store;
  private final Requester requester;
  private final Approver approver;
  private final Ledger ledger;
  private final Consumer<String> told;

  Aftermath(
      LocalPlane plane,
      RecordedOperations store,
      Requester requester,
      Approver approver,
      Ledger ledger,
      Consumer<String> told) {
    this.plane = plane;
    this.store = store;
    this.requester = requester;
    this.approver = approver;
    this.ledger = ledger;
    this.told = told;
  }

  CrashReport report(long seed, Hits hits, List<OperationId> waiting)
      throws IOException, InterruptedException {
    Duration closedAfter = awaitClosed();
    List<String> broken = new ArrayList<>();
    stillWaiting(waiting, broken);
    approveOne(waiting.getFirst(), broken);
    Scene scene = scene();
    ExportCheck.findings(store, scene.operations(), plane.bundleDocument())
        .forEach(finding -> broken.add("the verifier of exports says: " + finding));
    return new CrashReport(seed, hits, scene, closedAfter, Checks.findings(scene), broken);
  }

  private Duration awaitClosed() throws InterruptedException {
    Instant begun = Instant.now();
    List<OperationId> open = new ArrayList<>(store.all());
    open.removeIf(this::isAtRest);
    while (!open.isEmpty() && Instant.now().isBefore(begun.plus(BOUND))) {
      Thread.sleep(PAUSE);
      open.removeIf(this::isAtRest);
    }
    Duration after = Duration.between(begun, Instant.now());
    told.accept("%d operations are open after %d s".formatted(open.size(), after.toSeconds()));
    return after;
  }

  private boolean isAtRest(OperationId id) {
    Observed observed = store.observe(id);
    return Checks.isAtRest(observed, Instant.now());
  }

  private void stillWaiting(List<OperationId> waiting, List<String> broken) {
    for (OperationId id : waiting) {
      OperationState state = store.open(id).state();
      if (state != OperationState.WAITING) {
        broken.add(id + " was left waiting for its approval and is " + state.word());
      }
    }
  }

  private void approveOne(OperationId id, List<String> broken) throws InterruptedException {
    if (!approver.vote(id, "approve")) {
      broken.add(id + " waited all the time, and a vote on it was not counted");
      return;
    }
    for (int poll = 0; poll < POLLS; poll++) {
      if (requester.poll(id).isAnswer()) {
        return;
      }
      Thread.sleep(PAUSE);
    }
    broken.add(id + " waited all the time, was approved, and did not run");
  }

  private Scene scene() {
    List<Observed> operations = store.observeAll();
    Map<OperationId, Told> askedAgain = new TreeMap<>();
    for (Observed observed : operations) {
      if (observed.state() == OperationState.UNKNOWN) {
        askedAgain.put(observed.id(), requester.poll(observed.id()));
      }
    }
    return new Scene(
        operations,
        Markers.count(plane.shop()),
        ledger.told(),
        ledger.vouched(),
        askedAgain,
        Instant.now());
  }
}
