package dev.countersign.audit;

import dev.countersign.operation.ConnectionName;
import dev.countersign.record.Listing;
import dev.countersign.record.ListingFilter;
import dev.countersign.record.OperationState;
import io.micronaut.http.HttpParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A filter as it stands in an address: {@code who}, {@code connection}, {@code session}, {@code
 * outcome}, {@code table}, {@code from} and {@code to}, each an instant or a day in UTC, the last
 * of which counts in full; and {@code after}, an opaque text by which a list goes on.
 */
final class FilterForm {

  /** Nothing that is recorded is older. */
  static final Instant EARLIEST = Instant.parse("2026-11-01T00:00:00Z");

  private static final int MOST_CHARACTERS = 512;
  private static final Duration USUAL = Duration.ofDays(30);

  private FilterForm() {}

  /** What an address asks for. */
  sealed interface Read {

    /**
     * A filter.
     *
     * @param filter which operations
     * @param after the place behind which to go on
     */
    record Good(ListingFilter filter, Optional<String> after) implements Read {}

    /**
     * A parameter is not as it must be.
     *
     * @param sentence which, and what it must be
     */
    record Bad(String sentence) implements Read {}
  }

  /** A parameter is not as it must be; it does not leave this class. */
  private static final class BadParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    BadParameter(String sentence) {
      this.sentence = sentence;
    }

    BadParameter(String sentence, Exception cause) {
      super(cause);
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }

  /** The filter of a list: of the last 30 days where no time is given. */
  static Read list(HttpParameters parameters, Instant now) {
    Instant tomorrow = startOf(day(now).plusDays(1));
    return read(parameters, startOf(day(now.minus(USUAL))), tomorrow);
  }

  /** The filter of an export: of everything until now where no time is given. */
  static Read export(HttpParameters parameters, Instant now) {
    return read(parameters, EARLIEST, now);
  }

  private static Read read(HttpParameters parameters, Instant from, Instant to) {
    try {
      ListingFilter filter =
          new ListingFilter(
              text(parameters, "who"),
              text(parameters, "connection").map(FilterForm::connection),
              text(parameters, "session"),
              text(parameters, "outcome").map(FilterForm::outcome),
              text(parameters, "table"),
              text(parameters, "from").map(text -> instant(text, 0)).orElse(from),
              text(parameters, "to").map(text -> instant(text, 1)).orElse(to));
      return new Read.Good(filter, text(parameters, "after").map(FilterForm::place));
    } catch (BadParameter e) {
      return new Read.Bad(e.sentence());
    }
  }

  private static Optional<String> text(HttpParameters parameters, String name) {
    Optional<String> text =
        parameters.getFirst(name).map(String::strip).filter(value -> !value.isEmpty());
    if (text.filter(value -> value.length() > MOST_CHARACTERS).isPresent()) {
      throw new BadParameter("`" + name + "` has at most 512 characters");
    }
    return text;
  }

  private static ConnectionName connection(String text) {
    if (!ConnectionName.isName(text)) {
      throw new BadParameter("`connection` is no connection's name");
    }
    return new ConnectionName(text);
  }

  private static OperationState outcome(String word) {
    return Arrays.stream(OperationState.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new BadParameter("`outcome` is no state of an operation"));
  }

  private static Instant instant(String text, int daysLater) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : startOf(LocalDate.parse(text).plusDays(daysLater));
    } catch (DateTimeException e) {
      throw new BadParameter("a time is a day, or an instant in UTC", e);
    }
  }

  private static String place(String opaque) {
    try {
      String place = new String(Base64.getUrlDecoder().decode(opaque), StandardCharsets.US_ASCII);
      if (Listing.isPosition(place)) {
        return place;
      }
    } catch (IllegalArgumentException e) {
      // It is not ours: told below.
    }
    throw new BadParameter("`after` is none that a list has given");
  }

  private static LocalDate day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** The address of what this filter finds behind this place, under this path. */
  static String address(String path, ListingFilter filter, Optional<String> after) {
    Map<String, String> fields = new LinkedHashMap<>();
    filter.who().ifPresent(who -> fields.put("who", who));
    filter.connection().ifPresent(connection -> fields.put("connection", connection.text()));
    filter.session().ifPresent(session -> fields.put("session", session));
    filter.outcome().ifPresent(outcome -> fields.put("outcome", outcome.word()));
    filter.table().ifPresent(table -> fields.put("table", table));
    fields.put("from", filter.from().toString());
    fields.put("to", filter.to().toString());
    after.ifPresent(place ->
        fields.put(
            "after",
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.getBytes(StandardCharsets.US_ASCII))));
    return path
        + fields.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }
}
