package dev.countersign.audit;

import dev.countersign.browser.Visible;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.record.OperationState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Recorded values as words on a page. */
final class Words {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS 'UTC'").withZone(ZoneOffset.UTC);

  private Words() {}

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  static String took(Duration duration) {
    return duration.toMillis() + " ms";
  }

  /** A constant's name as words. */
  static String of(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String list(Collection<String> words) {
    return words.isEmpty()
        ? "none"
        : words.stream().map(Visible::text).collect(Collectors.joining(", "));
  }

  /** A state, or that none can be told. */
  static String state(Optional<OperationState> state) {
    return state.map(OperationState::word).orElse("unreadable");
  }

  /** The class by which a state is coloured. */
  static String colour(Optional<OperationState> state) {
    return state.filter(OperationState.WAITING::equals).isPresent() ? "waiting" : state(state);
  }

  /** The account by the name that the bundle of now has for it. */
  static String name(Account account, Roster roster) {
    Optional<String> known =
        roster
            .personWith(account)
            .map(Person::name)
            .or(() -> roster.agentWith(account).map(Agent::name));
    return Visible.text(
        known.map(name -> name + " (" + account + ")").orElseGet(account::toString));
  }
}
