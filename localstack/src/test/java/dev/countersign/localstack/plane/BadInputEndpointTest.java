package dev.countersign.localstack.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.plane.PlaneClient.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad input and bad luck, through the endpoint: the right status, a problem document of a stable
 * type, nothing recorded or run where that is promised, and nothing in the body that the caller
 * should not learn.
 */
class BadInputEndpointTest {

  private static final String SQL = "/v1/connections/scratch/sql";
  private static final String LITERAL = "Zebrawald";
  private static final String READ = "select id from orders where status = '" + LITERAL + "'";
  private static final int STATEMENT_LIMIT = 64 * 1024;
  private static final int BODY_LIMIT = 512 * 1024;

  /** What no body holds: literals, traces, and the words of the target. */
  private static final List<String> SECRETS =
      List.of(
          LITERAL,
          "exception",
          "\tat ",
          "dev.countersign.",
          "error:",
          "invalid input syntax",
          "connection refused",
          "canceling statement",
          "password",
          "shop_read",
          "shop_write");

  interface Call {
    Reply reply() throws IOException, InterruptedException;
  }

  /**
   * One bad request.
   *
   * @param name what is bad about it
   * @param status the status that it must get
   * @param problem the last part of its problem's type
   * @param call sends it
   */
  record Row(String name, int status, String problem, Call call) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> bodies() {
    return Stream.of(
        body("not JSON", 400, "not-json", "{\"statement\": \"" + READ),
        body("two values", 400, "not-json", submission(READ, "[]") + "{}"),
        body("JSON but no object", 400, "not-json", "[\"" + READ + "\"]"),
        body(
            "a key twice",
            400,
            "not-json",
            "{\"statement\":\"select 1\",\"statement\":\"%s\",\"purpose\":\"p\"}".formatted(READ)),
        body(
            "an unknown field",
            400,
            "unknown-field",
            "{\"statement\":\"%s\",\"purpose\":\"p\",\"%s\":1}".formatted(READ, LITERAL)),
        body("no statement", 400, "invalid-field", "{\"purpose\":\"" + LITERAL + "\"}"),
        body("no purpose", 400, "invalid-field", "{\"statement\":\"" + READ + "\"}"),
        body(
            "a statement of another type",
            400,
            "invalid-field",
            "{\"statement\":7,\"purpose\":\"p\"}"),
        body("parameters in an object", 400, "invalid-field", submission(READ, "{\"a\":1}")),
        body("a list for no parameter", 400, "parameters", submission(READ, "[[1]]")),
        body("a blank body", 400, "not-json", " "),
        body("no body", 400, "not-json", ""),
        body(
            "a statement over the limit",
            413,
            "too-large",
            submission(READ + " -- " + "x".repeat(STATEMENT_LIMIT), "[]")),
        body(
            "a body over the limit",
            413,
            "too-large",
            submission(READ, "[\"" + "x".repeat(BODY_LIMIT) + "\"]")),
        body("a parameter too few", 400, "parameters", submission(READ + " and id = $1", "[]")),
        body("a parameter too many", 400, "parameters", submission(READ, "[\"" + LITERAL + "\"]")));
  }

  static Stream<Row> tokens() {
    return Stream.of(
        new Row("no token", 401, "unauthenticated", () -> ask("")),
        new Row("no token at all but words", 401, "unauthenticated", () -> ask(LITERAL)),
        token("expired"),
        token("not-yet-valid"),
        token("wrong-audience"),
        token("wrong-issuer"),
        token("other-key"),
        token("unknown-key"),
        token("unsigned"),
        token("wrong-type"));
  }

