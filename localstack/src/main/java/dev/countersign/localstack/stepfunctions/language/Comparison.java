package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A comparison of two values of one type, such as {@code NumericLessThanEquals}. */
record Comparison(Type type, Relation relation) {
  private static final Pattern NAME =
      Pattern.compile(
          "(String|Numeric|Timestamp|Boolean)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)");

  enum Type {
    STRING,
    NUMERIC,
    TIMESTAMP,
    BOOLEAN
  }

  enum Relation {
    EQUALS,
    LESS_THAN,
    GREATER_THAN,
    LESS_THAN_EQUALS,
    GREATER_THAN_EQUALS
  }

  /** The comparison that the definition calls by this name. */
  static Optional<Comparison> named(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Type type =
        switch (matcher.group(1)) {
          case "String" -> Type.STRING;
          case "Numeric" -> Type.NUMERIC;
          case "Timestamp" -> Type.TIMESTAMP;
          case String _ -> Type.BOOLEAN;
        };
    Relation relation =
        switch (matcher.group(2)) {
          case "Equals" -> Relation.EQUALS;
          case "LessThan" -> Relation.LESS_THAN;
          case "GreaterThan" -> Relation.GREATER_THAN;
          case "LessThanEquals" -> Relation.LESS_THAN_EQUALS;
          case String _ -> Relation.GREATER_THAN_EQUALS;
        };
    boolean exists = type != Type.BOOLEAN || relation == Relation.EQUALS;
    return exists ? Optional.of(new Comparison(type, relation)) : Optional.empty();
  }

  /** Whether a value written in a definition has the type that this compares. */
  boolean accepts(JsonNode literal) {
    return order(literal, literal).isPresent();
  }

  boolean holds(JsonNode left, JsonNode right) {
    OptionalInt order = order(left, right);
    if (order.isEmpty()) {
      return false;
    }
    int sign = order.getAsInt();
    return switch (relation) {
      case EQUALS -> sign == 0;
      case LESS_THAN -> sign < 0;
      case GREATER_THAN -> sign > 0;
      case LESS_THAN_EQUALS -> sign <= 0;
      case GREATER_THAN_EQUALS -> sign >= 0;
    };
  }

  private OptionalInt order(JsonNode left, JsonNode right) {
    return switch (type) {
      case STRING ->
          left.isTextual() && right.isTextual()
              ? OptionalInt.of(left.textValue().compareTo(right.textValue()))
              : OptionalInt.empty();
      case NUMERIC ->
          left.isNumber() && right.isNumber()
              ? OptionalInt.of(left.decimalValue().compareTo(right.decimalValue()))
              : OptionalInt.empty();
      case BOOLEAN ->
          left.isBoolean() && right.isBoolean()
              ? OptionalInt.of(Boolean.compare(left.booleanValue(), right.booleanValue()))
              : OptionalInt.empty();
      case TIMESTAMP -> timestamps(left, right);
    };
  }

  private static OptionalInt timestamps(JsonNode left, JsonNode right) {
    Optional<Instant> first =
        Optional.of(left).filter(JsonNode::isTextual).flatMap(t -> Delay.parse(t.textValue()));
    Optional<Instant> second =
        Optional.of(right).filter(JsonNode::isTextual).flatMap(t -> Delay.parse(t.textValue()));
    return first.isPresent() && second.isPresent()
        ? OptionalInt.of(first.get().compareTo(second.get()))
        : OptionalInt.empty();
  }
}
