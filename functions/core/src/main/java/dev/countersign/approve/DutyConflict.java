package dev.countersign.approve;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Why a person may not approve an operation. */
public sealed interface DutyConflict {

  /** One line that an approver can act on. */
  String sentence();

  /**
   * Nobody is known to answer for the requester, so nobody can be shown to be independent of them.
   */
  record RequesterUnaccounted() implements DutyConflict {
    @Override
    public String sentence() {
      return "nobody is known to answer for the requester, so nobody can be independent of them";
    }
  }

  /**
   * The approver, or somebody who answers for them, answers for the requester too.
   *
   * @param persons who stands on both sides
   */
  record AnswersForRequester(SortedSet<String> persons) implements DutyConflict {
    public AnswersForRequester {
      persons = Collections.unmodifiableSortedSet(new TreeSet<>(persons));
    }

    @Override
    public String sentence() {
      return "`"
          + String.join("`, `", persons)
          + "` answers for the requester and may not approve for them";
    }
  }

  /**
   * The approver, or somebody who answers for them, has voted on this operation before.
   *
   * @param persons who stands behind both votes
   */
  record VotedBefore(SortedSet<String> persons) implements DutyConflict {
    public VotedBefore {
      persons = Collections.unmodifiableSortedSet(new TreeSet<>(persons));
    }

    @Override
    public String sentence() {
      return "`" + String.join("`, `", persons) + "` has voted on this operation already";
    }
  }

  /**
   * The approver is in none of the groups that the policy asks for.
   *
   * @param groups the groups asked for
   */
  record NotInGroup(SortedSet<String> groups) implements DutyConflict {
    public NotInGroup {
      groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    @Override
    public String sentence() {
      return "only a member of `" + String.join("`, `", groups) + "` may vote on this operation";
    }
  }
}
