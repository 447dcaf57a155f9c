package dev.countersign.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.approve.SessionStore;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.Digest;
import dev.countersign.canonical.InvalidJson;
import dev.countersign.oidc.SignInAttempt;
import dev.countersign.people.Account;
import dev.countersign.record.Duty;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * What one duty keeps on our side for a browser: a sign-in that was begun, usable once by the
 * browser that began it, and a session of ten minutes, bound to the account and the time of its
 * sign-in. The browser holds a random key; the store knows only the key's digest. What was kept for
 * one duty is nothing to another, even if both should be given the same store.
 */
public final class Browser {

  /** How long a session lasts; it is not prolonged. */
  public static final Duration SESSION = Duration.ofMinutes(10);

  private static final Duration SIGN_IN = Duration.ofMinutes(5);
  private static final int MAXIMUM_BYTES = 16 * 1024;
  private static final int KEY_BYTES = 32;
  private static final String DUTY = "duty";

  private final SessionStore store;
  private final Duty duty;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** The browsers of the people that come to this duty. */
  public Browser(SessionStore store, Duty duty, InstantSource clock) {
    this.store = store;
    this.duty = duty;
    this.clock = clock;
  }

  /**
   * A sign-in that was begun.
   *
   * @param attempt what must come back
   * @param returnTo the page that asked for it
   */
  public record PendingSignIn(SignInAttempt attempt, String returnTo) {}

  /**
   * A session.
   *
   * @param person who signed in
   * @param formToken what every form of this session must carry
   */
  public record Session(SignedIn person, String formToken) {

    /** Withheld. */
    @Override
    public String toString() {
      return "Session[withheld]";
    }
  }

  /** Keeps a sign-in and gives the key for the browser's cookie. */
  public String begin(PendingSignIn pending) {
    ObjectNode document = document();
    document.put("address", pending.attempt().address().toString());
    document.put("state", pending.attempt().state());
    document.put("nonce", pending.attempt().nonce());
    document.put("verifier", pending.attempt().verifier());
    document.put("returnTo", pending.returnTo());
    String key = randomText();
    store.keep(place("sign-in", key), document.toString(), clock.instant().plus(SIGN_IN));
    return key;
  }

  /** The sign-in that this browser began; nobody gets it again. */
  public Optional<PendingSignIn> finish(String key) {
    return store
        .take(place("sign-in", key))
        .map(Browser::read)
        .filter(this::isOurs)
        .map(document ->
            new PendingSignIn(
                new SignInAttempt(
                    URI.create(document.path("address").asText()),
                    document.path("state").asText(),
                    document.path("nonce").asText(),
                    document.path("verifier").asText()),
                document.path("returnTo").asText()));
  }

  /** Opens a session and gives the key for the browser's cookie. */
  public String open(SignedIn person) {
    ObjectNode document = document();
    document.put("issuer", person.account().issuer());
    document.put("subject", person.account().subject());
    document.put("authenticatedAt", person.authenticatedAt().toString());
    document.put("formToken", randomText());
    String key = randomText();
    store.keep(place("session", key), document.toString(), clock.instant().plus(SESSION));
    return key;
  }

  /** The session of this browser. */
  public Optional<Session> session(String key) {
    return store
        .find(place("session", key))
        .map(Browser::read)
        .filter(this::isOurs)
        .map(document ->
            new Session(
                new SignedIn(
                    new Account(
                        document.path("issuer").asText(), document.path("subject").asText()),
                    Instant.parse(document.path("authenticatedAt").asText())),
                document.path("formToken").asText()));
  }

  /** Ends the session of this browser. */
  public void close(String key) {
    store.take(place("session", key));
  }

  private ObjectNode document() {
    return JsonNodeFactory.instance.objectNode().put(DUTY, duty.key());
  }

  private boolean isOurs(JsonNode document) {
    return duty.key().equals(document.path(DUTY).asText());
  }

  private static String place(String kind, String key) {
    return kind + "#" + Digest.ofText(key).hex();
  }

  private static JsonNode read(String document) {
    try {
      return CanonicalJson.parse(document.getBytes(StandardCharsets.UTF_8), MAXIMUM_BYTES);
    } catch (InvalidJson e) {
      throw new IllegalStateException("what was kept for a browser cannot be read", e);
    }
  }

  private String randomText() {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
