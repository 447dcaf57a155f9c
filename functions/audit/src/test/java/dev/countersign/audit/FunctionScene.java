package dev.countersign.audit;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.countersign.apigateway.NoContext;
import dev.countersign.approve.SessionStore;
import dev.countersign.authenticate.Issuers;
import dev.countersign.authenticate.KeyAnswer;
import dev.countersign.authenticate.KeySet;
import dev.countersign.authenticate.SignIn;
import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.browser.Browser;
import dev.countersign.browser.Entrance;
import dev.countersign.browser.OwnForms;
import dev.countersign.browser.SignedIn;
import dev.countersign.oidc.AuthorizationCodeFlow;
import dev.countersign.people.Account;
import dev.countersign.record.Duty;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The audit function as it is wired, but for its stores, which are in memory, and its issuers,
 * whose keys are made here.
 */
@Factory
@Replaces(factory = AuditWiring.class)
final class FunctionScene {

  private static final ECKey KEY = key();

  private static final String ISSUERS =
      """
      [{"issuer": "https://id.example.com/agents", "keys": "https://id.example.com/agents/keys",
        "kind": "agent", "audience": "https://plane.example.com", "algorithms": ["ES256"]},
       {"issuer": "https://id.example.com/", "keys": "https://id.example.com/keys",
        "kind": "person", "audience": "https://plane.example.com", "algorithms": ["ES256"]}]
      """;

  private static final String SIGN_IN =
      """
      {"issuer": "https://id.example.com/", "keys": "https://id.example.com/keys",
       "clientId": "countersign-audit", "authorize": "https://id.example.com/authorize",
       "token": "https://id.example.com/token",
       "redirect": "https://plane.example.com/audit/sign-in/callback", "algorithms": ["ES256"]}
      """;

  final AuditScene scene = new AuditScene();
  private final SessionsInMemory sessions = new SessionsInMemory();
  private final ApplicationContext context;
  private Optional<ApiGatewayProxyRequestEventFunction> function = Optional.empty();

  FunctionScene(ApplicationContext context) {
    this.context = context;
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyAnswer published(String keyId) {
    String document = "{\"keys\":[" + KEY.toPublicJWK().toJSONString() + "]}";
    return KeySet.parse(document.getBytes(StandardCharsets.UTF_8)).orElseThrow().key(keyId);
  }

  @Singleton
  Audit audit() {
    return scene.audit();
  }

  @Singleton
  Door door() {
    return new Door(
        new TokenVerifier(
            Issuers.deployed(ISSUERS), (location, keyId) -> published(keyId), scene.clock),
        scene.bundles());
  }

  @Singleton
  Entrance entrance() {
    return new Entrance(
        browser(Duty.AUDIT),
        AuditController.COOKIES,
        new AuthorizationCodeFlow(
            SignIn.deployed(SIGN_IN),
            Optional.empty(),
            (location, keyId) -> published(keyId),
            scene.clock),
        new OwnForms("https://plane.example.com"));
  }

  @Singleton
  Pages pages() {
    return new Pages();
  }

  private Browser browser(Duty duty) {
    return new Browser(sessions, duty, scene.clock);
  }

  /** The key of a session that this person has with this duty. */
  String session(Account account, Duty duty) {
    return browser(duty).open(new SignedIn(account, scene.clock.instant()));
  }

  /** What every form of this session carries. */
  String formToken(String session) {
    return browser(Duty.AUDIT).session(session).orElseThrow().formToken();
  }

  /** An access token of this account. */
  String token(Account account) {
    return token(account, JsonNodeFactory.instance.objectNode());
  }

  /** An access token of this account with further claims. */
  String token(Account account, ObjectNode further) {
    long now = scene.clock.instant().getEpochSecond();
    ObjectNode claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("iss", account.issuer())
            .put("sub", account.subject())
            .put("aud", "https://plane.example.com")
            .put("client_id", "some")
            .put("jti", "token-1")
            .put("iat", now - 10)
            .put("exp", now + 300);
    claims.setAll(further);
    JWSObject token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(KEY.getKeyID())
                .build(),
            new Payload(claims.toString()));
    try {
      token.sign(new ECDSASigner(KEY));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  /** What the function answers to this request. */
  APIGatewayProxyResponseEvent send(
      String method, String path, Map<String, String> query, Map<String, String> headers) {
    return send(method, path, query, headers, "");
  }

  /** What the function answers to this request with a body. */
  APIGatewayProxyResponseEvent send(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    Map<String, String> all = new HashMap<>(headers);
    all.putIfAbsent("Host", "plane.example.com");
    APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent();
    event.setHttpMethod(method);
    event.setPath(path);
    event.setQueryStringParameters(query);
    event.setMultiValueQueryStringParameters(lists(query));
    event.setHeaders(all);
    event.setMultiValueHeaders(lists(all));
    event.setBody(body);
    event.setRequestContext(new APIGatewayProxyRequestEvent.ProxyRequestContext());
    event.setIsBase64Encoded(false);
    if (function.isEmpty()) {
      function = Optional.of(new ApiGatewayProxyRequestEventFunction(context));
    }
    return function.get().handleRequest(event, new NoContext());
  }

  private static Map<String, List<String>> lists(Map<String, String> values) {
    Map<String, List<String>> lists = new HashMap<>();
    values.forEach((name, value) -> lists.put(name, List.of(value)));
    return lists;
  }

  /** Sessions in memory. */
  private static final class SessionsInMemory implements SessionStore {

    private record Kept(String document, Instant expiresAt) {}

    private final Map<String, Kept> documents = new HashMap<>();

    @Override
    public void keep(String key, String document, Instant expiresAt) {
      documents.put(key, new Kept(document, expiresAt));
    }

    @Override
    public Optional<String> find(String key) {
      return Optional.ofNullable(documents.get(key)).map(Kept::document);
    }

    @Override
    public Optional<String> take(String key) {
      return Optional.ofNullable(documents.remove(key)).map(Kept::document);
    }
  }
}
