package dev.countersign.localstack.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.authenticate.Issuers;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.authenticate.SignIn;
import dev.countersign.authenticate.TokenFault;
import dev.countersign.authenticate.TokenVerdict;
import dev.countersign.authenticate.TokenVerdict.Refused;
import dev.countersign.authenticate.TokenVerdict.Verified;
import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.authenticate.VerifiedToken;
import dev.countersign.oidc.AuthorizationCodeFlow;
import dev.countersign.oidc.HttpKeySource;
import dev.countersign.oidc.SignInAttempt;
import dev.countersign.oidc.SignInFault;
import dev.countersign.oidc.SignInOutcome;
import dev.countersign.oidc.SignInOutcome.IdTokenRefused;
import dev.countersign.oidc.SignInOutcome.NotSignedIn;
import dev.countersign.oidc.SignInOutcome.SignedIn;
import dev.countersign.people.Account;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plane's own verifiers and code flow, over HTTP, against the development issuer. */
final class DevelopmentIssuerTest {

  private static final String REDIRECT = "http://127.0.0.1:1/signed-in";

  static final String CONFIGURATION =
      """
      {"audience": "http://plane.test",
       "clients": [{"id": "countersign", "redirects": ["http://127.0.0.1:1/signed-in"]}],
       "persons": [{"subject": "anna-4711", "name": "Anna <Berg>", "note": "database team"},
                   {"subject": "ben-4712", "name": "Ben Okafor", "note": "owns the agent"}],
       "agents": [{"subject": "agent-1", "client": "reporting", "secret": "reporting secret"},
                  {"subject": "agent-2", "client": "planner", "secret": "planner secret"}]}
      """;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
  private final Browser browser = new Browser();
  private DevelopmentIssuer issuer;
  private TokenVerifier verifier;
  private AuthorizationCodeFlow flow;