  static Stream<Row> connections() {
    return Stream.of(
        new Row("an unknown connection", 404, "unknown-connection", () -> askAt("no-such-door")),
        new Row("no name of a connection", 404, "unknown-connection", () -> askAt("No%20Such")),
        new Row(
            "a connection of others",
            404,
            "unknown-connection",
            () -> deployer().sql("scratch", READ, List.of(), "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"bodies", "tokens", "connections"})
  void whatIsBadIsRefusedAndLeavesNoTrace(Row row) throws IOException, InterruptedException {
    Set<String> before = RecordedEvidence.ofRequests();
    isProblem(row.call().reply(), row.status(), row.problem());
    assertThat(RecordedEvidence.ofRequests()).isEqualTo(before);
  }

  @Test
  void aConnectionOfOthersLooksLikeNone() throws IOException, InterruptedException {
    Reply ofOthers = deployer().sql("scratch", READ, List.of(), "");
    Reply none = deployer().sql("no-such-door", READ, List.of(), "");
    assertThat(ofOthers).isEqualTo(none);
  }

  @Test
  void aParameterOfAnotherTypeIsRefusedWithoutTheTargetsWords()
      throws IOException, InterruptedException {
    Reply reply =
        TestPlane.reporter()
            .sql("scratch", "select id from orders where id = $1", List.of(LITERAL), "");
    isProblem(reply, 400, "parameters");
    assertThat(reply.body().path("code").asText()).isEqualTo("22P02");
  }

  @Test
  void aKeyThatNamesOtherContentIsRefused() throws IOException, InterruptedException {
    Map<String, String> key = Map.of("Idempotency-Key", "bad-input-1");
    PlaneClient client = TestPlane.reporter();
    String write = "update orders set status = $1 where id = 31";
    Reply first = client.sql("scratch", write, List.of("once"), "", key);
    assertThat(first.status()).isEqualTo(200);
    Set<String> before = RecordedEvidence.ofRequests();
    isProblem(
        client.sql("scratch", write, List.of(LITERAL), "", key), 422, "idempotency-key-reused");
    assertThat(RecordedEvidence.ofRequests()).isEqualTo(before);
    assertThat(status(31)).isEqualTo("once");
  }

  @Test
  void aTargetThatIsDownIsSaidToBe() throws IOException, InterruptedException {
    Reply reply = TestPlane.reporter().sql("nowhere", "select '" + LITERAL + "'", List.of(), "");
    isProblem(reply, 502, "target-unavailable");
    Reply later = TestPlane.reporter().poll(reply.operation(), 0);
    isProblem(later, 502, "target-unavailable");
  }

  @Test
  void aTargetThatIsTooSlowIsStopped() throws IOException, InterruptedException {
    String slow =
        "select count(*) from orders a cross join orders b where a.id + b.id < $1 and a.status <> '"
            + LITERAL
            + "'";
    Reply reply = TestPlane.reporter().sql("scratch", slow, List.of("7"), "?wait=20");
    isProblem(reply, 504, "target-timeout");
    assertThat(
            TestPlane.shared()
                .shop()
                .count(
                    "select count(*) from pg_stat_activity where application_name = 'countersign'"
                        + " and state <> 'idle' and query like '%cross join%'"))
        .isZero();
  }

  @Test
  void withoutTheStoreNothingRuns() throws IOException, InterruptedException {
    String before = status(32);
    PlaneClient client = TestPlane.reporter();
    // So that everything that can be held in memory is held.
    assertThat(client.sql("scratch", "select 1", List.of(), "").status()).isEqualTo(200);
    Frozen store = Frozen.process(processOf("dynamodb"));
    try {
      Reply write =
          client.sql(
              "scratch",
              "update orders set status = $1 where id = 32",
              List.of(LITERAL),
              "",
              Map.of("Idempotency-Key", "bad-input-2"));
      isProblem(write, 503, "unavailable");
      assertThat(write.retryAfter()).isPresent();
      isProblem(client.sql("scratch", READ, List.of(), ""), 503, "unavailable");
      assertThat(status(32)).isEqualTo(before);
    } finally {
      store.thaw();
    }
    assertThat(client.sql("scratch", "select 1", List.of(), "").status()).isEqualTo(200);
    assertThat(status(32)).isEqualTo(before);
  }

  private static void isProblem(Reply reply, int status, String problem) {
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(status);
    assertThat(reply.contentType()).isEqualTo("application/problem+json");
    assertThat(reply.body().path("type").asText())
        .isEqualTo("https://countersign.dev/problems/" + problem);
    assertThat(reply.body().path("status").asInt()).isEqualTo(status);
    String text = reply.body().toString().toLowerCase(Locale.ROOT);
    assertThat(SECRETS).noneMatch(secret -> text.contains(secret.toLowerCase(Locale.ROOT)));
  }

  private static long processOf(String service) throws IOException, InterruptedException {
    return Objects.requireNonNull(TestPlane.shared().cloud().processes().get(service), service);
  }

  private static String status(int order) throws IOException, InterruptedException {
    return TestPlane.shared().shop().text("select status from orders where id = " + order);
  }

  private static Row body(String name, int status, String problem, String body) {
    return new Row(
        name, status, problem, () -> TestPlane.reporter().send("POST", SQL, body, Map.of()));
  }

  private static Row token(String fault) {
    return new Row(
        "a token: " + fault,
        401,
        "unauthenticated",
        () -> {
          Cast cast = TestPlane.shared().cast();
          return ask(cast.oddToken("agents", cast.agentSubject("reporter"), fault));
        });
  }

  private static Reply ask(String token) throws IOException, InterruptedException {
    return new PlaneClient(TestPlane.shared().api(), token).sql("scratch", READ, List.of(), "");
  }

  private static Reply askAt(String connection) throws IOException, InterruptedException {
    return TestPlane.reporter().sql(connection, READ, List.of(), "");
  }

  private static PlaneClient deployer() throws IOException, InterruptedException {
    return new PlaneClient(
        TestPlane.shared().api(), TestPlane.shared().cast().agentToken("deployer"));
  }

  private static String submission(String statement, String parameters) {
    return "{\"statement\":\"%s\",\"parameters\":%s,\"purpose\":\"p\"}"
        .formatted(statement, parameters);
  }
}
