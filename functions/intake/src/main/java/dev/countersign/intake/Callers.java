package dev.countersign.intake;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.TokenFault;
import dev.countersign.authenticate.TokenVerdict;
import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Bundles;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import java.util.List;

/** Who calls. The token is looked at before anything else of a request is. */
final class Callers {

  private final TokenVerifier tokens;
  private final Bundles bundles;

  Callers(TokenVerifier tokens, Bundles bundles) {
    this.tokens = tokens;
    this.bundles = bundles;
  }

  /** What an Authorization header comes to. */
  sealed interface Caller {

    /**
     * A caller, as the bundle in force knows them.
     *
     * @param principal who they are
     * @param bundle the bundle
     */
    record Known(Principal principal, Bundle bundle) implements Caller {}

    /**
     * Nobody that we know.
     *
     * @param problem why
     */
    record Unknown(Problem problem) implements Caller {}
  }

  Caller caller(List<String> authorization) {
    return switch (tokens.verifyAuthorization(authorization)) {
      case TokenVerdict.Refused refused -> new Caller.Unknown(unauthenticated(refused.fault()));
      case TokenVerdict.Verified verified -> {
        Bundle bundle = bundles.current();
        yield new Caller.Known(Principal.of(verified.token(), bundle.roster()), bundle);
      }
    };
  }

  private static Problem unauthenticated(TokenFault fault) {
    // That an issuer's keys cannot be read is not the caller's fault: let them come again.
    ProblemType type =
        fault == TokenFault.KEYS_UNAVAILABLE
            ? ProblemType.UNAVAILABLE
            : ProblemType.UNAUTHENTICATED;
    return Problem.of(type, fault.sentence()).coded(fault.code());
  }
}
