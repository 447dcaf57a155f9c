package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.Amount;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import dev.countersign.localstack.stepfunctions.language.Scope;
import dev.countersign.localstack.stepfunctions.language.State;
import dev.countersign.localstack.stepfunctions.language.StateFailure;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Attempts at a Task state. What the function is told, that it took the task over, and the first
 * end of the attempt are facts. After a restart an attempt without an end is invoked again, unless
 * it waits for its token.
 */
final class TaskRun {
  private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

  private final Alarms alarms;
  private final LambdaEndpoint lambda;
  private final TaskTokens tokens;

  TaskRun(Alarms alarms, LambdaEndpoint lambda, TaskTokens tokens) {
    this.alarms = alarms;
    this.lambda = lambda;
    this.tokens = tokens;
  }

  Attempts.Attempt of(Visit visit, State.Task task) {
    return key -> attempt(visit, task, key);
  }

  private JsonNode attempt(Visit visit, State.Task task, String key) throws InterruptedException {
    Scope raw = visit.scope();
    Scope effective = raw.withInput(task.flow().effectiveInput(raw));
    Long timeout = limit(task.timeout(), "TimeoutSeconds", effective);
    Long heartbeat = limit(task.heartbeat(), "HeartbeatSeconds", effective);
    JsonNode shown = parameters(visit, task, effective, key, TaskToken.WITHHELD);
    ObjectNode scheduled = resource(task);
    scheduled.put("region", "us-east-1").put("parameters", JsonText.write(shown));
    if (timeout != null) {
      scheduled.put("timeoutInSeconds", timeout);
    }
    if (heartbeat != null) {
      scheduled.put("heartbeatInSeconds", heartbeat);
    }
    record(visit, key + ":scheduled", visit.occurrence("TaskScheduled", scheduled), false);
    Fact started =
        record(visit, key + ":started", visit.occurrence("TaskStarted", resource(task)), true);
    if (!visit.execution().taskEnd(key).isDone()) {
      invoke(visit, task, effective, key, started);
    }
    Deadline deadline =
        new Deadline(alarms, visit.execution(), key, started.at(), timeout, heartbeat);
    return conclude(visit, task, key, await(visit, key, deadline));
  }

  private static Fact record(Visit visit, String key, Occurrence occurrence, boolean durable) {
    return visit.execution().record(visit.frame(), key, NOTHING, occurrence, durable);
  }

  private static @Nullable Long limit(@Nullable Amount amount, String field, Scope scope) {
    if (amount == null) {
      return null;
    }
    long seconds = amount.integer(scope);
    if (seconds <= 0 || seconds > Integer.MAX_VALUE) {
      throw StateFailure.runtime(
          "The %s parameter is not a positive number of seconds: %d".formatted(field, seconds));
    }
    return seconds;
  }

  /**
   * Computed twice, with the token and without: the random values in it are the same both times.
   */
  private static JsonNode parameters(
      Visit visit, State.Task task, Scope effective, String key, String token) {
    boolean waits = task.resource() == State.Resource.INVOKE_WAIT_FOR_TASK_TOKEN;
    Scope scope =
        new Scope(
            effective.input(),
            visit.context(waits ? token : null),
            visit.variables(),
            visit.random(key));
    return task.flow().argument(scope);
  }

  private void invoke(Visit visit, State.Task task, Scope effective, String key, Fact started) {
    boolean waits = task.resource() == State.Resource.INVOKE_WAIT_FOR_TASK_TOKEN;
    Execution execution = visit.execution();
    if (waits && execution.fact(Execution.submitted(key)).isPresent()) {
      return;
    }
    String token = waits ? tokens.issue(execution, visit.frame(), key).reveal() : "";
    JsonNode parameters = parameters(visit, task, effective, key, token);
    // On a thread of its own, and never interrupted: the end of the attempt may come from
    // elsewhere, and a function
    // that was invoked runs on.
    Thread.startVirtualThread(() -> {
      try {
        TaskOutcome outcome = lambda.invoke(parameters);
        if (waits && outcome instanceof TaskOutcome.Succeeded(JsonNode answer)) {
          ObjectNode details = Details.output(resource(task), JsonText.write(answer));
          execution.submitTask(
              visit.frame(), key, new Occurrence("TaskSubmitted", started.eventId(), details));
        } else {
          execution.endTask(key, outcome);
        }
      } catch (InterruptedException | UncheckedIOException closing) {
        // The service is going down; after its restart the function is invoked again.
        Thread.currentThread().interrupt();
      }
    });
  }

  private static TaskOutcome await(Visit visit, String key, Deadline deadline)
      throws InterruptedException {
    try {
      deadline.watch();
      return TaskOutcome.fromJson(visit.execution().taskEnd(key).get().value());
    } catch (InterruptedException over) {
      if (visit.frame().isOver()) {
        visit.execution().endTask(key, new TaskOutcome.Abandoned());
      }
      throw over;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      deadline.cancel();
    }
  }

  private static JsonNode conclude(Visit visit, State.Task task, String key, TaskOutcome outcome) {
    visit.execution().fact(Execution.submitted(key)).ifPresent(visit.frame()::follow);
    String place = key + ":concluded";
    return switch (outcome) {
      case TaskOutcome.Succeeded(JsonNode output) -> {
        String text = JsonText.write(output);
        if (JsonText.exceedsLimit(text)) {
          throw new StateFailure(
              new StatesError(
                  StatesError.DATA_LIMIT_EXCEEDED,
                  "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
                      .formatted(task.name())));
        }
        record(
            visit,
            place,
            visit.occurrence("TaskSucceeded", Details.output(resource(task), text)),
            false);
        yield output;
      }
      case TaskOutcome.Failed(StatesError error) -> {
        ObjectNode details = Details.error(resource(task), error);
        record(visit, place, visit.occurrence("TaskFailed", details), false);
        throw new StateFailure(error);
      }
      case TaskOutcome.TimedOut(boolean missedHeartbeat) -> {
        StatesError error = missedHeartbeat ? StatesError.missedHeartbeat() : StatesError.timeout();
        ObjectNode details = Details.error(resource(task), error);
        record(visit, place, visit.occurrence("TaskTimedOut", details), false);
        throw new StateFailure(error);
      }
      case TaskOutcome.Abandoned _ -> throw new ExecutionOver();
    };
  }

  private static ObjectNode resource(State.Task task) {
    String resource =
        switch (task.resource()) {
          case INVOKE -> "invoke";
          case INVOKE_WAIT_FOR_TASK_TOKEN -> "invoke.waitForTaskToken";
        };
    return JsonText.object().put("resourceType", "lambda").put("resource", resource);
  }
}
