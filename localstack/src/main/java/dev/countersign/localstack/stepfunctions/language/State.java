package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One state of a machine. */
public sealed interface State {

  String name();

  /** The states that may follow, for the check that each exists and each is reached. */
  List<String> successors();

  /** The word that begins the names of this state's events in a history. */
  default String kind() {
    return switch (this) {
      case Pass _ -> "Pass";
      case Task _ -> "Task";
      case Choice _ -> "Choice";
      case Wait _ -> "Wait";
      case Succeed _ -> "Succeed";
      case Fail _ -> "Fail";
      case Parallel _ -> "Parallel";
      case Iteration _ -> "Map";
    };
  }

  /**
   * Passes data on.
   *
   * @param result what it yields instead of its argument, or null
   * @param next the state that follows, or null at the end
   */
  record Pass(String name, DataFlow flow, @Nullable JsonNode result, @Nullable String next)
      implements State {
    @Override
    public List<String> successors() {
      return following(next, List.of());
    }
  }

  /** How a task meets its function. */
  enum Resource {
    /** The function's answer is the result. */
    INVOKE,
    /** The function is only told; the result comes with the task token. */
    INVOKE_WAIT_FOR_TASK_TOKEN
  }

  /**
   * Invokes a function.
   *
   * @param timeout seconds after which the attempt ends in States.Timeout, or null
   * @param heartbeat seconds within which a heartbeat must come, or null
   */
  record Task(
      String name,
      DataFlow flow,
      Resource resource,
      @Nullable Amount timeout,
      @Nullable Amount heartbeat,
      Recovery recovery,
      @Nullable String next)
      implements State {
    @Override
    public List<String> successors() {
      return following(next, recovery.catchers());
    }
  }

  /**
   * Decides by its input.
   *
   * @param otherwise the state that follows if no rule holds, or null
   */
  record Choice(String name, DataFlow flow, List<ChoiceRule> rules, @Nullable String otherwise)
      implements State {
    public Choice {
      rules = List.copyOf(rules);
    }

    @Override
    public List<String> successors() {
      List<String> all = new ArrayList<>(rules.stream().map(ChoiceRule::next).toList());
      if (otherwise != null) {
        all.add(otherwise);
      }
      return all;
    }
  }

  /** Waits. */
  record Wait(String name, DataFlow flow, Delay delay, @Nullable String next) implements State {
    @Override
    public List<String> successors() {
      return following(next, List.of());
    }
  }

  /** Ends well. */
  record Succeed(String name, DataFlow flow) implements State {
    @Override
    public List<String> successors() {
      return List.of();
    }
  }

  /**
   * Ends with an error.
   *
   * @param error the error's name, or null
   * @param cause text for people, or null
   */
  record Fail(String name, @Nullable Wording error, @Nullable Wording cause) implements State {
    @Override
    public List<String> successors() {
      return List.of();
    }
  }

  /** Text of a Fail state: written in the definition, or computed. */
  sealed interface Wording {
    record Literal(String text) implements Wording {}

    record Computed(String field, Expression expression) implements Wording {}
  }

  /** Runs several branches at the same time over one input. */
  record Parallel(
      String name, DataFlow flow, List<Branch> branches, Recovery recovery, @Nullable String next)
      implements State {
    public Parallel {
      branches = List.copyOf(branches);
    }

    @Override
    public List<String> successors() {
      return following(next, recovery.catchers());
    }
  }

  /**
   * The Map state: runs one branch for each element of an array.
   *
   * @param items the array, within the effective input
   * @param selector what the branch is given instead of the element, or null
   * @param tolerance null for the inline mode
   */
  record Iteration(
      String name,
      DataFlow flow,
      Path items,
      Template.@Nullable Structure selector,
      Branch processor,
      Amount maximumConcurrency,
      @Nullable Tolerance tolerance,
      Recovery recovery,
      @Nullable String next)
      implements State {
    @Override
    public List<String> successors() {
      return following(next, recovery.catchers());
    }
  }

  /** How many items of a distributed Map may fail; null: none. */
  record Tolerance(@Nullable Amount count, @Nullable Amount percentage) {}

  /** What a state does about errors, in the order of the definition. */
  record Recovery(List<Retrier> retriers, List<Catcher> catchers) {
    public static final Recovery NONE = new Recovery(List.of(), List.of());

    public Recovery {
      retriers = List.copyOf(retriers);
      catchers = List.copyOf(catchers);
    }
  }

  private static List<String> following(@Nullable String next, List<Catcher> catchers) {
    List<String> all = new ArrayList<>();
    if (next != null) {
      all.add(next);
    }
    catchers.forEach(catcher -> all.add(catcher.next()));
    return all;
  }
}
