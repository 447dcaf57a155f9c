package dev.countersign.authenticate;

/**
 * Why a token was refused. The code is stable and the sentence is safe to show: neither repeats
 * anything of the token.
 */
public enum TokenFault {
  MISSING("missing", "the request carries no token"),
  SCHEME("scheme", "the authorization is not a bearer token"),
  TOO_LONG("too-long", "the token is longer than 8192 characters"),
  MALFORMED("malformed", "the token is not a signed token in compact form"),
  UNSIGNED("unsigned", "the token is not signed"),
  HEADER("header", "the header of the token holds something that is not accepted"),
  ALGORITHM("algorithm", "the token is signed with an algorithm that is not accepted here"),
  TYPE("type", "the token is not of a type that is accepted here"),
  UNKNOWN_ISSUER("unknown-issuer", "the issuer of the token is not known here"),
  UNKNOWN_KEY("unknown-key", "the key of the token is not among its issuer's keys"),
  KEY("key", "the key of the token is not fit for use"),
  /** Not the caller's fault: answer 503 and let them come again. */
  KEYS_UNAVAILABLE("keys-unavailable", "the keys of the issuer cannot be read at present"),
  SIGNATURE("signature", "the signature of the token is wrong"),
  CLAIMS("claims", "a claim of the token is missing or of the wrong form"),
  AUDIENCE("audience", "the token is meant for another audience"),
  EXPIRED("expired", "the token has expired"),
  NOT_YET_VALID("not-yet-valid", "the token is not valid yet"),
  LIFETIME("lifetime", "the token lives longer than is accepted here"),
  ACTOR_CHAIN(
      "actor-chain", "the chain of actors is malformed, too long or names an unknown issuer"),
  SENDER_BOUND("sender-bound", "the token is bound to a key and cannot be used as a bearer token"),
  AUTHORIZED_PARTY("authorized-party", "the token was issued to another client"),
  NONCE("nonce", "the token does not belong to this sign-in"),
  AUTHENTICATION_TIME("authentication-time", "the person signed in too long ago"),
  AUTHENTICATION_CONTEXT("authentication-context", "the person did not sign in strongly enough");

  private final String code;
  private final String sentence;

  TokenFault(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** The stable name, for evidence, metrics and problem documents. */
  public String code() {
    return code;
  }

  /** One sentence for the caller. */
  public String sentence() {
    return sentence;
  }
}
