package dev.countersign.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.classify.Effect;
import dev.countersign.classify.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

  private static final Answer ALLOWED = new Answer.Allowed(new TreeSet<>(Set.of("a")));

  private final Asker reporter =
      new Asker("Agent", "reporter", groups("reporting"), groups("olga"), 0);
  private final RecentAnswers recent = new RecentAnswers();

  private static SortedSet<String> groups(String... names) {
    return new TreeSet<>(List.of(names));
  }

  private Question question(Asker asker, Facts facts) {
    return Question.operate(asker, PolicyAction.READ, Lineage.of(Shop.ORDERS), facts);
  }

  private static Facts facts(Set<Signal> signals) {
    return Shop.facts(Shop.REPORTER, Effect.READ, signals, Shop.reads(Shop.CUSTOMERS));
  }

  private static Facts anHourLater(Facts facts) {
    return new Facts(
        facts.principal(),
        facts.connection(),
        facts.classification(),
        facts.labels(),
        facts.columns(),
        facts.exposures(),
        facts.purposeGiven(),
        facts.requestedAt().plus(Duration.ofHours(1)));
  }

  @Test
  void theSameQuestionHasItsAnswerAtOnce() {
    recent.keep(question(reporter, facts(Set.of())), false, ALLOWED);
    assertThat(recent.find(question(reporter, facts(Set.of())), false)).contains(ALLOWED);
  }

  @Test
  void aQuestionThatDiffersInAnythingThatPoliciesAreToldIsAnother() {
    Facts facts = facts(Set.of());
    recent.keep(question(reporter, facts), false, ALLOWED);
    assertThat(recent.find(question(reporter, facts), true)).isEmpty();
    assertThat(recent.find(question(reporter, facts(Set.of(Signal.NO_WHERE))), false)).isEmpty();
    assertThat(recent.find(question(reporter, anHourLater(facts)), false)).isEmpty();
    assertThat(
            recent.find(
                question(changed(groups("reporting", "dba"), groups("olga"), 0), facts), false))
        .isEmpty();
    assertThat(
            recent.find(
                question(changed(groups("reporting"), groups("olga", "sam"), 0), facts), false))
        .isEmpty();
    assertThat(recent.find(question(changed(groups("reporting"), groups("olga"), 1), facts), false))
        .isEmpty();
    assertThat(
            recent.find(
                Question.operate(reporter, PolicyAction.WRITE, Lineage.of(Shop.ORDERS), facts),
                false))
        .isEmpty();
    assertThat(
            recent.find(
                Question.operate(
                    reporter, PolicyAction.READ, Lineage.of(Shop.ORDERS, Shop.CUSTOMERS), facts),
                false))
        .isEmpty();
  }

  private static Asker changed(
      SortedSet<String> groups, SortedSet<String> controllers, int actors) {
    return new Asker("Agent", "reporter", groups, controllers, actors);
  }

  @Test
  void aFailureIsNotKept() {
    recent.keep(question(reporter, facts(Set.of())), false, new Answer.Failed(new TreeSet<>()));
    assertThat(recent.find(question(reporter, facts(Set.of())), false)).isEmpty();
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    Question first = question(reporter, facts(Set.of()));
    recent.keep(first, false, ALLOWED);
    for (int actors = 1; actors <= 1_000; actors++) {
      recent.keep(
          question(changed(groups("reporting"), groups("olga"), actors), facts(Set.of())),
          false,
          ALLOWED);
    }
    assertThat(recent.find(first, false)).isEmpty();
  }
}
