package dev.countersign.localstack.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * How a client says who it is: in the header, or in the form (RFC 6749, section 2.3.1).
 *
 * @param id its {@code client_id}
 * @param secret its secret, where it gave one
 */
record ClientCredentials(String id, Optional<String> secret) {

  static ClientCredentials of(Optional<String> authorization, Parameters form) throws RequestFault {
    if (authorization.isEmpty()) {
      return new ClientCredentials(form.required("client_id"), form.optional("client_secret"));
    }
    String header = authorization.get();
    if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      throw new RequestFault("invalid_client", "a client proves itself by Basic");
    }
    String pair = decode(header.substring("basic ".length()).strip());
    int colon = pair.indexOf(':');
    if (colon < 0 || form.optional("client_secret").isPresent()) {
      throw new RequestFault("invalid_client", "a client proves itself in one way");
    }
    return new ClientCredentials(
        Parameters.decode(pair.substring(0, colon)),
        Optional.of(Parameters.decode(pair.substring(colon + 1))));
  }

  private static String decode(String base64) throws RequestFault {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new RequestFault("invalid_client", "the credentials are not encoded as they must be");
    }
  }

  /** Refuses a client that does not give exactly the secret that it is registered with. */
  void requireSecret(Optional<String> registered) throws RequestFault {
    boolean same =
        registered.isPresent() == secret.isPresent()
            && MessageDigest.isEqual(
                registered.orElse("").getBytes(StandardCharsets.UTF_8),
                secret.orElse("").getBytes(StandardCharsets.UTF_8));
    if (!same) {
      throw new RequestFault("invalid_client", "the client did not prove itself");
    }
  }

  @Override
  public String toString() {
    return "credentials of `" + id + "` (withheld)";
  }
}
