package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.InvalidDefinition;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.StateMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One execution: its journal, and what the journal says. Every fact has a key and is recorded once;
 * whoever comes to record it again, in a race or after a restart, is given the fact that stands.
 * After the end nothing is recorded.
 */
public final class Execution implements AutoCloseable {
  private static final String START = "start";
  private static final String END = "end";

  private final Identity identity;
  private final StateMachine machine;
  private final InstantSource clock;
  private final Journal journal;

  private final Map<String, Fact> facts = new HashMap<>();

  private final List<HistoryEvent> history = new ArrayList<>();

  private final Map<String, CompletableFuture<Fact>> awaited = new HashMap<>();

  private Execution(Identity identity, StateMachine machine, InstantSource clock, Journal journal) {
    this.identity = identity;
    this.machine = machine;
    this.clock = clock;
    this.journal = journal;
  }

  /** A new execution, on the disk when this returns. */
  static Execution begin(Path file, Identity identity, StateMachine machine, InstantSource clock)
      throws IOException {
    Execution execution = new Execution(identity, machine, clock, Journal.create(file));
    ObjectNode details = Details.input(JsonText.object(), identity.input());
    details.put("roleArn", identity.roleArn());
    execution.append(
        START, identity.toJson(), new Occurrence("ExecutionStarted", 0, details), true);
    return execution;
  }

  /**
   * An execution from its journal, or nothing if it was never acknowledged.
   *
   * @throws CorruptJournal if the journal is not whole
   */
  static Optional<Execution> reopen(Path file, InstantSource clock) throws IOException {
    Journal.Opened opened = Journal.open(file);
    if (opened.lines().isEmpty()) {
      opened.journal().close();
      return Optional.empty();
    }
    ObjectNode first = opened.lines().getFirst();
    if (!first.path("key").asText().equals(START)) {
      throw new CorruptJournal(file, "it does not begin with the start");
    }
    Identity identity = Identity.fromJson(first.path("value"));
    try {
      StateMachine machine = StateMachine.parse(identity.definition());
      Execution execution = new Execution(identity, machine, clock, opened.journal());
      opened.lines().forEach(execution::adopt);
      return Optional.of(execution);
    } catch (InvalidDefinition invalid) {
      throw new CorruptJournal(file, String.valueOf(invalid.getMessage()));
    }
  }

  public Identity identity() {
    return identity;
  }

  StateMachine machine() {
    return machine;
  }

  public synchronized List<HistoryEvent> history() {
    return List.copyOf(history);
  }

  /** How and when the execution ended, or nothing while it runs. */
  public synchronized Optional<Ending> ending() {
    return fact(END).map(fact -> Ending.fromJson(fact.value()));
  }

  public synchronized Optional<Instant> endedAt() {
    return fact(END).map(Fact::at);
  }

  synchronized Optional<Fact> fact(String key) {
    return Optional.ofNullable(facts.get(key));
  }

  synchronized Map<String, Fact> facts() {
    return Map.copyOf(facts);
  }

  /** Records a fact of a frame, or finds it; the frame then follows its event. */
  synchronized Fact record(
      Frame frame, String key, JsonNode value, @Nullable Occurrence occurrence, boolean durable) {
    Fact known = facts.get(key);
    if (known == null) {
      if (frame.isOver() || facts.containsKey(END)) {
        throw new ExecutionOver();
      }
      known = append(key, value, frame.inHistory() ? occurrence : null, durable);
    }
    frame.follow(known);
    return known;
  }

  /** Records the end of a frame, so that nothing of it comes after what the caller records next. */
  synchronized void end(Frame frame) {
    frame.end();
  }

  /**
   * Records the first end of a task's attempt, durably; false if it had ended, or the execution
   * has.
   */
  synchronized boolean endTask(String task, TaskOutcome outcome) {
    String key = ended(task);
    if (facts.containsKey(key) || facts.containsKey(END)) {
      return false;
    }
    Fact fact = append(key, outcome.toJson(), null, true);
    CompletableFuture<Fact> waiting = awaited.remove(key);
    if (waiting != null) {
      waiting.complete(fact);
    }
    return true;
  }

  /** Completes once an attempt has ended. */
  synchronized CompletableFuture<Fact> taskEnd(String task) {
    Fact known = facts.get(ended(task));
    return known != null
        ? CompletableFuture.completedFuture(known)
        : awaited.computeIfAbsent(ended(task), _ -> new CompletableFuture<>());
  }

  /** Records that a function took a task over; false if the task had ended before. */
  synchronized boolean submitTask(Frame frame, String task, Occurrence occurrence) {
    if (facts.containsKey(ended(task)) || frame.isOver() || facts.containsKey(END)) {
      return false;
    }
    String key = submitted(task);
    if (!facts.containsKey(key)) {
      append(key, JsonNodeFactory.instance.nullNode(), frame.inHistory() ? occurrence : null, true);
    }
    return true;
  }

  /** Records a sign of life of a task's attempt, durably; false if it had ended. */
  synchronized boolean beat(String task) {
    if (facts.containsKey(ended(task)) || facts.containsKey(END)) {
      return false;
    }
    append(heartbeat(task), JsonNodeFactory.instance.nullNode(), null, true);
    return true;
  }

  /** Ends the execution, durably; false if it had ended. */
  synchronized boolean end(Ending ending) {
    if (facts.containsKey(END)) {
      return false;
    }
    long last = history.isEmpty() ? 0 : history.getLast().id();
    append(END, ending.toJson(), ending.occurrence(last), true);
    return true;
  }

  static String ended(String task) {
    return task + ":ended";
  }

  static String submitted(String task) {
    return task + ":submitted";
  }

  static String heartbeat(String task) {
    return task + ":heartbeat";
  }

  private Fact append(
      String key, JsonNode value, @Nullable Occurrence occurrence, boolean durable) {
    ObjectNode line = JsonText.object().put("key", key).put("at", clock.instant().toString());
    line.set("value", value);
    if (occurrence != null) {
      HistoryEvent event =
          new HistoryEvent(
              history.size() + 1L,
              occurrence.previousId(),
              occurrence.type(),
              Instant.EPOCH,
              occurrence.details());
      line.set("event", event.toJson());
    }
    try {
      journal.append(line, durable);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return adopt(line);
  }

  /**
   * Takes a line of the journal into what is known; later facts of one key replace earlier ones
   * (heartbeats).
   */
  private synchronized Fact adopt(ObjectNode line) {
    Instant at = Instant.parse(line.path("at").asText());
    long eventId = 0;
    if (line.get("event") instanceof ObjectNode json) {
      HistoryEvent event = HistoryEvent.fromJson(json, at);
      history.add(event);
      eventId = event.id();
    }
    Fact fact = new Fact(at, line.path("value"), eventId);
    facts.put(line.path("key").asText(), fact);
    return fact;
  }

  /** Closes the journal: from now on nothing can be recorded. */
  @Override
  public synchronized void close() throws IOException {
    journal.close();
  }
}
