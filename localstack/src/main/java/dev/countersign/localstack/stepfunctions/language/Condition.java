package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A condition of a Choice state. A value of another type than the comparison's is not equal, less
 * or greater; a variable that refers to nothing is a fault of the data, except for {@code
 * IsPresent}.
 */
public sealed interface Condition {

  boolean holds(Scope scope);

  record And(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return conditions.stream().allMatch(condition -> condition.holds(scope));
    }
  }

  record Or(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return conditions.stream().anyMatch(condition -> condition.holds(scope));
    }
  }

  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return !condition.holds(scope);
    }
  }

  /** What a value is asked to be. */
  enum Trait {
    IS_NULL,
    IS_PRESENT,
    IS_NUMERIC,
    IS_STRING,
    IS_BOOLEAN,
    IS_TIMESTAMP
  }

  record Test(Path variable, Trait trait, boolean expected) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      if (trait == Trait.IS_PRESENT) {
        return variable.find(scope).isPresent() == expected;
      }
      return has(value(variable, scope)) == expected;
    }

    private boolean has(JsonNode value) {
      return switch (trait) {
        case IS_NULL -> value.isNull();
        case IS_PRESENT -> true;
        case IS_NUMERIC -> value.isNumber();
        case IS_STRING -> value.isTextual();
        case IS_BOOLEAN -> value.isBoolean();
        case IS_TIMESTAMP -> value.isTextual() && Delay.parse(value.textValue()).isPresent();
      };
    }
  }

  /** A string against a pattern in which {@code *} stands for any text. */
  record Matches(Path variable, Pattern pattern) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      JsonNode value = value(variable, scope);
      return value.isTextual() && pattern.matcher(value.textValue()).matches();
    }
  }

  /** What the variable is compared with. */
  sealed interface Operand {
    record Literal(JsonNode value) implements Operand {}

    record At(Path path) implements Operand {}
  }

  record Compare(Path variable, Comparison comparison, Operand operand) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      JsonNode other =
          switch (operand) {
            case Operand.Literal(JsonNode value) -> value;
            case Operand.At(Path path) -> value(path, scope);
          };
      return comparison.holds(value(variable, scope), other);
    }
  }

  private static JsonNode value(Path path, Scope scope) {
    return path.find(scope)
        .orElseThrow(() ->
            StateFailure.runtime(
                "Invalid path '%s': The choice state's condition path references an invalid value."
                    .formatted(path)));
  }
}
