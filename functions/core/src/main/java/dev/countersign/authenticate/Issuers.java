package dev.countersign.authenticate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every issuer whose access tokens are accepted, from the configuration {@code
 * COUNTERSIGN_ISSUERS}: a JSON array of objects with the members {@code issuer}, {@code keys},
 * {@code kind} ({@code agent} or {@code person}), {@code audience}, {@code algorithms}, and
 * optionally {@code types} (default {@code at+jwt}), {@code network} (default {@code public}),
 * {@code maximumLifetimeSeconds} (3600), {@code skewSeconds} (30) and {@code refusesIdTokenClaims}
 * (true). Anything else in it is refused.
 */
public final class Issuers {

  private final Map<String, Issuer> issuers;

  private Issuers(List<Issuer> issuers) {
    Map<String, Issuer> byIdentifier = new TreeMap<>();
    for (Issuer issuer : issuers) {
      if (byIdentifier.put(issuer.identifier(), issuer) != null) {
        throw new IllegalArgumentException(
            "issuer `" + issuer.identifier() + "` is configured twice");
      }
    }
    if (byIdentifier.isEmpty()) {
      throw new IllegalArgumentException("no issuer is configured");
    }
    this.issuers = Map.copyOf(byIdentifier);
  }

  /** The issuers of a deployed plane: an issuer on a loopback address is refused. */
  public static Issuers deployed(String configuration) {
    Issuers issuers = local(configuration);
    for (Issuer issuer : issuers.issuers.values()) {
      if (issuer.keys().network() == NetworkClass.LOOPBACK) {
        throw new IllegalArgumentException(
            "issuer `"
                + issuer.identifier()
                + "` is on a loopback address, which only the local"
                + " cloud accepts");
      }
    }
    return issuers;
  }

  /** The issuers of the local cloud, where an issuer may be on a loopback address. */
  public static Issuers local(String configuration) {
    ArrayNode array =
        StrictJson.array(configuration)
            .orElseThrow(
                () -> new IllegalArgumentException("the issuers are not a strict JSON array"));
    return new Issuers(array.valueStream().map(Issuers::issuer).toList());
  }

  /** The issuer of exactly this identifier. */
  Optional<Issuer> named(String identifier) {
    return Optional.ofNullable(issuers.get(identifier));
  }

  private static Issuer issuer(JsonNode json) {
    ConfigurationObject object = new ConfigurationObject(json);
    List<String> types = object.texts("types");
    Issuer issuer =
        new Issuer(
            object.text("issuer"),
            new KeyLocation(object.address("keys"), object.network()),
            kind(object.text("kind")),
            object.algorithms(),
            types.isEmpty()
                ? Set.of("at+jwt")
                : Set.copyOf(types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList()),
            object.text("audience"),
            object.times(),
            object.flag("refusesIdTokenClaims", true));
    object.requireNothingElse();
    return issuer;
  }

  private static PrincipalKind kind(String text) {
    return switch (text) {
      case "person" -> PrincipalKind.PERSON;
      case "agent" -> PrincipalKind.AGENT;
      default -> throw new IllegalArgumentException("`kind` is `person` or `agent`");
    };
  }
}
