package dev.countersign.localstack.issuer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.countersign.localstack.server.Answer;
import dev.countersign.localstack.server.LoopbackServer;
import dev.countersign.localstack.server.RequestBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Two issuers in one server on 127.0.0.1: people under {@code /people} (they sign in on a page) and
 * agents under {@code /agents} (they prove themselves by a secret), each with its own key; and
 * {@code /development/tokens} for tokens with a chosen fault.
 */
public final class DevelopmentIssuer implements AutoCloseable {

  private static final String JSON = "application/json";
  private static final int MAXIMUM_BODY = 65_536;

  private final LoopbackServer server;
  private final SigningKey peopleKey = SigningKey.generate();
  private final SigningKey agentsKey = SigningKey.generate();
  private final PeopleIssuer people;
  private final AgentsIssuer agents;
  private final OddTokens oddTokens;

  private DevelopmentIssuer(
      LoopbackServer server, IssuerConfiguration configuration, InstantSource clock) {
    this.server = server;
    this.people = new PeopleIssuer(peopleIdentifier(), configuration, peopleKey, clock);
    this.agents =
        new AgentsIssuer(agentsIdentifier(), peopleIdentifier(), configuration, agentsKey, clock);
    this.oddTokens =
        new OddTokens(
            agentsIdentifier(), peopleIdentifier(), configuration, agentsKey, peopleKey, clock);
  }

  /**
   * Starts the issuers on a port, 0 for any that is free.
   *
   * @throws IllegalArgumentException if the configuration is not as it must be
   */
  public static DevelopmentIssuer start(int port, String configuration, InstantSource clock)
      throws IOException {
    IssuerConfiguration known = ConfigurationReader.read(configuration);
    // The issuers name themselves by the port, so a request waits until they know it.
    CompletableFuture<DevelopmentIssuer> started = new CompletableFuture<>();
    LoopbackServer server = LoopbackServer.start(port, exchange -> started.join().answer(exchange));
    DevelopmentIssuer issuer = new DevelopmentIssuer(server, known, clock);
    started.complete(issuer);
    return issuer;
  }

  /** The address of the server, without a path. */
  public String address() {
    return server.uri().toString();
  }

  /** The {@code iss} of people's tokens. */
  public String peopleIdentifier() {
    return address() + "/people";
  }

  /** The {@code iss} of agents' tokens. */
  public String agentsIdentifier() {
    return address() + "/agents";
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    Answer answer;
    try {
      answer = route(exchange);
    } catch (RequestFault fault) {
      answer = fault.answer();
    }
    return answer
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Content-Type-Options", "nosniff");
  }

  private Answer route(HttpExchange exchange) throws IOException, RequestFault {
    Optional<String> authorization = header(exchange, "Authorization");
    return switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
      case "GET /people/.well-known/openid-configuration" -> peopleMetadata();
      case "GET /people/jwks" -> Answer.of(200, JSON, peopleKey.published());
      case "GET /people/authorize" -> people.authorize(query(exchange), header(exchange, "Cookie"));
      case "POST /people/authorize" -> people.pick(form(exchange));
      case "POST /people/token" -> people.token(authorization, form(exchange));
      case "GET /agents/.well-known/openid-configuration" -> agentsMetadata();
      case "GET /agents/jwks" -> Answer.of(200, JSON, agentsKey.published());
      case "POST /agents/token" -> agents.token(authorization, form(exchange));
      case "POST /development/tokens" -> oddTokens.mint(form(exchange));
      default -> Answer.empty(404);
    };
  }

  private Answer peopleMetadata() {
    ObjectNode metadata = metadata(peopleIdentifier());
    metadata.put("authorization_endpoint", peopleIdentifier() + "/authorize");
    metadata.putArray("response_types_supported").add("code");
    metadata.putArray("code_challenge_methods_supported").add("S256");
    metadata.putArray("scopes_supported").add("openid");
    metadata.putArray("subject_types_supported").add("public");
    metadata.putArray("id_token_signing_alg_values_supported").add("ES256");
    metadata.put("authorization_response_iss_parameter_supported", true);
    metadata.putArray("grant_types_supported").add("authorization_code");
    return Answer.json(200, metadata);
  }

  private Answer agentsMetadata() {
    ObjectNode metadata = metadata(agentsIdentifier());
    metadata.putArray("grant_types_supported").add("client_credentials");
    return Answer.json(200, metadata);
  }

  private static ObjectNode metadata(String identifier) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("issuer", identifier)
        .put("jwks_uri", identifier + "/jwks")
        .put("token_endpoint", identifier + "/token");
  }

  private static Parameters query(HttpExchange exchange) throws RequestFault {
    String query = exchange.getRequestURI().getRawQuery();
    return Parameters.parse(query == null ? "" : query);
  }

  private static Parameters form(HttpExchange exchange) throws IOException, RequestFault {
    byte[] body =
        RequestBody.read(exchange, MAXIMUM_BODY)
            .orElseThrow(() -> new RequestFault("invalid_request", "the form is too large"));
    return Parameters.parse(new String(body, StandardCharsets.UTF_8));
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }
}
