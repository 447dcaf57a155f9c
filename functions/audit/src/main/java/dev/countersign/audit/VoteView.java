package dev.countersign.audit;

import dev.countersign.approve.DutyConflict;
import dev.countersign.approve.SegregationOfDuties;
import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.browser.Visible;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Demand;
import dev.countersign.execute.DryRun;
import dev.countersign.people.Controllers;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of the replay's page about the approval: who voted, and why they could. */
final class VoteView {

  private VoteView() {}

  static Map<String, Object> values(Replay replay, Evidence.Requested requested) {
    CaseFile file = replay.file();
    Map<String, Object> values = new HashMap<>();
    values.put("told", told(file));
    values.put("guess", guess(file));
    values.put("votes", file.votes().stream().map(vote -> vote(vote, replay, requested)).toList());
    values.put("approval", outcome(replay, requested));
    return values;
  }

  private static Object told(CaseFile file) {
    SortedSet<String> persons = new TreeSet<>();
    file.evidence(Evidence.Notified.class).forEach(notified -> persons.addAll(notified.persons()));
    return persons.isEmpty() ? false : "Told: " + Words.list(persons) + ".";
  }

  /** What approvers, and they alone, were shown of the target's planner and of a dry run. */
  private static Object guess(CaseFile file) {
    Stream<String> planned = file.evidence(Evidence.Estimated.class).stream().map(VoteView::guess);
    Stream<String> tried = file.dryRun().stream().map(VoteView::dryRun);
    return ReplayView.presentOrFalse(
        Stream.concat(planned, tried).collect(Collectors.joining(" ")));
  }

  private static String guess(Evidence.Estimated estimated) {
    return estimated
        .rows()
        .map(rows -> "The planner's guess was " + rows + (rows == 1 ? " row." : " rows."))
        .orElse("The planner gave no guess.");
  }

  private static String dryRun(DryRun dryRun) {
    return dryRun
        .rows()
        .map(rows ->
            "A dry run touched "
                + rows
                + (rows == 1 ? " row" : " rows")
                + ", those that triggers, rules or cascades change not counted.")
        .or(() ->
            dryRun
                .fault()
                .map(fault -> "A dry run did not come to its end (" + fault.sqlState() + ")."))
        .orElse("A dry run was begun, and what it came to is not known.");
  }

  private static Map<String, Object> vote(Vote vote, Replay replay, Evidence.Requested requested) {
    boolean approved = vote.verdict() == Verdict.APPROVED;
    Map<String, Object> values = new HashMap<>();
    values.put("approver", Visible.text(vote.approver()));
    values.put("verdict", Words.of(vote.verdict()));
    values.put("verdictClass", approved ? "approved" : "refused");
    values.put("reason", Visible.text(vote.reason()));
    values.put("votedAt", Words.time(vote.votedAt()));
    values.put("signedInAt", Words.time(vote.authenticatedAt()));
    values.put("account", Visible.text(vote.account().toString()));
    values.put("groups", Words.list(vote.groups()));
    values.put("eligible", eligible(vote, replay, requested));
    return values;
  }

  /** The rule of segregation over the recorded people, said again here by the rule itself. */
  private static String eligible(Vote vote, Replay replay, Evidence.Requested requested) {
    Optional<Controllers> requesters = requested.operation().requester().controllers();
    List<Controllers> others =
        replay.file().votes().stream()
            .filter(other -> !other.equals(vote))
            .map(Vote::controllers)
            .toList();
    Optional<DutyConflict> conflict =
        SegregationOfDuties.conflict(requesters, vote.controllers(), others);
    if (conflict.isPresent()) {
      return "no: " + Visible.text(conflict.get().sentence());
    }
    SortedSet<String> asked = new TreeSet<>(groups(requested));
    asked.retainAll(vote.groups());
    return (asked.isEmpty()
            ? "no: in none of the groups asked for. "
            : "yes, as a member of " + Words.list(asked) + ". ")
        + "Behind the vote stands "
        + Words.list(vote.controllers().persons())
        + ", behind the request "
        + requesters.map(Controllers::persons).map(Words::list).orElse("nobody known")
        + ": nobody on both sides, and nobody behind two votes.";
  }

  private static List<String> groups(Evidence.Requested requested) {
    return requested.decision() instanceof Decision.ApprovalNeeded needed
        ? needed.requirement().demands().stream().map(Demand::group).toList()
        : List.of();
  }

  private static String outcome(Replay replay, Evidence.Requested requested) {
    CaseFile file = replay.file();
    if (!(requested.decision() instanceof Decision.ApprovalNeeded)) {
      return "No approval was asked for.";
    }
    for (Evidence.Cancelled cancelled : file.evidence(Evidence.Cancelled.class)) {
      return "Withdrawn by "
          + Words.name(cancelled.by(), replay.roster())
          + " at "
          + Words.time(cancelled.at())
          + ".";
    }
    for (Evidence ended : file.evidence(Evidence.class)) {
      EvidenceKind kind = EvidenceKind.of(ended);
      if (kind == EvidenceKind.APPROVED
          || kind == EvidenceKind.REFUSED
          || kind == EvidenceKind.EXPIRED) {
        return Character.toUpperCase(kind.word().charAt(0))
            + kind.word().substring(1)
            + " at "
            + Words.time(ended.at())
            + ".";
      }
    }
    return file.votes().isEmpty()
        ? "Nobody has voted."
        : "The votes do not yet make what the policy asks for.";
  }
}
