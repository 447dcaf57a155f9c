package dev.countersign.authenticate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IssuersTest {

  private static final String GOOD =
      """
      {"issuer": "https://agents.example", "keys": "https://agents.example/keys", "kind": "agent",
       "audience": "https://plane.example", "algorithms": ["ES256"]}
      """;

  private static final String LOOPBACK =
      """
      [{"issuer": "http://127.0.0.1:9000/agents", "keys": "http://127.0.0.1:9000/agents/keys",
        "network": "loopback", "kind": "agent", "audience": "https://plane.example",
        "algorithms": ["ES256"]}]
      """;

  @Test
  void whatIsNotSaidIsTheSafeDefault() {
    Issuer issuer =
        Issuers.deployed("[" + GOOD + "]").named("https://agents.example").orElseThrow();
    assertThat(issuer.types()).isEqualTo(Set.of("at+jwt"));
    assertThat(issuer.keys().network()).isEqualTo(NetworkClass.PUBLIC);
    assertThat(issuer.times())
        .isEqualTo(new TimeRules(Duration.ofSeconds(30), Duration.ofHours(1)));
    assertThat(issuer.refusesIdTokenClaims()).isTrue();
  }

  @Test
  void aLoopbackIssuerIsOnlyForTheLocalCloud() {
    assertThat(Issuers.local(LOOPBACK).named("http://127.0.0.1:9000/agents")).isPresent();
    assertThatThrownBy(() -> Issuers.deployed(LOOPBACK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loopback");
  }

  @Test
  void noIssuerOrTheSameOneTwiceIsRefused() {
    assertThatThrownBy(() -> Issuers.deployed("[]")).hasMessage("no issuer is configured");
    assertThatThrownBy(() -> Issuers.deployed("[" + GOOD + "," + GOOD + "]"))
        .hasMessageContaining("configured twice");
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "kind": "agent"           | "kind": "agent", "kinds": "x"       | `kinds` is not a known member
          "kind": "agent"           | "kind": "robot"                     | `kind` is
          "kind": "agent",          | ~~                                  | `kind` is missing
          ["ES256"]                 | ["HS256"]                           | `HS256` is not an accepted
          ["ES256"]                 | ["none"]                            | `none` is not an accepted
          ["ES256"]                 | []                                  | not a filled array
          ["ES256"]                 | "ES256"                             | not a filled array
          ["ES256"]                 | ["ES256"], "types": ["dpop+jwt"]    | not a type of access tokens
          ["ES256"]                 | ["ES256"], "types": ["JWT"], "refusesIdTokenClaims": false | must refuse claims of ID tokens
          ["ES256"]                 | ["ES256"], "skewSeconds": 61        | skew
          ["ES256"]                 | ["ES256"], "skewSeconds": "5"       | not a number of seconds
          ["ES256"]                 | ["ES256"], "maximumLifetimeSeconds": 0 | lifetime
          ["ES256"]                 | ["ES256"], "network": "loopback"    | http on this machine
          ["ES256"]                 | ["ES256"], "network": "any"         | `network` is
          ["ES256"]                 | ["ES256"], "kind": "person"         | strict JSON array
          https://agents.example/keys | http://agents.example/keys        | reached by https
          https://agents.example/keys | https://user@agents.example/keys  | without user
          https://agents.example/keys | /keys                             | absolute
          "https://agents.example"  | "https://agents.example?tenant=1"   | no query
          "https://plane.example"   | " "                                 | `audience` is not a text
          """)
  void aMistakeInTheConfigurationIsRefused(String part, String instead, String message) {
    assertThat(GOOD).contains(part);
    String configuration = "[" + GOOD.replace(part, instead) + "]";
    assertThatThrownBy(() -> Issuers.deployed(configuration))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.strip());
  }
}
