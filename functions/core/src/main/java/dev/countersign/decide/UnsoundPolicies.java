package dev.countersign.decide;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Policies that must not decide anything. Whoever publishes a bundle shows all the faults; whoever
 * only decides by one has no policy, and decides nothing.
 */
public final class UnsoundPolicies extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Serialization is not supported. */
  private final transient List<PolicyFault> faults;

  UnsoundPolicies(Collection<PolicyFault> faults) {
    super(faults.stream().sorted().map(PolicyFault::toString).collect(Collectors.joining("\n")));
    this.faults = faults.stream().sorted().toList();
  }

  /** Everything that was found, by file and policy. */
  public List<PolicyFault> faults() {
    return faults;
  }
}
