package dev.countersign.histories;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who asks. */
enum Asker {
  REPORTER("agents", "reporter", ""),
  DEPLOYER("agents", "deployer", ""),
  /** The deployer, for which the reporter acts: the people behind both answer. */
  REPORTER_FOR_DEPLOYER("agents", "deployer", "reporter"),
  DANA("people", "dana-1", ""),
  /** An agent that nobody has registered. */
  STRANGER("agents", "stranger", "");

  final String issuer;
  final String subject;
  private final String actor;

  Asker(String issuer, String subject, String actor) {
    this.issuer = issuer;
    this.subject = subject;
    this.actor = actor;
  }

  /** The agent that acts for it, if any. */
  Optional<String> actor() {
    return Optional.of(actor).filter(name -> !name.isEmpty());
  }

  /** The persons who answer for it. */
  Set<String> behind(Era era) {
    Set<String> behind = new TreeSet<>();
    if (this == DANA) {
      behind.add("dana");
    } else {
      behind.addAll(era.behindAgent(subject));
    }
    behind.addAll(era.behindAgent(actor));
    return behind;
  }
}
