package dev.countersign.decide;

import dev.countersign.canonical.Digest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the policy says of an operation. */
public sealed interface Decision {

  /** The policies that determined it, with the digest of each. */
  SortedMap<String, Digest> policies();

  /** It may run now. */
  record Permit(SortedMap<String, Digest> policies) implements Decision {
    public Permit {
      policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
    }
  }

  /**
   * It may run once independent people have approved it.
   *
   * @param requirement what is asked of them
   * @param dryRun the policies that permit a dry run for them, with the digest of each; empty where
   *     it is not permitted. An approval does not rest on them
   */
  record ApprovalNeeded(
      SortedMap<String, Digest> policies,
      ApprovalRequirement requirement,
      SortedMap<String, Digest> dryRun)
      implements Decision {
    public ApprovalNeeded {
      policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
      dryRun = Collections.unmodifiableSortedMap(new TreeMap<>(dryRun));
    }

    /** The same, with a dry run permitted by these policies. */
    public ApprovalNeeded withDryRun(SortedMap<String, Digest> permitting) {
      return new ApprovalNeeded(policies, requirement, permitting);
    }
  }

  /**
   * It may not run.
   *
   * @param reason why
   * @param message the policy's own words, or ours where no policy speaks
   */
  record Deny(SortedMap<String, Digest> policies, DenyReason reason, String message)
      implements Decision {
    public Deny {
      policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
    }
  }
}
