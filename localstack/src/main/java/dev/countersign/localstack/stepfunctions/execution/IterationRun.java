package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.Scope;
import dev.countersign.localstack.stepfunctions.language.State;
import dev.countersign.localstack.stepfunctions.language.StateFailure;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import java.util.ArrayList;
import java.util.List;

/** Attempts at an inline Map state. */
final class IterationRun {
  private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

  /** What AWS takes for "no limit" in the inline mode. */
  private static final int INLINE_CONCURRENCY = 40;

  private final Interpreter interpreter;
  private final DistributedRun distributed;

  IterationRun(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.distributed = new DistributedRun(interpreter);
  }

  Attempts.Attempt of(Visit visit, State.Iteration iteration) {
    return new Attempts.Attempt() {
      @Override
      public JsonNode make(String key) throws InterruptedException {
        return attempt(visit, iteration, key);
      }

      @Override
      public void giveUp(StatesError error) {
        // A fault of the state's own fields ends the execution without this event.
        if (!StatesError.RUNTIME.equals(error.name())) {
          visit.record("gaveUp", NOTHING, visit.occurrence("MapStateFailed", null));
        }
      }
    };
  }

  private JsonNode attempt(Visit visit, State.Iteration iteration, String key)
      throws InterruptedException {
    Scope raw = visit.scope();
    Scope effective = raw.withInput(iteration.flow().effectiveInput(raw));
    int concurrency = concurrency(iteration, effective);
    List<JsonNode> items = items(iteration, effective);
    Execution execution = visit.execution();
    Fact started =
        execution.record(
            visit.frame(),
            key + ":started",
            NOTHING,
            visit.occurrence("MapStateStarted", JsonText.object().put("length", items.size())),
            false);
    List<JsonNode> outputs;
    if (iteration.tolerance() != null) {
      outputs =
          distributed.run(
              visit, iteration, iteration.tolerance(), key, effective, items, concurrency);
    } else {
      outputs = inline(visit, iteration, key, effective, items, concurrency, started);
    }
    execution.record(
        visit.frame(),
        key + ":succeeded",
        NOTHING,
        visit.occurrence("MapStateSucceeded", null),
        false);
    return JsonText.array().addAll(outputs);
  }

  private List<JsonNode> inline(
      Visit visit,
      State.Iteration iteration,
      String key,
      Scope effective,
      List<JsonNode> items,
      int concurrency,
      Fact started)
      throws InterruptedException {
    List<Branches.Run> runs = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      JsonNode item = item(index, items.get(index));
      Frame frame = visit.frame().item(key + "." + index, started.eventId(), false, item);
      JsonNode input = selected(iteration, effective, item);
      int number = index;
      runs.add(new Branches.Run(frame, () -> iterate(visit, iteration, key, frame, number, input)));
    }
    return new Branches(visit.execution())
        .all(runs, concurrency == 0 ? INLINE_CONCURRENCY : concurrency);
  }

  private JsonNode iterate(
      Visit visit, State.Iteration iteration, String key, Frame frame, int index, JsonNode input)
      throws InterruptedException {
    String place = key + "." + index;
    event(visit, iteration, frame, place + ":begun", "MapIterationStarted", index);
    try {
      JsonNode output = interpreter.run(frame, iteration.processor(), input, visit.variables());
      event(visit, iteration, frame, place + ":done", "MapIterationSucceeded", index);
      return output;
    } catch (StateFailure failure) {
      event(visit, iteration, frame, place + ":done", "MapIterationFailed", index);
      throw failure;
    }
  }

  private static void event(
      Visit visit, State.Iteration iteration, Frame frame, String key, String type, int index) {
    ObjectNode details = JsonText.object().put("name", iteration.name()).put("index", index);
    visit
        .execution()
        .record(frame, key, NOTHING, new Occurrence(type, frame.lastEvent(), details), false);
  }

  private static int concurrency(State.Iteration iteration, Scope effective) {
    long concurrency = iteration.maximumConcurrency().integer(effective);
    if (concurrency < 0 || concurrency > Integer.MAX_VALUE) {
      throw StateFailure.runtime("MaxConcurrency cannot be negative.");
    }
    return (int) concurrency;
  }

  private static List<JsonNode> items(State.Iteration iteration, Scope effective) {
    JsonNode found = iteration.items().evaluate(effective, "ItemsPath");
    if (!found.isArray()) {
      throw StateFailure.runtime(
          "Reference path \"%s\" must point to array.".formatted(iteration.items()));
    }
    List<JsonNode> items = new ArrayList<>();
    found.forEach(items::add);
    return items;
  }

  static ObjectNode item(int index, JsonNode value) {
    ObjectNode item = JsonText.object().put("Index", index);
    item.set("Value", value);
    return item;
  }

  /** What the processor is given for an item: the item, or what the selector makes of it. */
  static JsonNode selected(State.Iteration iteration, Scope effective, JsonNode item) {
    if (iteration.selector() == null) {
      return item.path("Value");
    }
    ObjectNode context = effective.context().deepCopy();
    context.putObject("Map").set("Item", item);
    return iteration.selector().evaluate(effective.withContext(context));
  }
}
