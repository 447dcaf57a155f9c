package dev.countersign.approval;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.BundleUnavailable;
import dev.countersign.bundle.Bundles;

/**
 * The published bundle, unless one of its agents has its account at the issuer where people sign in
 * to approve. There an agent could come by what a person shows; so with such a bundle nobody is
 * asked, and nothing is approved, until one of the two is changed.
 */
final class SeparateIssuers implements Bundles {

  private final Bundles published;
  private final String signInIssuer;

  SeparateIssuers(Bundles published, String signInIssuer) {
    this.published = published;
    this.signInIssuer = signInIssuer;
  }

  @Override
  public Bundle current() {
    Bundle bundle = published.current();
    bundle.roster().agents().values().stream()
        .filter(agent -> agent.account().issuer().equals(signInIssuer))
        .findFirst()
        .ifPresent(agent -> {
          throw new BundleUnavailable(
              "agent `"
                  + agent.name()
                  + "` has its account at `"
                  + signInIssuer
                  + "`, where people sign in to approve: give agents an issuer of their own",
              null);
        });
    return bundle;
  }
}
