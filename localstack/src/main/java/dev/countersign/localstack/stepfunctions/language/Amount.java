package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;

/** A whole number in a definition: written there, or found by a path when the state runs. */
public sealed interface Amount {

  record Literal(double value) implements Amount {}

  /**
   * A number found in the data.
   *
   * @param field the field that holds the path
   */
  record At(String field, Path path) implements Amount {}

  static Amount of(double value) {
    return new Literal(value);
  }

  /** The number as an integer; anything else at the path is a fault of the data. */
  default long integer(Scope scope) {
    return switch (this) {
      case Literal(double value) -> (long) value;
      case At(String field, Path path) -> {
        JsonNode found = path.require(scope);
        if (!found.isIntegralNumber()) {
          throw StateFailure.runtime(
              "The %s field refers to value \"%s\" which is not a valid integer: %s"
                  .formatted(
                      field, found.isTextual() ? found.textValue() : JsonText.write(found), path));
        }
        yield found.longValue();
      }
    };
  }

  /** The number, which may have a fraction. */
  default double number(Scope scope) {
    return switch (this) {
      case Literal(double value) -> value;
      case At(String field, Path path) -> {
        JsonNode found = path.require(scope);
        if (!found.isNumber()) {
          throw StateFailure.runtime(
              "The %s field refers to value \"%s\" which is not a valid float: %s"
                  .formatted(
                      field, found.isTextual() ? found.textValue() : JsonText.write(found), path));
        }
        yield found.doubleValue();
      }
    };
  }
}
