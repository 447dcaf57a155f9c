package dev.countersign.oidc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The secret of a confidential client. It is written to the token endpoint and nowhere else. */
public final class ClientSecret {

  private final String text;

  public ClientSecret(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a client's secret is not blank");
    }
    this.text = text;
  }

  /** The value of the {@code Authorization} header (RFC 6749, section 2.3.1). */
  String authorization(String clientId) {
    String pair =
        URLEncoder.encode(clientId, StandardCharsets.UTF_8)
            + ":"
            + URLEncoder.encode(text, StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "client secret (withheld)";
  }
}
