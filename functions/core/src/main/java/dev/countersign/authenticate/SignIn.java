package dev.countersign.authenticate;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * How people sign in to approve: one issuer and one client, configured apart from the issuers of
 * access tokens, so that nothing an agent can obtain passes here.
 *
 * <p>It comes from the configuration {@code COUNTERSIGN_SIGN_IN}: a JSON object with the members
 * {@code issuer}, {@code keys}, {@code clientId}, {@code authorize}, {@code token}, {@code
 * redirect}, {@code algorithms}, and optionally {@code network} (default {@code public}), {@code
 * maximumAgeSeconds} (300), {@code maximumLifetimeSeconds} (3600), {@code skewSeconds} (30) and
 * {@code contexts}. Anything else in it is refused.
 *
 * @param issuer the {@code iss} of its ID tokens, compared exactly
 * @param clientId our client at that issuer: the one audience of its ID tokens
 * @param keys where the issuer publishes its keys
 * @param authorizationEndpoint where the browser is sent
 * @param tokenEndpoint where the code is exchanged
 * @param redirectAddress where the browser comes back
 * @param algorithms what ID tokens may be signed with
 * @param times when ID tokens are valid
 * @param maximumAge how long ago the person may have signed in
 * @param contexts the {@code acr} values of which one is required; empty where any will do
 */
public record SignIn(
    String issuer,
    String clientId,
    KeyLocation keys,
    URI authorizationEndpoint,
    URI tokenEndpoint,
    URI redirectAddress,
    Set<SigningAlgorithm> algorithms,
    TimeRules times,
    Duration maximumAge,
    Set<String> contexts) {

  private static final Duration LONGEST_AGE = Duration.ofHours(1);

  public SignIn {
    algorithms = Set.copyOf(algorithms);
    contexts = Set.copyOf(contexts);
    Issuer.requireIdentifier(issuer, keys.network());
    keys.network().require(authorizationEndpoint);
    keys.network().require(tokenEndpoint);
    if (algorithms.isEmpty() || clientId.isBlank()) {
      throw new IllegalArgumentException("a sign-in has algorithms and a client");
    }
    if (maximumAge.isNegative() || maximumAge.compareTo(LONGEST_AGE) > 0) {
      throw new IllegalArgumentException("the maximum age is between 0 and 3600 seconds");
    }
  }

  /** The sign-in of a deployed plane: an issuer on a loopback address is refused. */
  public static SignIn deployed(String configuration) {
    SignIn signIn = local(configuration);
    if (signIn.keys.network() == NetworkClass.LOOPBACK) {
      throw new IllegalArgumentException(
          "the sign-in's issuer is on a loopback address, which only the local cloud accepts");
    }
    NetworkClass.PUBLIC.require(signIn.redirectAddress);
    return signIn;
  }

  /** The sign-in of the local cloud, where the issuer may be on a loopback address. */
  public static SignIn local(String configuration) {
    ConfigurationObject object =
        new ConfigurationObject(
            StrictJson.object(configuration)
                .orElseThrow(
                    () -> new IllegalArgumentException("the sign-in is not a strict JSON object")));
    SignIn signIn =
        new SignIn(
            object.text("issuer"),
            object.text("clientId"),
            new KeyLocation(object.address("keys"), object.network()),
            object.address("authorize"),
            object.address("token"),
            object.address("redirect"),
            object.algorithms(),
            object.times(),
            object.seconds("maximumAgeSeconds", Duration.ofMinutes(5)),
            Set.copyOf(object.texts("contexts")));
    object.requireNothingElse();
    return signIn;
  }
}
