package dev.countersign.approval;

import dev.countersign.approve.DutyConflict;
import dev.countersign.approve.SegregationOfDuties;
import dev.countersign.approve.Vote;
import dev.countersign.decide.Decision;
import dev.countersign.operation.Operation;
import dev.countersign.people.Controllers;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may vote on an operation, and who may see it: by the people of the time of the request and of
 * now.
 */
final class Eligible {

  private Eligible() {}

  /** The persons who may vote on it now. */
  static List<Person> voters(CaseFile file, Roster roster) {
    List<Person> voters = new ArrayList<>();
    for (String group : groups(file)) {
      for (String name : roster.membersOf(group)) {
        Optional<Person> person = Optional.ofNullable(roster.persons().get(name));
        person
            .filter(candidate -> !voters.contains(candidate))
            .filter(candidate -> conflict(candidate, file, roster).isEmpty())
            .ifPresent(voters::add);
      }
    }
    return voters;
  }

  /** A person may see what they are asked about, and what they answer for. */
  static boolean maySee(Voter voter, CaseFile file, Roster roster) {
    return roster
        .personWith(voter.account())
        .filter(person ->
            isInOneOf(person, groups(file))
                || requesters(file, roster)
                    .filter(known -> known.persons().contains(person.name()))
                    .isPresent())
        .isPresent();
  }

  /** What forbids this voter's vote, if anything; for the page. The write judges again. */
  static Optional<DutyConflict> conflict(Voter voter, CaseFile file, Roster roster) {
    return roster
        .personWith(voter.account())
        .map(person -> conflict(person, file, roster))
        .orElseGet(() -> Optional.of(new DutyConflict.NotInGroup(groups(file))));
  }

  private static Optional<DutyConflict> conflict(Person person, CaseFile file, Roster roster) {
    Optional<DutyConflict> duty =
        SegregationOfDuties.conflict(
            requesters(file, roster),
            Controllers.of(person.name()),
            file.votes().stream().map(Vote::controllers).toList());
    return duty.isPresent() ? duty : notInGroup(person, file);
  }

  /**
   * What forbids the vote and is not recorded with the operation, so that no condition of the write
   * shows it.
   */
  static Optional<DutyConflict> conflictUnknownToTheWrite(
      Voter voter, CaseFile file, Roster roster) {
    Optional<Person> person = roster.personWith(voter.account());
    if (person.isEmpty()) {
      return Optional.of(new DutyConflict.NotInGroup(groups(file)));
    }
    SortedSet<String> since = new TreeSet<>();
    Operation operation = operation(file);
    operation.requester().under(roster).controllers().ifPresent(now -> since.addAll(now.persons()));
    operation.requester().controllers().ifPresent(then -> since.removeAll(then.persons()));
    since.retainAll(List.of(person.get().name()));
    return since.isEmpty()
        ? notInGroupUnlessRequester(person.get(), file)
        : Optional.of(new DutyConflict.AnswersForRequester(since));
  }

  /** Who answers for the requester is told so, by the write, whatever groups they are in. */
  private static Optional<DutyConflict> notInGroupUnlessRequester(Person person, CaseFile file) {
    boolean recorded =
        operation(file)
            .requester()
            .controllers()
            .filter(then -> then.persons().contains(person.name()))
            .isPresent();
    return recorded ? Optional.empty() : notInGroup(person, file);
  }

  private static Optional<DutyConflict> notInGroup(Person person, CaseFile file) {
    return isInOneOf(person, groups(file))
        ? Optional.empty()
        : Optional.of(new DutyConflict.NotInGroup(groups(file)));
  }

  private static boolean isInOneOf(Person person, SortedSet<String> groups) {
    return groups.stream().anyMatch(group -> person.groups().contains(group));
  }

  private static Optional<Controllers> requesters(CaseFile file, Roster roster) {
    Operation operation = operation(file);
    return operation
        .requester()
        .controllers()
        .flatMap(then -> operation.requester().under(roster).controllers().map(then::union));
  }

  private static SortedSet<String> groups(CaseFile file) {
    return file.requested()
        .map(Evidence.Requested::decision)
        .filter(Decision.ApprovalNeeded.class::isInstance)
        .map(Decision.ApprovalNeeded.class::cast)
        .map(needed -> needed.requirement().groups())
        .orElse(new TreeSet<>());
  }

  private static Operation operation(CaseFile file) {
    return file.requested()
        .map(Evidence.Requested::operation)
        .orElseThrow(() -> new IllegalStateException("nothing is recorded of the operation"));
  }
}
