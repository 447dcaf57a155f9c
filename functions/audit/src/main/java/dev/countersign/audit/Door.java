package dev.countersign.audit;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.TokenFault;
import dev.countersign.authenticate.TokenVerdict;
import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.browser.Browser;
import dev.countersign.bundle.Bundles;
import dev.countersign.people.Roster;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import java.util.List;
import java.util.Optional;

/** Lets auditors in and nobody else, before anything of an operation is looked at. */
final class Door {

  private final TokenVerifier tokens;
  private final Bundles bundles;

  Door(TokenVerifier tokens, Bundles bundles) {
    this.tokens = tokens;
    this.bundles = bundles;
  }

  /** Judges who comes with these headers {@code Authorization}, or else with this session. */
  Admission admit(List<String> authorization, Optional<Browser.Session> session) {
    if (!authorization.isEmpty()) {
      return byToken(authorization);
    }
    return session.map(this::bySession).orElseGet(Admission.Unknown::new);
  }

  private Admission byToken(List<String> authorization) {
    return switch (tokens.verifyAuthorization(authorization)) {
      case TokenVerdict.Refused refused -> unauthenticated(refused.fault());
      case TokenVerdict.Verified verified -> {
        Roster roster = bundles.current().roster();
        yield admitted(
            Auditor.of(Principal.of(verified.token(), roster), roster), Optional.empty());
      }
    };
  }

  private Admission bySession(Browser.Session session) {
    return admitted(
        Auditor.of(session.person().account(), bundles.current().roster()), Optional.of(session));
  }

  private static Admission admitted(Optional<Auditor> auditor, Optional<Browser.Session> session) {
    return auditor
        .map(known -> (Admission) new Admission.Admitted(known, session))
        .orElseGet(() ->
            new Admission.Refused(
                Problem.of(
                    ProblemType.NOT_AN_AUDITOR,
                    "only a person of the group `"
                        + Auditor.ROLE
                        + "` may read what is recorded")));
  }

  private static Admission unauthenticated(TokenFault fault) {
    ProblemType type =
        fault == TokenFault.KEYS_UNAVAILABLE
            ? ProblemType.UNAVAILABLE
            : ProblemType.UNAUTHENTICATED;
    return new Admission.Refused(Problem.of(type, fault.sentence()).coded(fault.code()));
  }
}
