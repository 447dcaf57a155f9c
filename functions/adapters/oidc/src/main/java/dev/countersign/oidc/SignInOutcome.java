package dev.countersign.oidc;

import dev.countersign.authenticate.TokenFault;
import dev.countersign.authenticate.VerifiedToken;

/** How a sign-in ended. */
public sealed interface SignInOutcome {

  /** A person proved who they are. */
  record SignedIn(VerifiedToken token) implements SignInOutcome {}

  /** The sign-in did not come to an ID token. */
  record NotSignedIn(SignInFault fault) implements SignInOutcome {}

  /** The issuer gave an ID token that is refused. */
  record IdTokenRefused(TokenFault fault) implements SignInOutcome {}
}
