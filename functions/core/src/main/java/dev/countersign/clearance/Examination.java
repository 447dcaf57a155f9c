package dev.countersign.clearance;

import dev.countersign.canonical.Digest;
import dev.countersign.classify.Classification;
import dev.countersign.decide.Decision;
import dev.countersign.mask.MaskingPlan;
import java.util.Optional;

/**
 * What classify, mask and decide make of an operation under one bundle and one catalogue.
 *
 * @param classification what it would do
 * @param plan what would run; empty where it is denied
 * @param decision what the policy says
 * @param connectionDigest the digest of the connection as the bundle has it
 * @param unmaskable why it could not be masked, where that is what denies it
 */
public record Examination(
    Classification classification,
    Optional<MaskingPlan> plan,
    Decision decision,
    Digest connectionDigest,
    Optional<Unmaskable> unmaskable) {

  public Examination {
    if (plan.isEmpty() != (decision instanceof Decision.Deny)) {
      throw new IllegalArgumentException("exactly what is not denied has a plan");
    }
  }
}
