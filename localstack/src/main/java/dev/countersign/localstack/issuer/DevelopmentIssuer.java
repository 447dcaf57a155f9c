package dev.countersign.localstack.issuer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Two issuers in one server on 127.0.0.1: people under {@code /people} (they sign in on a page) and
 * agents under {@code /agents} (they prove themselves by a secret), each with its own key; and
 * {@code /development/tokens} for tokens with a chosen fault.
 */
public final class DevelopmentIssuer implements AutoCloseable {

  private static final int MAXIMUM_BODY = 65_536;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SigningKey peopleKey = SigningKey.generate();
  private final SigningKey agentsKey = SigningKey.generate();
  private final PeopleIssuer people;
  private final AgentsIssuer agents;
  private final OddTokens oddTokens;

  private DevelopmentIssuer(
      HttpServer server, IssuerConfiguration configuration, InstantSource clock) {
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
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    DevelopmentIssuer issuer = new DevelopmentIssuer(HttpServer.create(address, 0), known, clock);
    issuer.server.setExecutor(issuer.threads);
    issuer.server.createContext("/", issuer::handle);
    issuer.server.start();
    return issuer;
  }

  /** The address of the server, without a path. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
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
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply;
      try {
        reply = route(exchange);
      } catch (RequestFault fault) {
        reply = fault.reply();
      }
      send(exchange, reply);
    }
  }

  private Reply route(HttpExchange exchange) throws IOException, RequestFault {
    Optional<String> authorization = header(exchange, "Authorization");
    return switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
      case "GET /people/.well-known/openid-configuration" -> peopleMetadata();
      case "GET /people/jwks" -> Reply.json(200, peopleKey.published());
      case "GET /people/authorize" -> people.authorize(query(exchange), header(exchange, "Cookie"));
      case "POST /people/authorize" -> people.pick(form(exchange));
      case "POST /people/token" -> people.token(authorization, form(exchange));
      case "GET /agents/.well-known/openid-configuration" -> agentsMetadata();
      case "GET /agents/jwks" -> Reply.json(200, agentsKey.published());
      case "POST /agents/token" -> agents.token(authorization, form(exchange));
      case "POST /development/tokens" -> oddTokens.mint(form(exchange));
      default -> Reply.json(404, "{\"error\":\"not_found\"}");
    };
  }

  private Reply peopleMetadata() {
    ObjectNode metadata = metadata(peopleIdentifier());
    metadata.put("authorization_endpoint", peopleIdentifier() + "/authorize");
    metadata.putArray("response_types_supported").add("code");
    metadata.putArray("code_challenge_methods_supported").add("S256");
    metadata.putArray("scopes_supported").add("openid");
    metadata.putArray("subject_types_supported").add("public");
    metadata.putArray("id_token_signing_alg_values_supported").add("ES256");
    metadata.put("authorization_response_iss_parameter_supported", true);
    metadata.putArray("grant_types_supported").add("authorization_code");
    return Reply.json(200, metadata.toString());
  }

  private Reply agentsMetadata() {
    ObjectNode metadata = metadata(agentsIdentifier());
    metadata.putArray("grant_types_supported").add("client_credentials");
    return Reply.json(200, metadata.toString());
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
    byte[] body = exchange.getRequestBody().readNBytes(MAXIMUM_BODY + 1);
    if (body.length > MAXIMUM_BODY) {
      throw new RequestFault("invalid_request", "the form is too large");
    }
    return Parameters.parse(new String(body, StandardCharsets.UTF_8));
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    try (OutputStream stream = exchange.getResponseBody()) {
      stream.write(body);
    }
  }
}
