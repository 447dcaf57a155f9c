package dev.countersign.browser;

import dev.countersign.oidc.AuthorizationCodeFlow;
import dev.countersign.oidc.SignInAttempt;
import dev.countersign.oidc.SignInOutcome;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How people come in to a duty and leave it: the sign-in at their issuer and back (OpenID Connect
 * code flow with PKCE), the session, and the token that every form of the session carries.
 */
public final class Entrance {

  private final Browser browser;
  private final Cookies cookies;
  private final AuthorizationCodeFlow flow;
  private final OwnForms forms;

  /** The entrance to the duty that these belong to. */
  public Entrance(Browser browser, Cookies cookies, AuthorizationCodeFlow flow, OwnForms forms) {
    this.browser = browser;
    this.cookies = cookies;
    this.flow = flow;
    this.forms = forms;
  }

  /** The session of whoever asks; empty if they have none of this duty. */
  public Optional<Browser.Session> session(HttpRequest<?> request) {
    return Cookies.read(request, cookies.session()).flatMap(browser::session);
  }

  /** Sends the browser to the issuer, to come back to this page. */
  public MutableHttpResponse<String> signIn(String returnTo) {
    SignInAttempt attempt = flow.begin();
    String key = browser.begin(new Browser.PendingSignIn(attempt, returnTo));
    return Frame.secured(HttpResponse.<String>status(HttpStatus.FOUND))
        .header(HttpHeaders.LOCATION, attempt.address().toString())
        .header(HttpHeaders.SET_COOKIE, Cookies.set(cookies.signIn(), key, Browser.SESSION));
  }

  /** Takes the browser back from the issuer, and leads to the page that asked for the sign-in. */
  public MutableHttpResponse<String> comeBack(HttpRequest<?> request) {
    Optional<Browser.PendingSignIn> pending =
        Cookies.read(request, cookies.signIn()).flatMap(browser::finish);
    if (pending.isEmpty()) {
      return Frame.message(
          HttpStatus.BAD_REQUEST,
          "Not signed in",
          "This sign-in was not begun here, or is over. Open the link again.");
    }
    return switch (flow.finish(pending.get().attempt(), parameters(request))) {
      case SignInOutcome.SignedIn signedIn -> {
        SignedIn person =
            new SignedIn(
                signedIn.token().account(),
                signedIn
                    .token()
                    .authenticatedAt()
                    .orElseThrow(() -> new IllegalStateException("a sign-in without its time")));
        yield Frame.redirect(pending.get().returnTo())
            .header(
                HttpHeaders.SET_COOKIE,
                Cookies.set(cookies.session(), browser.open(person), Browser.SESSION))
            .header(HttpHeaders.SET_COOKIE, Cookies.clear(cookies.signIn()));
      }
      case SignInOutcome.IdTokenRefused refused -> notSignedIn(refused.fault().sentence());
      case SignInOutcome.NotSignedIn refused -> notSignedIn("the issuer did not sign you in");
    };
  }

  /** Ends the session, if the form is one of its own. */
  public MutableHttpResponse<String> signOut(HttpRequest<?> request, @Nullable String body) {
    Map<String, String> form = FormBody.read(body == null ? "" : body);
    Optional<Browser.Session> session = session(request);
    if (session.isEmpty() || !forms.isOurs(request, form, session.get())) {
      return Frame.message(HttpStatus.FORBIDDEN, "Not accepted", "Nothing was changed.");
    }
    Cookies.read(request, cookies.session()).ifPresent(browser::close);
    return Frame.message(HttpStatus.OK, "Signed out", "Your session has ended.")
        .header(HttpHeaders.SET_COOKIE, Cookies.clear(cookies.session()));
  }

  private MutableHttpResponse<String> notSignedIn(String because) {
    return Frame.message(
            HttpStatus.FORBIDDEN, "Not signed in", "You are not signed in: " + because + ".")
        .header(HttpHeaders.SET_COOKIE, Cookies.clear(cookies.signIn()));
  }

  private static Map<String, List<String>> parameters(HttpRequest<?> request) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (String name : request.getParameters().names()) {
      parameters.put(name, request.getParameters().getAll(name));
    }
    return parameters;
  }
}
