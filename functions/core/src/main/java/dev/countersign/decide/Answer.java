package dev.countersign.decide;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the policies answer to one question. */
sealed interface Answer {

  /** The ids of the policies that made the answer. */
  SortedSet<String> policies();

  /** At least one policy permits it and none forbids it. */
  record Allowed(SortedSet<String> policies) implements Answer {
    public Allowed {
      policies = Collections.unmodifiableSortedSet(new TreeSet<>(policies));
    }
  }

  /** Policies forbid it; or, where there are none, nothing permits it. */
  record Denied(SortedSet<String> policies) implements Answer {
    public Denied {
      policies = Collections.unmodifiableSortedSet(new TreeSet<>(policies));
    }
  }

  /**
   * A policy could not be evaluated. Cedar passes over such a policy, even a forbid, so what it
   * answers beside an error counts for nothing.
   */
  record Failed(SortedSet<String> policies) implements Answer {
    public Failed {
      policies = Collections.unmodifiableSortedSet(new TreeSet<>(policies));
    }
  }
}
