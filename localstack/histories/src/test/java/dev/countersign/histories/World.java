package dev.countersign.histories;

import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.dynamodb.TableNames;
import dev.countersign.record.Duty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Everything outside the duties: the time, the people, the store, the workflows, the target. */
final class World {

  private static final Instant BEGINNING = Instant.parse("2026-11-21T12:00:00Z");

  private final Store store;
  private final Plant plant;
  private final int faultsInAThousand;
  private final TokenVerifier verifier;

  private final List<Event> trace = new ArrayList<>();
  private final Set<String> operations = new LinkedHashSet<>();
  private final Map<String, Workflow> workflows = new LinkedHashMap<>();
  private final Set<String> recounts = new LinkedHashSet<>();
  private final Deque<Deed> invocations = new ArrayDeque<>();
  private final Deque<Runnable> later = new ArrayDeque<>();

  private Instant now = BEGINNING;
  private Era era = Era.BASE;
  private boolean calm;
  private int calls;
  private int tokens;

  World(Store store, Plant plant, int faultsInAThousand) {
    this.store = store;
    this.plant = plant;
    this.faultsInAThousand = faultsInAThousand;
    this.verifier =
        new TokenVerifier(Tokens.ISSUERS, Tokens.source(), plant.clock(Duty.INTAKE, this::now));
  }

  /** Intake's, which stays warm between two calls. */
  TokenVerifier verifier() {
    return verifier;
  }

  DynamoDbClient store() {
    return store.client();
  }

  TableNames tables() {
    return store.tables();
  }

  Plant plant() {
    return plant;
  }

  int faultsInAThousand() {
    return faultsInAThousand;
  }

  boolean isCalm() {
    return calm;
  }

  /** From here on nothing fails any more. */
  void calmDown() {
    calm = true;
  }

  Instant now() {
    return now;
  }

  void tick(int millis) {
    now = now.plusMillis(millis);
  }

  void jump(Duration duration) {
    now = now.plus(duration);
    trace.add(new Event.Jumped(now));
  }

  Era era() {
    return era;
  }

  void change(Era next) {
    era = next;
    trace.add(new Event.Changed(next));
  }

  int nextCall() {
    return ++calls;
  }

  String nextToken() {
    return "token-" + ++tokens;
  }

  void trace(Event event) {
    trace.add(event);
  }

  void wrote(Event.Wrote event) {
    operations.add(event.operation());
    trace.add(event);
  }

  List<Event> trace() {
    return Collections.unmodifiableList(trace);
  }

  /** Every operation of which the store has taken an entry. */
  List<String> operations() {
    return List.copyOf(operations);
  }

  Map<String, Workflow> workflows() {
    return workflows;
  }

  /** Of which operations a recount was started. */
  Set<String> recounts() {
    return recounts;
  }

  /** Invocations of execution that arrive later: nobody waits for them. */
  Deque<Deed> invocations() {
    return invocations;
  }

  void later(Runnable effect) {
    later.add(effect);
  }

  /** What was delayed happens now: its caller has gone. */
  void deliverLate() {
    while (!later.isEmpty()) {
      try {
        later.remove().run();
      } catch (RuntimeException refused) {
        trace.add(
            new Event.Faulted(0, "late: " + refused.getClass().getSimpleName(), Fault.DELAYED));
      }
    }
  }
}
