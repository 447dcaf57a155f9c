package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.stepfunctions.language.Catcher;
import dev.countersign.localstack.stepfunctions.language.ChoiceRule;
import dev.countersign.localstack.stepfunctions.language.DataFlow;
import dev.countersign.localstack.stepfunctions.language.Scope;
import dev.countersign.localstack.stepfunctions.language.State;
import dev.countersign.localstack.stepfunctions.language.StateFailure;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import dev.countersign.localstack.stepfunctions.language.Template;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does what each kind of state does. */
final class StateRun {
  private final Alarms alarms;
  private final Attempts attempts;
  private final TaskRun tasks;
  private final ParallelRun branches;
  private final IterationRun iterations;

  StateRun(Interpreter interpreter, Alarms alarms, LambdaEndpoint lambda, TaskTokens tokens) {
    this.alarms = alarms;
    this.attempts = new Attempts(alarms);
    this.tasks = new TaskRun(alarms, lambda, tokens);
    this.branches = new ParallelRun(interpreter);
    this.iterations = new IterationRun(interpreter);
  }

  Step run(Visit visit) throws InterruptedException {
    return switch (visit.state()) {
      case State.Pass pass -> pass(visit, pass);
      case State.Choice choice -> choose(visit, choice);
      case State.Wait wait -> await(visit, wait);
      case State.Succeed succeed ->
          through(visit, succeed.flow(), succeed.flow().effectiveInput(visit.scope()), null);
      case State.Fail fail -> throw failure(visit, fail);
      case State.Task task ->
          guarded(visit, task.flow(), task.recovery(), task.next(), tasks.of(visit, task));
      case State.Parallel parallel ->
          guarded(
              visit,
              parallel.flow(),
              parallel.recovery(),
              parallel.next(),
              branches.of(visit, parallel));
      case State.Iteration iteration ->
          guarded(
              visit,
              iteration.flow(),
              iteration.recovery(),
              iteration.next(),
              iterations.of(visit, iteration));
    };
  }

  private static Step pass(Visit visit, State.Pass pass) {
    DataFlow flow = pass.flow();
    Scope raw = visit.scope();
    Scope effective = raw.withInput(flow.effectiveInput(raw));
    JsonNode given = pass.result();
    JsonNode result = given != null ? given : flow.argument(effective);
    return new Step(pass.next(), flow.output(raw, result), flow.assigned(raw.withInput(result)));
  }

  private static Step choose(Visit visit, State.Choice choice) {
    Scope raw = visit.scope();
    Scope effective = raw.withInput(choice.flow().effectiveInput(raw));
    Optional<ChoiceRule> chosen =
        choice.rules().stream().filter(rule -> rule.condition().holds(effective)).findFirst();
    String next = chosen.map(ChoiceRule::next).orElse(choice.otherwise());
    if (next == null) {
      throw new StateFailure(
          new StatesError(
              StatesError.NO_CHOICE_MATCHED,
              "no rule of the state '%s' matches and it has no Default".formatted(choice.name())));
    }
    Template.Structure assign = chosen.isPresent() ? chosen.get().assign() : choice.flow().assign();
    return new Step(
        next,
        choice.flow().output(effective, effective.input()),
        DataFlow.assigned(assign, effective));
  }

  private Step await(Visit visit, State.Wait wait) throws InterruptedException {
    Scope raw = visit.scope();
    JsonNode effective = wait.flow().effectiveInput(raw);
    alarms.sleepUntil(wait.delay().end(visit.entered().at(), raw.withInput(effective)));
    return through(visit, wait.flow(), effective, wait.next());
  }

  /** The step of a state that passes its effective input on. */
  private static Step through(
      Visit visit, DataFlow flow, JsonNode effective, @Nullable String next) {
    Scope scope = visit.scope().withInput(effective);
    return new Step(next, flow.output(scope, effective), flow.assigned(scope));
  }

  private static StateFailure failure(Visit visit, State.Fail fail) {
    return new StateFailure(
        new StatesError(wording(visit, fail.error()), wording(visit, fail.cause())));
  }

  private static @Nullable String wording(Visit visit, State.@Nullable Wording wording) {
    return switch (wording) {
      case null -> null;
      case State.Wording.Literal(String text) -> text;
      case State.Wording.Computed computed -> {
        JsonNode value = computed.expression().evaluate(visit.scope(), computed.field());
        if (!value.isTextual()) {
          throw StateFailure.runtime(
              "The %s parameter does not reference a string".formatted(computed.field()));
        }
        yield value.textValue();
      }
    };
  }

  /** The step of a state with Retry and Catch. */
  private Step guarded(
      Visit visit,
      DataFlow flow,
      State.Recovery recovery,
      @Nullable String next,
      Attempts.Attempt attempt)
      throws InterruptedException {
    Scope raw = visit.scope();
    try {
      JsonNode result = flow.selected(raw, attempts.make(visit, recovery.retriers(), attempt));
      return new Step(next, flow.output(raw, result), flow.assigned(raw.withInput(result)));
    } catch (StateFailure failure) {
      for (Catcher catcher : recovery.catchers()) {
        if (catcher.takes(failure.error())) {
          return caught(raw, catcher, failure.error());
        }
      }
      throw failure;
    }
  }

  private static Step caught(Scope raw, Catcher catcher, StatesError error) {
    JsonNode errorOutput = Catcher.errorOutput(error);
    JsonNode output =
        catcher.resultPath() == null
            ? raw.input()
            : catcher.resultPath().put(raw.input(), errorOutput);
    Map<String, JsonNode> assigned =
        DataFlow.assigned(catcher.assign(), raw.withInput(errorOutput));
    return new Step(catcher.next(), output, assigned);
  }
}
