package dev.countersign.verify;

import dev.countersign.approve.DutyConflict;
import dev.countersign.approve.SegregationOfDuties;
import dev.countersign.approve.Vote;
import dev.countersign.decide.Decision;
import dev.countersign.people.Controllers;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.record.CaseFile.Recorded;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every vote, counted or not: by somebody whom the recorded bundle asks, who is independent of the
 * requester and of every other voter, who saw what would run, and in time.
 */
final class Votes implements Check {

  private static final List<EvidenceKind> ENDS =
      List.of(
          EvidenceKind.APPROVED,
          EvidenceKind.REFUSED,
          EvidenceKind.EXPIRED,
          EvidenceKind.CANCELLED,
          EvidenceKind.VOIDED);

  @Override
  public void check(Exhibit exhibit, Report report) {
    List<Controllers> others = new ArrayList<>();
    for (Recorded recorded : exhibit.entries(EvidenceKind.VOTED)) {
      if (recorded.evidence() instanceof Evidence.Voted voted) {
        checkVoter(exhibit, recorded, voted.vote(), others, report);
        exhibit
            .bundle()
            .ifPresent(exported ->
                checkRoster(exported.bundle().roster(), recorded, voted.vote(), report));
        checkTime(exhibit, recorded, voted, report);
        others.add(voted.vote().controllers());
      }
    }
    if (!persons(others).equals(recordedControllers(exhibit))) {
      report.operation(FindingCode.VOTER_CONTROLLERS_DIFFER, exhibit.id());
    }
  }

  private static void checkVoter(
      Exhibit exhibit, Recorded recorded, Vote vote, List<Controllers> others, Report report) {
    SegregationOfDuties.conflict(
            exhibit.requested().operation().requester().controllers(), vote.controllers(), others)
        .map(Votes::code)
        .ifPresent(code -> report.entry(code, recorded));
    SortedSet<String> asked =
        exhibit
            .approvalNeeded()
            .map(Decision.ApprovalNeeded::requirement)
            .map(requirement -> requirement.groups())
            .orElseGet(TreeSet::new);
    if (Collections.disjoint(asked, vote.groups())) {
      report.entry(FindingCode.VOTER_NOT_ASKED, recorded);
    }
    if (!exhibit.requested().approvalDigest().equals(Optional.of(vote.approvalDigest()))) {
      report.entry(FindingCode.VOTE_ON_OTHER_CONTENT, recorded);
    }
  }

  private static FindingCode code(DutyConflict conflict) {
    return switch (conflict) {
      case DutyConflict.RequesterUnaccounted _, DutyConflict.AnswersForRequester _ ->
          FindingCode.VOTE_BY_CONTROLLER;
      case DutyConflict.VotedBefore _ -> FindingCode.VOTED_TWICE;
      case DutyConflict.NotInGroup _ -> FindingCode.VOTER_NOT_ASKED;
    };
  }

  private static void checkRoster(Roster roster, Recorded recorded, Vote vote, Report report) {
    Optional<Person> person = roster.personWith(vote.account());
    if (person.isEmpty()
        || !person.get().name().equals(vote.approver())
        || !Controllers.of(vote.approver()).equals(vote.controllers())) {
      report.entry(FindingCode.VOTER_UNKNOWN, recorded);
    } else if (!person.get().groups().containsAll(vote.groups())) {
      report.entry(FindingCode.VOTER_GROUPS_DIFFER, recorded);
    }
  }

  private static void checkTime(
      Exhibit exhibit, Recorded recorded, Evidence.Voted voted, Report report) {
    Vote vote = voted.vote();
    if (!vote.votedAt().equals(voted.at())) {
      report.entry(FindingCode.VOTE_TIME_DIFFERS, recorded);
    }
    // The same function read its clock once for both, so there is nothing to tolerate.
    if (exhibit.requested().expiresAt().filter(end -> vote.votedAt().isBefore(end)).isEmpty()) {
      report.entry(FindingCode.VOTE_TOO_LATE, recorded);
    }
    if (Exhibit.isSurelyAfter(vote.authenticatedAt(), vote.votedAt())) {
      report.entry(FindingCode.VOTER_NOT_SIGNED_IN, recorded);
    }
    if (ends(exhibit).stream().anyMatch(end -> Exhibit.isSurelyAfter(voted.at(), end))) {
      report.entry(FindingCode.VOTE_AFTER_THE_END, recorded);
    }
  }

  private static List<Instant> ends(Exhibit exhibit) {
    return exhibit.file().entries().stream()
        .map(Recorded::evidence)
        .filter(evidence -> ENDS.contains(EvidenceKind.of(evidence)))
        .map(Evidence::at)
        .toList();
  }

  private static SortedSet<String> persons(List<Controllers> controllers) {
    return controllers.stream()
        .flatMap(behind -> behind.persons().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> recordedControllers(Exhibit exhibit) {
    return exhibit.file().evidence(Evidence.VoterController.class).stream()
        .map(Evidence.VoterController::person)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
