package dev.countersign.approve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Controllers;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SegregationOfDutiesTest {

  private static final Account OLGA = new Account("https://people", "olga");
  private static final Account OLGA_TWICE = new Account("https://elsewhere", "o.berg");
  private static final Account REPORTER = new Account("https://agents", "reporter");
  private static final Account SECOND_AGENT = new Account("https://agents", "second");
  private static final Roster ROSTER =
      new Roster(
          new TreeMap<>(
              Map.of(
                  "olga", person("olga", OLGA, OLGA_TWICE),
                  "sam", person("sam", new Account("https://people", "sam")),
                  "dana", person("dana", new Account("https://people", "dana")))),
          new TreeMap<>(
              Map.of(
                  "reporter", agent("reporter", REPORTER, "olga", "sam"),
                  "second", agent("second", SECOND_AGENT, "olga", "olga"))));

  private static Person person(String name, Account... accounts) {
    return new Person(name, name, name + "@example.com", sorted(accounts), new TreeSet<>());
  }

  private static Agent agent(String name, Account account, String owner, String operator) {
    return new Agent(name, account, sorted(owner), sorted(operator), new TreeSet<>());
  }

  @SafeVarargs
  private static <T> SortedSet<T> sorted(T... items) {
    SortedSet<T> sorted = new TreeSet<>();
    for (T item : items) {
      sorted.add(item);
    }
    return sorted;
  }

  private static Optional<DutyConflict> vote(Account requester, Account approver) {
    return SegregationOfDuties.conflict(
        ROSTER.controllersOf(requester), ROSTER.controllersOf(approver).orElseThrow(), List.of());
  }

  @Test
  void anIndependentPersonMayApprove() {
    assertThat(vote(REPORTER, new Account("https://people", "dana"))).isEmpty();
  }

  @Test
  void aPersonMayNotApproveForThemselves() {
    assertThat(vote(OLGA, OLGA)).contains(new DutyConflict.AnswersForRequester(sorted("olga")));
  }

  @Test
  void theOwnerOfAnAgentMayNotApproveForIt() {
    assertThat(vote(REPORTER, OLGA)).contains(new DutyConflict.AnswersForRequester(sorted("olga")));
  }

  @Test
  void theOperatorOfAnAgentMayNotApproveForIt() {
    assertThat(vote(REPORTER, new Account("https://people", "sam")))
        .contains(new DutyConflict.AnswersForRequester(sorted("sam")));
  }

  @Test
  void aSecondAccountIsTheSamePerson() {
    assertThat(vote(REPORTER, OLGA_TWICE))
        .contains(new DutyConflict.AnswersForRequester(sorted("olga")));
  }

  @Test
  void anotherAgentOfTheSameOwnerIsNotIndependent() {
    assertThat(vote(REPORTER, SECOND_AGENT))
        .contains(new DutyConflict.AnswersForRequester(sorted("olga")));
  }

  @Test
  void nobodyMayApproveForARequesterWithoutKnownControllers() {
    assertThat(
            vote(new Account("https://agents", "stranger"), new Account("https://people", "dana")))
        .contains(new DutyConflict.RequesterUnaccounted());
  }

  @Test
  void nobodyStandsBehindTwoVotes() {
    assertThat(
            SegregationOfDuties.conflict(
                ROSTER.controllersOf(REPORTER),
                Controllers.of("dana"),
                List.of(Controllers.of("dana"))))
        .contains(new DutyConflict.VotedBefore(sorted("dana")));
  }
}
