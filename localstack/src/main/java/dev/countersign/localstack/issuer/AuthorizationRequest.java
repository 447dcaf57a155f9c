package dev.countersign.localstack.issuer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request to sign a person in (OpenID Connect Core, section 3.1.2.1). Only those with a proof key
 * by S256 (RFC 7636) are read.
 *
 * @param client the application that asks
 * @param redirect where it is answered: one of those that are registered, exactly
 * @param state what it gets back
 * @param nonce what stands in the ID token
 * @param challenge the hash of the proof key
 * @param maximumAge how long ago the person may have signed in
 * @param prompt whether the person must, need not or must not be asked
 */
record AuthorizationRequest(
    String client,
    String redirect,
    Optional<String> state,
    Optional<String> nonce,
    String challenge,
    Optional<Duration> maximumAge,
    Prompt prompt) {

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  /** Whether the person is asked. */
  enum Prompt {
    IF_NEEDED,
    ALWAYS,
    NEVER
  }

  /** Reads what may be told to the application itself: its redirect address is known to be its. */
  static AuthorizationRequest of(String client, String redirect, Parameters parameters)
      throws RequestFault {
    if (!parameters.required("response_type").equals("code")) {
      throw new RequestFault("unsupported_response_type", "only codes are given");
    }
    if (!(" " + parameters.required("scope") + " ").contains(" openid ")) {
      throw new RequestFault("invalid_scope", "the scope must contain openid");
    }
    String challenge = parameters.required("code_challenge");
    if (!parameters.required("code_challenge_method").equals("S256")
        || !CHALLENGE.matcher(challenge).matches()) {
      throw new RequestFault("invalid_request", "a proof key by S256 is required");
    }
    return new AuthorizationRequest(
        client,
        redirect,
        parameters.optional("state"),
        parameters.optional("nonce"),
        challenge,
        maximumAge(parameters),
        prompt(parameters));
  }

  private static Optional<Duration> maximumAge(Parameters parameters) throws RequestFault {
    Optional<String> text = parameters.optional("max_age");
    if (text.isPresent() && !SECONDS.matcher(text.get()).matches()) {
      throw new RequestFault("invalid_request", "max_age is not a number of seconds");
    }
    return text.map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  private static Prompt prompt(Parameters parameters) throws RequestFault {
    return switch (parameters.optional("prompt").orElse("")) {
      case "" -> Prompt.IF_NEEDED;
      case "login", "select_account" -> Prompt.ALWAYS;
      case "none" -> Prompt.NEVER;
      default -> throw new RequestFault("invalid_request", "this prompt is not supported");
    };
  }

  /**
   * The address that answers the application with a code or an error, and who answers (RFC 9207).
   */
  static String answer(
      String redirect, String issuer, Optional<String> state, String name, String value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(name, value);
    state.ifPresent(text -> parameters.put("state", text));
    parameters.put("iss", issuer);
    return redirect + (redirect.contains("?") ? "&" : "?") + Parameters.write(parameters);
  }
}
