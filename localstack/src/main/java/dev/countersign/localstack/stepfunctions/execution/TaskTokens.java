package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which task each token was made for, by the token's hash. Tokens of tasks that ended stay known as
 * such.
 */
final class TaskTokens {
  /** The keys of facts that hold a token's hash: the task, this, and a number. */
  private static final String MARK = ":token:";

  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  /** A task of an execution. */
  record Waiting(Execution execution, String task) {}

  /**
   * Makes a token for a task and records its hash. Earlier tokens of the same attempt stay good.
   */
  TaskToken issue(Execution execution, Frame frame, String task) {
    int number = 0;
    while (execution.fact(task + MARK + number).isPresent()) {
      number++;
    }
    TaskToken token = TaskToken.random();
    execution.record(frame, task + MARK + number, TextNode.valueOf(token.hash()), null, true);
    waiting.put(token.hash(), new Waiting(execution, task));
    return token;
  }

  /** Makes the tokens of an execution that was read from its journal known again. */
  void adopt(Execution execution) {
    execution
        .facts()
        .forEach((key, fact) -> {
          int mark = key.indexOf(MARK);
          if (mark > 0) {
            waiting.put(fact.value().asText(), new Waiting(execution, key.substring(0, mark)));
          }
        });
  }

  Optional<Waiting> find(TaskToken token) {
    return Optional.ofNullable(waiting.get(token.hash()));
  }
}
