package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Until when a Wait state waits. */
public sealed interface Delay {
  /** The longest wait that AWS accepts from data: the seconds of a signed 32-bit number. */
  long MAXIMUM_SECONDS = Integer.MAX_VALUE;

  record Seconds(long seconds) implements Delay {}

  record SecondsAt(Path path) implements Delay {}

  record Timestamp(Instant instant) implements Delay {}

  record TimestampAt(Path path) implements Delay {}

  /** The instant at which the wait that began at {@code entered} ends. */
  default Instant end(Instant entered, Scope scope) {
    Instant end =
        switch (this) {
          case Seconds(long seconds) -> entered.plusSeconds(seconds);
          case SecondsAt(Path path) -> entered.plusSeconds(seconds(path, path.require(scope)));
          case Timestamp(Instant instant) -> instant;
          case TimestampAt(Path path) -> timestamp(path, path.require(scope));
        };
    if (Duration.between(entered, end).toSeconds() > MAXIMUM_SECONDS) {
      throw StateFailure.runtime("Wait state delay is too long.");
    }
    return end;
  }

  /**
   * An ISO-8601 date and time with an offset, as AWS takes it: with a capital T between the two.
   */
  static Optional<Instant> parse(String text) {
    try {
      return text.indexOf('T') == 10
          ? Optional.of(OffsetDateTime.parse(text).toInstant())
          : Optional.empty();
    } catch (DateTimeParseException invalid) {
      return Optional.empty();
    }
  }

  private static long seconds(Path path, JsonNode found) {
    String shown = path + " == " + (found.isTextual() ? found.textValue() : JsonText.write(found));
    if (!found.isIntegralNumber() || !found.canConvertToLong()) {
      throw StateFailure.runtime(
          "The SecondsPath parameter cannot be parsed as a long value: " + shown);
    }
    if (found.longValue() < 0) {
      throw StateFailure.runtime("The SecondsPath parameter references a negative value: " + shown);
    }
    return Math.min(found.longValue(), 2 * MAXIMUM_SECONDS);
  }

  private static Instant timestamp(Path path, JsonNode found) {
    return Optional.of(found)
        .filter(JsonNode::isTextual)
        .flatMap(text -> parse(text.textValue()))
        .orElseThrow(() ->
            StateFailure.runtime(
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: %s == %s"
                    .formatted(
                        path, found.isTextual() ? found.textValue() : JsonText.write(found))));
  }
}
