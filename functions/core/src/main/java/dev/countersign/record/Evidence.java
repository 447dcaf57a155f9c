package dev.countersign.record;

import dev.countersign.approve.Vote;
import dev.countersign.canonical.Digest;
import dev.countersign.classify.Classification;
import dev.countersign.decide.Decision;
import dev.countersign.execute.DryRun;
import dev.countersign.execute.NoEstimate;
import dev.countersign.execute.TargetFault;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.Operation;
import dev.countersign.people.Account;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One recorded fact about one operation. What is not recorded did not happen. */
public sealed interface Evidence {

  /** When it was recorded, by the clock of the duty that did. */
  Instant at();

  /** The hashes of the entries that it relies on. */
  List<Digest> reliesOn();

  /**
   * What was asked, and what classify, mask and decide made of it: written by intake before
   * anything else happens.
   *
   * @param operation what was asked, and by whom
   * @param operationDigest the digest of what was asked
   * @param classification what it would do
   * @param plan what would run; empty where it was denied before it could be planned
   * @param decision what the policy says
   * @param bundle the version of the bundle that decided
   * @param connectionDigest the digest of the connection as the bundle has it
   * @param approvalDigest what an approver is shown and signs; present exactly where approval is
   *     needed
   * @param expiresAt when the request for approval expires; present exactly where approval is
   *     needed
   */
  record Requested(
      Operation operation,
      Digest operationDigest,
      Classification classification,
      Optional<MaskingPlan> plan,
      Decision decision,
      Digest bundle,
      Digest connectionDigest,
      Optional<Digest> approvalDigest,
      Optional<Instant> expiresAt,
      Instant at)
      implements Evidence {
    @Override
    public List<Digest> reliesOn() {
      return List.of();
    }
  }

  /**
   * A person who answers for the requester: one entry each, so that a vote's write can check that
   * its voter is none of them.
   *
   * @param person the person's name in the bundle
   */
  record RequesterController(String person, Instant at) implements Evidence {
    @Override
    public List<Digest> reliesOn() {
      return List.of();
    }
  }

