package dev.countersign.authenticate;

/**
 * Ends the reading of a token at the first fault. It never leaves this package: the verifiers turn
 * it into a {@link TokenVerdict.Refused}.
 */
final class RefusedToken extends Exception {

  private final TokenFault fault;

  RefusedToken(TokenFault fault) {
    // Without a stack trace: anyone may send bad tokens, so refusing them must stay cheap.
    super(fault.sentence(), null, false, false);
    this.fault = fault;
  }

  TokenFault fault() {
    return fault;
  }
}
