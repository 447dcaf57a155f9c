package dev.countersign.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.authenticate.RecentTokens.Entry;
import dev.countersign.canonical.Digest;
import dev.countersign.people.Account;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecentTokensTest {

  private final RecentTokens tokens = new RecentTokens(2);

  @Test
  void onlyTheLastUsedAreKept() {
    tokens.keep(Digest.ofText("a"), entry());
    tokens.keep(Digest.ofText("b"), entry());
    assertThat(find("a")).isPresent();
    tokens.keep(Digest.ofText("c"), entry());
    assertThat(find("b")).isEmpty();
    assertThat(find("a")).isPresent();
    assertThat(find("c")).isPresent();
  }

  @Test
  void whatExpiredIsNotFoundAgain() {
    tokens.keep(Digest.ofText("a"), entry());
    assertThat(tokens.find(Digest.ofText("a"), TokenScene.NOW.plusSeconds(300))).isEmpty();
    assertThat(find("a")).isEmpty();
  }

  private Optional<Entry> find(String text) {
    return tokens.find(Digest.ofText(text), TokenScene.NOW);
  }

  private static Entry entry() {
    KeyLocation location = TokenScene.location(TokenScene.AGENTS);
    PublishedKeys keys = new PublishedKeys();
    keys.publish(location, TokenForge.ellipticCurve("key-1").publicKey());
    VerificationKey key = ((KeyAnswer.Found) keys.key(location, "key-1")).key();
    return new Entry(
        new VerifiedToken(
            new Account(TokenScene.AGENTS, "agent"),
            PrincipalKind.AGENT,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            TokenScene.NOW.plusSeconds(300)),
        location,
        "key-1",
        key);
  }
}