  @BeforeEach
  void start() throws IOException {
    issuer = DevelopmentIssuer.start(0, CONFIGURATION, now::get);
    HttpKeySource keys = new HttpKeySource(now::get);
    verifier = new TokenVerifier(Issuers.local(issuers()), keys, now::get);
    flow = new AuthorizationCodeFlow(SignIn.local(signIn()), Optional.empty(), keys, now::get);
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void aPersonSignsInByTheCodeFlow() {
    SignInAttempt attempt = flow.begin();
    SignInOutcome outcome = flow.finish(attempt, pick(attempt.address(), "anna-4711"));
    assertThat(outcome).isInstanceOf(SignedIn.class);
    VerifiedToken token = ((SignedIn) outcome).token();
    assertThat(token.account()).isEqualTo(new Account(issuer.peopleIdentifier(), "anna-4711"));
    assertThat(token.kind()).isEqualTo(PrincipalKind.PERSON);
    assertThat(token.authenticatedAt()).contains(now.get());
  }

  @Test
  void theVerifierOfAnotherAttemptDoesNotExchangeTheCode() {
    SignInAttempt attempt = flow.begin();
    Map<String, List<String>> answer = pick(attempt.address(), "anna-4711");
    SignInAttempt stolen =
        new SignInAttempt(
            attempt.address(), attempt.state(), attempt.nonce(), flow.begin().verifier());
    assertThat(flow.finish(stolen, answer)).isEqualTo(new NotSignedIn(SignInFault.EXCHANGE));
    assertThat(flow.finish(attempt, answer)).isEqualTo(new NotSignedIn(SignInFault.EXCHANGE));
  }

  @Test
  void aCodeIsGoodOnceAndForAMinute() {
    SignInAttempt attempt = flow.begin();
    Map<String, List<String>> answer = pick(attempt.address(), "anna-4711");
    assertThat(flow.finish(attempt, answer)).isInstanceOf(SignedIn.class);
    assertThat(flow.finish(attempt, answer)).isEqualTo(new NotSignedIn(SignInFault.EXCHANGE));
    SignInAttempt slow = flow.begin();
    Map<String, List<String>> late = pick(slow.address(), "anna-4711");
    now.updateAndGet(time -> time.plusSeconds(60));
    assertThat(flow.finish(slow, late)).isEqualTo(new NotSignedIn(SignInFault.EXCHANGE));
  }

  @Test
  void whoCancelsIsNotSignedIn() {
    SignInAttempt attempt = flow.begin();
    HttpResponse<String> page = browser.open(attempt.address());
    HttpResponse<String> answer =
        browser.post(
            people("/authorize"), Map.of("request", Browser.pending(page), "cancel", "yes"));
    assertThat(flow.finish(attempt, Browser.sentBackWith(answer)))
        .isEqualTo(new NotSignedIn(SignInFault.DECLINED));
  }

  @Test
  void aSessionAnswersOnlyWithinTheMaximumAgeAndNotWhereSigningInAnewIsAsked() {
    pick(flow.begin().address(), "anna-4711");
    now.updateAndGet(time -> time.plusSeconds(100));
    assertThat(browser.open(request(Map.of())).statusCode()).isEqualTo(303);
    assertThat(browser.open(request(Map.of("max_age", "101"))).statusCode()).isEqualTo(303);
    assertThat(browser.open(request(Map.of("max_age", "100"))).statusCode()).isEqualTo(200);
    assertThat(browser.open(request(Map.of("max_age", "0"))).statusCode()).isEqualTo(200);
    assertThat(browser.open(request(Map.of("prompt", "login"))).statusCode()).isEqualTo(200);
    HttpResponse<String> silent = new Browser().open(request(Map.of("prompt", "none")));
    assertThat(Browser.sentBackWith(silent)).containsEntry("error", List.of("login_required"));
  }

  @Test
  void theTimeOfSigningInIsThatOfTheSession() {
    pick(flow.begin().address(), "anna-4711");
    now.updateAndGet(time -> time.plusSeconds(400));
    SignInAttempt attempt = flow.begin();
    URI withoutPrompt =
        URI.create(
            attempt.address().toString().replace("&prompt=login", "").replace("&max_age=300", ""));
    HttpResponse<String> answer = browser.open(withoutPrompt);
    assertThat(flow.finish(attempt, Browser.sentBackWith(answer)))
        .isEqualTo(new IdTokenRefused(TokenFault.AUTHENTICATION_TIME));
  }

  @Test
  void anAddressThatIsNotRegisteredIsNeverRedirectedTo() {
    for (String redirect :
        List.of(
            REDIRECT + "/",
            REDIRECT + "?x=1",
            "http://127.0.0.1:1/SIGNED-IN",
            "http://127.0.0.1:2/signed-in",
            "https://evil.example/")) {
      HttpResponse<String> answer = browser.open(request(Map.of("redirect_uri", redirect)));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Location")).isEmpty();
    }
    assertThat(browser.open(request(Map.of("client_id", "other"))).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "code_challenge_method,plain,invalid_request",
    "code_challenge,short,invalid_request",
    "code_challenge,'',invalid_request",
    "response_type,token,unsupported_response_type",
    "scope,profile,invalid_scope",
    "max_age,-1,invalid_request",
    "prompt,consent,invalid_request"
  })
  void aRequestThatIsNotAsItMustBeIsAnsweredWithAnError(
      String parameter, String value, String error) {
    HttpResponse<String> answer = browser.open(request(Map.of(parameter, value)));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(Browser.sentBackWith(answer))
        .containsEntry("error", List.of(error))
        .containsEntry("state", List.of("s"));
  }

  @Test
  void thePageNeedsNoScriptsAndEscapesNames() {
    HttpResponse<String> page = browser.open(request(Map.of()));
    assertThat(page.body())
        .contains("Anna &lt;Berg&gt;")
        .contains("name=\"viewport\"")
        .doesNotContain("<script")
        .doesNotContain("Anna <Berg>");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .contains("form-action 'self' http://127.0.0.1:1");
  }

  @Test
  void anAgentGetsATokenByItsSecret() {
    VerifiedToken token = verified(agentToken(Map.of()));
    assertThat(token.account()).isEqualTo(new Account(issuer.agentsIdentifier(), "agent-1"));
    assertThat(token.kind()).isEqualTo(PrincipalKind.AGENT);
    assertThat(token.expiresAt()).isEqualTo(now.get().plus(Duration.ofMinutes(10)));
  }

  @Test
  void anAgentWithoutItsSecretGetsNone() {
    Map<String, String> form = new LinkedHashMap<>(Map.of("grant_type", "client_credentials"));
    form.put("client_id", "reporting");
    assertThat(browser.post(agents("/token"), form).statusCode()).isEqualTo(401);
    form.put("client_secret", "planner secret");
    assertThat(browser.post(agents("/token"), form).statusCode()).isEqualTo(401);
    form.put("client_id", "nobody");
    assertThat(browser.post(agents("/token"), form).statusCode()).isEqualTo(401);
  }

  @Test
  void aLifetimeAndAChainOfActorsCanBeAskedFor() {
    VerifiedToken token = verified(agentToken(Map.of("ttl", "5", "act", "agent-2 ben-4712")));
    assertThat(token.expiresAt()).isEqualTo(now.get().plusSeconds(5));
    assertThat(token.actors())
        .containsExactly(
            new Account(issuer.agentsIdentifier(), "agent-2"),
            new Account(issuer.peopleIdentifier(), "ben-4712"));
  }

  @ParameterizedTest
  @CsvSource({
    "expired,EXPIRED",
    "not-yet-valid,NOT_YET_VALID",
    "wrong-audience,AUDIENCE",
    "wrong-issuer,UNKNOWN_ISSUER",
    "wrong-type,TYPE",
    "other-key,SIGNATURE",
    "unknown-key,UNKNOWN_KEY",
    "unsigned,UNSIGNED",
    "sender-bound,SENDER_BOUND"
  })
  void aTokenWithAChosenFaultIsRefusedForIt(String chosen, TokenFault fault) {
    HttpResponse<String> answer =
        browser.post(
            URI.create(issuer.address() + "/development/tokens"),
            Map.of("issuer", "agents", "subject", "agent-1", "fault", chosen));
    assertThat(verifier.verify(member(answer, "access_token"))).isEqualTo(new Refused(fault));
  }

  @Test
  void anAgentsTokenNeverSignsAnybodyIn() {
    SignInAttempt attempt = flow.begin();
    Map<String, List<String>> forged =
        Map.of("code", List.of(agentToken(Map.of())), "state", List.of(attempt.state()));
    assertThat(flow.finish(attempt, forged)).isEqualTo(new NotSignedIn(SignInFault.EXCHANGE));
  }

  @Test
  void metadataNamesTheEndpointsThatAnswer() {
    HttpResponse<String> people = browser.open(people("/.well-known/openid-configuration"));
    assertThat(member(people, "issuer")).isEqualTo(issuer.peopleIdentifier());
    assertThat(browser.open(URI.create(member(people, "jwks_uri"))).statusCode()).isEqualTo(200);
    assertThat(member(browser.open(agents("/.well-known/openid-configuration")), "issuer"))
        .isEqualTo(issuer.agentsIdentifier());
    assertThat(browser.open(people("/jwks")).body())
        .doesNotContain("\"d\"")
        .isNotEqualTo(browser.open(agents("/jwks")).body());
    assertThat(browser.open(people("/elsewhere")).statusCode()).isEqualTo(404);
  }

  @Test
  void aMistakeInTheConfigurationIsRefused() {
    assertThatThrownBy(() -> ConfigurationReader.read("[]")).hasMessageContaining("JSON object");
    assertThatThrownBy(() -> ConfigurationReader.read(CONFIGURATION.replace("note", "notes")))
        .hasMessage("`notes` is not a known member");
    assertThatThrownBy(() -> ConfigurationReader.read(CONFIGURATION.replace("\"agent-1\"", "\"\"")))
        .hasMessage("`subject` is missing or not a text");
  }

  private Map<String, List<String>> pick(URI address, String person) {
    HttpResponse<String> page = browser.open(address);
    assertThat(page.statusCode()).isEqualTo(200);
    HttpResponse<String> answer =
        browser.post(
            people("/authorize"), Map.of("request", Browser.pending(page), "person", person));
    assertThat(answer.statusCode()).isEqualTo(303);
    return Browser.sentBackWith(answer);
  }

  /** A good request to sign in, with these parameters instead; an empty one is left out. */
  private URI request(Map<String, String> instead) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", "countersign");
    parameters.put("redirect_uri", REDIRECT);
    parameters.put("scope", "openid");
    parameters.put("state", "s");
    parameters.put("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    parameters.put("code_challenge_method", "S256");
    parameters.putAll(instead);
    return people("/authorize?" + Parameters.write(parameters));
  }

  private String agentToken(Map<String, String> more) {
    Map<String, String> form = new LinkedHashMap<>(more);
    form.put("grant_type", "client_credentials");
    form.put("client_id", "reporting");
    form.put("client_secret", "reporting secret");
    return member(browser.post(agents("/token"), form), "access_token");
  }

  private VerifiedToken verified(String token) {
    TokenVerdict verdict = verifier.verify(token);
    assertThat(verdict).isInstanceOf(Verified.class);
    return ((Verified) verdict).token();
  }

  private static String member(HttpResponse<String> answer, String name) {
    assertThat(answer.statusCode()).isEqualTo(200);
    try {
      return new ObjectMapper().readTree(answer.body()).get(name).textValue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private URI people(String path) {
    return URI.create(issuer.peopleIdentifier() + path);
  }

  private URI agents(String path) {
    return URI.create(issuer.agentsIdentifier() + path);
  }

  private String issuers() {
    return """
    [{"issuer": "AGENTS", "keys": "AGENTS/jwks", "network": "loopback", "kind": "agent",
      "audience": "http://plane.test", "algorithms": ["ES256"]},
     {"issuer": "PEOPLE", "keys": "PEOPLE/jwks", "network": "loopback", "kind": "person",
      "audience": "http://plane.test", "algorithms": ["ES256"]}]
    """
        .replace("AGENTS", issuer.agentsIdentifier())
        .replace("PEOPLE", issuer.peopleIdentifier());
  }

  private String signIn() {
    return """
    {"issuer": "PEOPLE", "keys": "PEOPLE/jwks", "network": "loopback",
     "clientId": "countersign", "authorize": "PEOPLE/authorize", "token": "PEOPLE/token",
     "redirect": "http://127.0.0.1:1/signed-in", "algorithms": ["ES256"],
     "maximumAgeSeconds": 300}
    """
        .replace("PEOPLE", issuer.peopleIdentifier());
  }
}
