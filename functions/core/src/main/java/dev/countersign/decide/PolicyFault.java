package dev.countersign.decide;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing wrong with the policies of a bundle.
 *
 * @param file the file that it stands in
 * @param policy the policy's id, where it has one
 * @param message one sentence that says what is wrong
 */
public record PolicyFault(String file, Optional<String> policy, String message)
    implements Comparable<PolicyFault> {

  private static final Comparator<PolicyFault> ORDER =
      Comparator.comparing(PolicyFault::file)
          .thenComparing(fault -> fault.policy().orElse(""))
          .thenComparing(PolicyFault::message);

  @Override
  public int compareTo(PolicyFault other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return file + policy.map(id -> ": policy `" + id + "`").orElse("") + ": " + message;
  }
}
