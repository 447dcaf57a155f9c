package dev.countersign.oidc;

import java.net.URI;

/**
 * One sign-in that was begun. Whoever begins it keeps it for this browser alone, and uses it once.
 *
 * @param address where to send the browser
 * @param state what must come back with it
 * @param nonce what must stand in the ID token
 * @param verifier the proof that the code was asked for by us (RFC 7636)
 */
public record SignInAttempt(URI address, String state, String nonce, String verifier) {

  @Override
  public String toString() {
    return "sign-in attempt (withheld)";
  }
}
