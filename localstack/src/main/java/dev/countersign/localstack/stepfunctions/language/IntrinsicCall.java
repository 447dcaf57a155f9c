package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A call of an intrinsic function with its arguments, such as {@code States.Format('{}', $.name)}.
 */
public final class IntrinsicCall implements Expression {
  /** An argument: a constant, a path or a nested call. */
  sealed interface Argument {
    record Literal(JsonNode value) implements Argument {}

    record Nested(Expression expression) implements Argument {}
  }

  private final IntrinsicFunction function;
  private final List<Argument> arguments;

  IntrinsicCall(IntrinsicFunction function, List<Argument> arguments) {
    this.function = function;
    this.arguments = List.copyOf(arguments);
  }

  /**
   * Reads a call.
   *
   * @throws IllegalArgumentException with a reason, if the text is not one or the function is
   *     unknown
   */
  public static IntrinsicCall parse(String text) {
    return new IntrinsicParser(text).call();
  }

  @Override
  public JsonNode evaluate(Scope scope, String field) {
    List<JsonNode> values =
        arguments.stream()
            .map(argument ->
                switch (argument) {
                  case Argument.Literal(JsonNode value) -> value;
                  case Argument.Nested(Expression expression) -> expression.evaluate(scope, field);
                })
            .toList();
    return function.apply(values, scope.random());
  }
}
