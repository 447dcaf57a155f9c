package dev.countersign.approve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.canonical.Digest;
import dev.countersign.decide.ApprovalRequirement;
import dev.countersign.decide.Demand;
import dev.countersign.people.Account;
import dev.countersign.people.Controllers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class QuorumTest {

  private static Vote vote(String person, Verdict verdict, String... groups) {
    return new Vote(
        person,
        new Account("https://people", person),
        Controllers.of(person),
        new TreeSet<>(Set.of(groups)),
        verdict,
        "seen",
        Digest.ofText("shown"),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static ApprovalRequirement requirement(Demand... demands) {
    return new ApprovalRequirement(List.of(demands), Duration.ofHours(4));
  }

  private static Demand demand(String group, int quorum) {
    return new Demand("policy-" + group, group, quorum, "asked by " + group);
  }

  @Test
  void oneVoteOfTheGroupMeetsAQuorumOfOne() {
    assertThat(
            Quorum.isMet(
                requirement(demand("dba", 1)), List.of(vote("dana", Verdict.APPROVED, "dba"))))
        .isTrue();
  }

  @Test
  void aVoteOfAnotherGroupDoesNotCount() {
    assertThat(
            Quorum.isMet(
                requirement(demand("dba", 1)), List.of(vote("ines", Verdict.APPROVED, "support"))))
        .isFalse();
  }

  @Test
  void aRefusalDoesNotCountTowardsTheQuorum() {
    assertThat(
            Quorum.isMet(
                requirement(demand("dba", 1)), List.of(vote("dana", Verdict.REFUSED, "dba"))))
        .isFalse();
  }

  @Test
  void onePersonWithEveryRoleFillsOnePlaceOnly() {
    ApprovalRequirement both = requirement(demand("dba", 1), demand("security", 1));
    Vote everything = vote("dana", Verdict.APPROVED, "dba", "security");
    assertThat(Quorum.isMet(both, List.of(everything))).isFalse();
    assertThat(Quorum.isMet(both, List.of(everything, vote("sam", Verdict.APPROVED, "dba"))))
        .isTrue();
  }

  @Test
  void placesAreFilledHoweverTheVotesAreOrdered() {
    ApprovalRequirement both = requirement(demand("dba", 1), demand("security", 1));
    Vote either = vote("dana", Verdict.APPROVED, "dba", "security");
    Vote onlyDba = vote("sam", Verdict.APPROVED, "dba");
    assertThat(Quorum.isMet(both, List.of(either, onlyDba))).isTrue();
    assertThat(Quorum.isMet(both, List.of(onlyDba, either))).isTrue();
  }

  @Test
  void twoPoliciesThatAskOneGroupAskForTheLargerNumber() {
    ApprovalRequirement requirement = requirement(demand("dba", 1), demand("dba", 2));
    Vote dana = vote("dana", Verdict.APPROVED, "dba");
    assertThat(Quorum.isMet(requirement, List.of(dana))).isFalse();
    assertThat(Quorum.isMet(requirement, List.of(dana, vote("mei", Verdict.APPROVED, "dba"))))
        .isTrue();
  }

  @Test
  void moreVotesThanAskedForAreEnough() {
    assertThat(
            Quorum.isMet(
                requirement(demand("dba", 1)),
                List.of(
                    vote("dana", Verdict.APPROVED, "dba"), vote("sam", Verdict.APPROVED, "dba"))))
        .isTrue();
  }

  @Test
  void aQuorumLargerThanTheNumberOfGroupsNeedsThatManyPeople() {
    ApprovalRequirement three = requirement(demand("dba", 3));
    List<Vote> two =
        List.of(vote("a", Verdict.APPROVED, "dba"), vote("b", Verdict.APPROVED, "dba"));
    assertThat(Quorum.isMet(three, two)).isFalse();
  }
}