  /**
   * The operation was withdrawn before it started.
   *
   * @param by who did
   */
  record Cancelled(Account by, Instant at, List<Digest> reliesOn) implements Evidence {
    public Cancelled {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * Somebody asked that the running operation be stopped on its target. Whether it was, the closing
   * entry says.
   *
   * @param by who did
   */
  record StopAsked(Account by, Instant at, List<Digest> reliesOn) implements Evidence {
    public StopAsked {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * The masked answer was picked up.
   *
   * @param by who did
   */
  record Collected(Account by, Instant at, List<Digest> reliesOn) implements Evidence {
    public Collected {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * Approvers were told.
   *
   * @param persons names of the persons told
   */
  record Notified(SortedSet<String> persons, Instant at, List<Digest> reliesOn)
      implements Evidence {
    public Notified {
      persons = Collections.unmodifiableSortedSet(new TreeSet<>(persons));
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * A person voted.
   *
   * @param vote their vote
   */
  record Voted(Vote vote, Instant at, List<Digest> reliesOn) implements Evidence {
    public Voted {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * A person who answers for a voter: one entry each, so that nobody stands behind two votes.
   *
   * @param person the person's name in the bundle
   */
  record VoterController(String person, Instant at) implements Evidence {
    @Override
    public List<Digest> reliesOn() {
      return List.of();
    }
  }

  /** The votes that the policy asks for are there. It relies on exactly those votes. */
  record Approved(Instant at, List<Digest> reliesOn) implements Evidence {
    public Approved {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /** An approver refused. It relies on that vote. */
  record Refused(Instant at, List<Digest> reliesOn) implements Evidence {
    public Refused {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /** The time for approval ended. */
  record Expired(Instant at, List<Digest> reliesOn) implements Evidence {
    public Expired {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * What the target's planner made of the operation while it waited for approvers: for them alone.
   *
   * @param rows how many rows the planner guesses that it would return or touch; empty where it was
   *     not asked, or gave no number
   * @param withheld why there is no number; present exactly where there is none
   * @param dryRun what a dry run came to; empty where none was begun
   */
  record Estimated(
      Optional<Long> rows,
      Optional<NoEstimate> withheld,
      Optional<DryRun> dryRun,
      Instant at,
      List<Digest> reliesOn)
      implements Evidence {
    public Estimated {
      if (rows.isPresent() == withheld.isPresent()) {
        throw new IllegalArgumentException("an estimate has a number, or a reason for none");
      }
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * A dry run begins: durable before the target is touched. It is no start, and uses no clearance.
   *
   * @param attempt a random word that no other attempt has
   */
  record Tried(String attempt, Instant at, List<Digest> reliesOn) implements Evidence {
    public Tried {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * What the approval rests on had changed, so nothing was committed.
   *
   * @param changed what had, one line
   */
  record Voided(String changed, Instant at, List<Digest> reliesOn) implements Evidence {
    public Voided {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * The clearance was used: durable before the target is touched.
   *
   * @param attempt a random word that no other attempt has
   */
  record Started(String attempt, Instant at, List<Digest> reliesOn) implements Evidence {
    public Started {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * It ran, and its masked answer is stored.
   *
   * @param answer the digest of the stored masked answer
   * @param commandTag the target's command tag
   * @param rows how many rows the answer has
   * @param affectedRows how many rows the target says it returned or changed
   * @param truncated whether a cap left rows out
   * @param result where the rows are, if they do not stand in the answer
   * @param entries how many entries the operation has of the kinds that {@link
   *     EvidenceKind#counted} names, and this one: whoever adds or drops one is found out
   */
  record Finished(
      Digest answer,
      String commandTag,
      long rows,
      long affectedRows,
      boolean truncated,
      Optional<StoredResult> result,
      int entries,
      Instant at,
      List<Digest> reliesOn)
      implements Evidence {
    public Finished {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * The target refused it, or could not be reached; nothing was committed.
   *
   * @param fault what the target said, without its text
   * @param entries how many entries the operation has of the kinds that {@link
   *     EvidenceKind#counted} names, and this one: whoever adds or drops one is found out
   */
  record Failed(TargetFault fault, int entries, Instant at, List<Digest> reliesOn)
      implements Evidence {
    public Failed {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * It was started and its end cannot be known. It is never run again by itself.
   *
   * @param entries how many entries the operation has of the kinds that {@link
   *     EvidenceKind#counted} names, and this one: whoever adds or drops one is found out
   */
  record Unknown(int entries, Instant at, List<Digest> reliesOn) implements Evidence {
    public Unknown {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * An auditor was shown a page of a list. It stands under an id of its own, since it belongs to no
   * operation.
   *
   * @param auditor the auditor's name in the bundle
   * @param by the account with which they came
   * @param filter what they asked for
   * @param shown how many operations the page names
   */
  record Listed(String auditor, Account by, ListingFilter filter, int shown, Instant at)
      implements Evidence {
    @Override
    public List<Digest> reliesOn() {
      return List.of();
    }
  }

  /**
   * An auditor was shown an operation. It relies on every entry that they were shown.
   *
   * @param auditor the auditor's name in the bundle
   * @param by the account with which they came
   * @param answer whether the masked answer was shown too
   */
  record Replayed(String auditor, Account by, boolean answer, Instant at, List<Digest> reliesOn)
      implements Evidence {
    public Replayed {
      reliesOn = List.copyOf(reliesOn);
    }
  }

  /**
   * An auditor was given a part of an export. It stands under an id of its own, since it belongs to
   * no operation.
   *
   * @param auditor the auditor's name in the bundle
   * @param by the account with which they came
   * @param filter what they asked for
   * @param operations how many operations the part holds
   * @param entries how many entries it holds
   * @param head the digest by which the part is known again
   */
  record Exported(
      String auditor,
      Account by,
      ListingFilter filter,
      int operations,
      int entries,
      Digest head,
      Instant at)
      implements Evidence {
    @Override
    public List<Digest> reliesOn() {
      return List.of();
    }
  }
}
