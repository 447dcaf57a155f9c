package dev.countersign.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.countersign.authenticate.KeyAnswer;
import dev.countersign.authenticate.KeyLocation;
import dev.countersign.authenticate.NetworkClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpKeySourceTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final KeyAnswer UNAVAILABLE = new KeyAnswer.Unavailable();
  private static final KeyAnswer UNKNOWN = new KeyAnswer.Unknown();

  private final IssuerServer server = new IssuerServer();
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final HttpKeySource source = new HttpKeySource(now::get);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void keysAreFetchedOnceAndKept() {
    server.publish(set(key("a")));
    assertThat(ask("a")).isInstanceOf(KeyAnswer.Found.class);
    pass(Duration.ofSeconds(599));
    assertThat(ask("a")).isInstanceOf(KeyAnswer.Found.class);
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void aKeyThatTheIssuerWithdrewIsUnknownAfterTenMinutes() {
    server.publish(set(key("a")));
    ask("a");
    server.publish(set(key("b")));
    pass(Duration.ofMinutes(10));
    assertThat(ask("a")).isEqualTo(UNKNOWN);
    assertThat(ask("b")).isInstanceOf(KeyAnswer.Found.class);
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void aNewKeyIsFoundAsSoonAsAnotherFetchIsAllowed() {
    server.publish(set(key("a")));
    ask("a");
    server.publish(set(key("b")));
    pass(Duration.ofSeconds(59));
    assertThat(ask("b")).isEqualTo(UNKNOWN);
    pass(Duration.ofSeconds(1));
    assertThat(ask("b")).isInstanceOf(KeyAnswer.Found.class);
  }

  @Test
  void aFloodOfUnknownKeysCausesOneFetch() throws InterruptedException, ExecutionException {
    server.publish(set(key("a")));
    ask("a");
    pass(Duration.ofMinutes(2));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<KeyAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        String keyId = "unknown-" + i;
        answers.add(threads.submit(() -> ask(keyId)));
      }
      for (Future<KeyAnswer> answer : answers) {
        assertThat(answer.get()).isEqualTo(UNKNOWN);
      }
    }
    assertThat(ask("a")).isInstanceOf(KeyAnswer.Found.class);
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void anUnknownKeyThatAFetchDidNotBringCausesNoOtherForFiveMinutes() {
    server.publish(set(key("a")));
    ask("a");
    for (int minute = 1; minute <= 5; minute++) {
      pass(Duration.ofMinutes(1));
      assertThat(ask("old")).isEqualTo(UNKNOWN);
    }
    assertThat(server.requests()).isEqualTo(2);
    pass(Duration.ofMinutes(1));
    assertThat(ask("old")).isEqualTo(UNKNOWN);
    assertThat(server.requests()).isEqualTo(3);
  }

  @Test
  void theLastGoodKeysServeForAnHourWhenTheIssuerFails() {
    server.publish(set(key("a")));
    ask("a");
    server.answerWith(exchange -> IssuerServer.answer(exchange, 500, "down"));
    pass(Duration.ofMinutes(59));
    assertThat(ask("a")).isInstanceOf(KeyAnswer.Found.class);
    pass(Duration.ofMinutes(1));
    assertThat(ask("a")).isEqualTo(UNAVAILABLE);
    server.publish(set(key("a")));
    pass(Duration.ofSeconds(5));
    assertThat(ask("a")).isInstanceOf(KeyAnswer.Found.class);
  }

  @Test
  void theLastGoodKeysServeWhenTheIssuerPublishesWhatMustNotBeUsed() {
    server.publish(set(key("a")));
    ask("a");
    String poisoned = set(key("a"), key("a"));
    server.publish(poisoned);
    pass(Duration.ofMinutes(11));
    assertThat(ask("a")).isInstanceOf(KeyAnswer.Found.class);
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void aFailingIssuerIsNotAskedByEveryToken() {
    for (int i = 0; i < 50; i++) {
      assertThat(ask("a")).isEqualTo(UNAVAILABLE);
    }
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void aRedirectIsNotFollowed() {
    String good = set(key("a"));
    server.answerWith(exchange -> {
      if (exchange.getRequestURI().getPath().equals("/keys")) {
        exchange.getResponseHeaders().set("Location", server.address("/other").toString());
        IssuerServer.answer(exchange, 302, good);
      } else {
        IssuerServer.answer(exchange, 200, good);
      }
    });
    assertThat(ask("a")).isEqualTo(UNAVAILABLE);
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void aSetOfTenMegabytesIsNotRead() {
    String large = set(key("a")).replace("{\"keys\"", "{" + " ".repeat(10_000_000) + "\"keys\"");
    server.publish(large);
    assertThat(ask("a")).isEqualTo(UNAVAILABLE);
  }

  @Test
  void anEndlessAnswerIsGivenUp() {
    server.answerWith(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      while (!Thread.currentThread().isInterrupted()) {
        exchange.getResponseBody().write(' ');
      }
    });
    assertTimeout(Duration.ofSeconds(5), () -> assertThat(ask("a")).isEqualTo(UNAVAILABLE));
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsGivenUp() {
    CountDownLatch over = new CountDownLatch(1);
    server.answerWith(exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      awaitUninterrupted(over);
    });
    assertTimeout(Duration.ofSeconds(5), () -> assertThat(ask("a")).isEqualTo(UNAVAILABLE));
    over.countDown();
  }

  @Test
  void anIssuerThatNeverAnswersIsGivenUp() {
    CountDownLatch over = new CountDownLatch(1);
    server.answerWith(_ -> awaitUninterrupted(over));
    assertTimeout(Duration.ofSeconds(5), () -> assertThat(ask("a")).isEqualTo(UNAVAILABLE));
    over.countDown();
  }

  @Test
  void aSetWithASymmetricKeyIsNotUsed() {
    server.publish(set(key("a"), "{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"mac\"}"));
    assertThat(ask("a")).isEqualTo(UNAVAILABLE);
    assertThat(ask("mac")).isEqualTo(UNAVAILABLE);
  }

  @Test
  void aShortRsaKeyIsNotUsed() throws JOSEException {
    server.publish(
        set(
            key("a"),
            new RSAKeyGenerator(1_024, true)
                .keyID("short")
                .generate()
                .toPublicJWK()
                .toJSONString()));
    assertThat(ask("short")).isEqualTo(new KeyAnswer.Unfit());
    assertThat(ask("a")).isInstanceOf(KeyAnswer.Found.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254", "127.0.0.1", "10.0.0.1", "::1", "fd00:ec2::254"})
  void aPublicIssuerWhoseNameLeadsInsideIsNotAsked(String address) throws IOException {
    try (ServerSocket inside = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      HttpKeySource guarded =
          new HttpKeySource(now::get, _ -> List.of(InetAddress.ofLiteral(address)));
      URI url = URI.create("https://localhost:" + inside.getLocalPort() + "/keys");
      assertThat(guarded.key(new KeyLocation(url, NetworkClass.PUBLIC), "a"))
          .isEqualTo(UNAVAILABLE);
      inside.setSoTimeout(50);
      assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void oneBadAddressAmongGoodOnesIsEnoughToRefuse() {
    HttpKeySource guarded =
        new HttpKeySource(
            now::get,
            _ ->
                List.of(
                    InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("93.184.216.34")));
    assertThat(guarded.key(server.keys(), "a")).isEqualTo(UNAVAILABLE);
    assertThat(server.requests()).isZero();
  }

  @Test
  void aLocationOverHttpOutsideThisMachineCannotBeConfigured() {
    for (NetworkClass network : NetworkClass.values()) {
      assertThatThrownBy(() -> new KeyLocation(URI.create("http://keys.example/"), network))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private KeyAnswer ask(String keyId) {
    return source.key(server.keys(), keyId);
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String key(String keyId) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(keyId).generate().toPublicJWK().toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String set(String... keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }
}
