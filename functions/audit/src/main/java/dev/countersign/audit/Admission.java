package dev.countersign.audit;

import dev.countersign.browser.Browser;
import dev.countersign.problem.Problem;
import java.util.Optional;

/** Whether somebody may come in. */
sealed interface Admission {

  /**
   * They may.
   *
   * @param auditor who they are
   * @param session their session; empty if they came with a token
   */
  record Admitted(Auditor auditor, Optional<Browser.Session> session) implements Admission {}

  /** They have neither a token nor a session of this duty. */
  record Unknown() implements Admission {}

  /**
   * They may not.
   *
   * @param problem why
   */
  record Refused(Problem problem) implements Admission {}
}
