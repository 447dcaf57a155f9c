package dev.countersign.authenticate;

/** What became of a token: it proved an identity, or it was refused. */
public sealed interface TokenVerdict {

  /** The token holds in every respect that is checked. */
  record Verified(VerifiedToken token) implements TokenVerdict {}

  /** The token is refused; nothing in it may be relied on. */
  record Refused(TokenFault fault) implements TokenVerdict {}
}
