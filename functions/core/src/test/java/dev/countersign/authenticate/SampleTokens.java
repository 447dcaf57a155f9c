package dev.countersign.authenticate;

import java.time.Instant;
import java.util.List;

/** Good tokens of one agents' issuer, and who verifies them: for tests of the duties. */
public final class SampleTokens {

  /** When they are good. */
  public static final Instant NOW = TokenScene.NOW;

  /** Their issuer. */
  public static final String ISSUER = TokenScene.AGENTS;

  private final TokenScene scene = new TokenScene();

  /** A verifier that knows the issuer. */
  public TokenVerifier verifier() {
    return scene.verifier();
  }

  /** The header of a request of the agent with this subject. */
  public List<String> authorization(String subject) {
    return List.of("Bearer " + scene.agentToken(TokenScene.claims().put("sub", subject)));
  }
}
