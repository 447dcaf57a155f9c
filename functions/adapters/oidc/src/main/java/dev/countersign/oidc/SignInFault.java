package dev.countersign.oidc;

/** Why a sign-in came to no ID token. The code is stable, the sentence is safe to show. */
public enum SignInFault {
  CALLBACK("callback", "the answer of the sign-in is incomplete or says something twice"),
  STATE("state", "the answer belongs to another sign-in"),
  ISSUER("issuer", "the answer comes from another issuer"),
  DECLINED("declined", "the sign-in was declined"),
  EXCHANGE("exchange", "the issuer did not exchange the code"),
  ANSWER("answer", "the issuer answered without an ID token");

  private final String code;
  private final String sentence;

  SignInFault(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** The stable name, for evidence, metrics and problem documents. */
  public String code() {
    return code;
  }

  /** One sentence for the person. */
  public String sentence() {
    return sentence;
  }
}
