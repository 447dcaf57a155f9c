package dev.countersign.approval;

import static dev.countersign.approval.PageResponse.page;

import dev.countersign.approve.Verdict;
import dev.countersign.canonical.Digest;
import dev.countersign.oidc.AuthorizationCodeFlow;
import dev.countersign.oidc.SignInAttempt;
import dev.countersign.oidc.SignInOutcome;
import dev.countersign.operation.OperationId;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The routes of approval, for people in browsers. No GET changes anything of an operation; the one
 * POST that does carries the session's form token and the digest of what the page showed. No route
 * takes a bearer token, so no agent's token can do anything here.
 */
@Controller
@Produces(MediaType.TEXT_HTML)
final class ApprovalController {

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Approval approval;
  private final Browser browser;
  private final AuthorizationCodeFlow flow;
  private final Pages pages;
  private final OwnForms forms;

  ApprovalController(
      Approval approval, Browser browser, AuthorizationCodeFlow flow, Pages pages, OwnForms forms) {
    this.approval = approval;
    this.browser = browser;
    this.flow = flow;
    this.pages = pages;
    this.forms = forms;
  }

  /** Shows an operation to whoever may see it. */
  @Get("/approvals/{operation}")
  MutableHttpResponse<String> show(HttpRequest<?> request, @PathVariable String operation) {
    if (!OperationId.isOperationId(operation)) {
      return page(
          HttpStatus.NOT_FOUND, pages.message("Nothing here", "There is no such operation."));
    }
    return signedIn(request)
        .map(session -> show(new OperationId(operation), session))
        .orElseGet(() -> beginSignIn("/approvals/" + operation));
  }

  /** Takes a vote. */
  @Post("/approvals/{operation}")
  @Consumes(MediaType.ALL)
  MutableHttpResponse<String> vote(
      HttpRequest<?> request, @PathVariable String operation, @Body @Nullable String body) {
    Optional<Browser.Session> session = signedIn(request);
    if (session.isEmpty()) {
      return page(
          HttpStatus.UNAUTHORIZED,
          pages.message(
              "Not signed in", "Your session has ended. Open the link again and sign in."));
    }
    Map<String, String> form = FormBody.read(body == null ? "" : body);
    if (!forms.isOurs(request, form, session.get())) {
      return page(
          HttpStatus.FORBIDDEN,
          pages.message(
              "Not accepted", "This form does not belong to your session. Nothing was changed."));
    }
    return ballot(form)
        .filter(ballot -> OperationId.isOperationId(operation))
        .map(ballot -> cast(new OperationId(operation), session.get(), ballot))
        .orElseGet(() ->
            page(
                HttpStatus.BAD_REQUEST,
                pages.message(
                    "Not accepted",
                    "A verdict needs a reason of 1 to 1,000 characters. Nothing was changed.")));
  }

  /** Comes back from the issuer. */
  @Get("/sign-in/callback")
  MutableHttpResponse<String> callback(HttpRequest<?> request) {
    Optional<Browser.PendingSignIn> pending =
        Cookies.read(request, Cookies.SIGN_IN).flatMap(browser::finish);
    if (pending.isEmpty()) {
      return page(
          HttpStatus.BAD_REQUEST,
          pages.message(
              "Not signed in",
              "This sign-in was not begun here, or is over. Open the link again."));
    }
    return switch (flow.finish(pending.get().attempt(), parameters(request))) {
      case SignInOutcome.SignedIn signedIn -> {
        Voter voter =
            new Voter(
                signedIn.token().account(),
                signedIn
                    .token()
                    .authenticatedAt()
                    .orElseThrow(() -> new IllegalStateException("a sign-in without its time")));
        yield redirect(pending.get().returnTo())
            .header(
                HttpHeaders.SET_COOKIE,
                Cookies.set(Cookies.SESSION, browser.open(voter), Browser.SESSION))
            .header(HttpHeaders.SET_COOKIE, Cookies.clear(Cookies.SIGN_IN));
      }
      case SignInOutcome.IdTokenRefused refused -> notSignedIn(refused.fault().sentence());
      case SignInOutcome.NotSignedIn refused -> notSignedIn("the issuer did not sign you in");
    };
  }

  /** Ends the session. */
  @Post("/sign-out")
  @Consumes(MediaType.ALL)
  MutableHttpResponse<String> signOut(HttpRequest<?> request, @Body @Nullable String body) {
    Map<String, String> form = FormBody.read(body == null ? "" : body);
    Optional<Browser.Session> session = signedIn(request);
    if (session.isEmpty() || !forms.isOurs(request, form, session.get())) {
      return page(HttpStatus.FORBIDDEN, pages.message("Not accepted", "Nothing was changed."));
    }
    Cookies.read(request, Cookies.SESSION).ifPresent(browser::close);
    return page(HttpStatus.OK, pages.message("Signed out", "Your session has ended."))
        .header(HttpHeaders.SET_COOKIE, Cookies.clear(Cookies.SESSION));
  }

  private MutableHttpResponse<String> show(OperationId id, Browser.Session session) {
    return approval
        .view(id, session.voter())
        .map(view -> page(HttpStatus.OK, pages.operation(view, session)))
        .orElseGet(() ->
            page(
                HttpStatus.NOT_FOUND,
                pages.message(
                    "Nothing here", "There is no such operation, or you are not asked about it.")));
  }

  private MutableHttpResponse<String> cast(OperationId id, Browser.Session session, Ballot ballot) {
    return switch (approval.vote(id, session.voter(), ballot)) {
      case VoteOutcome.Counted counted -> redirect("/approvals/" + id);
      case VoteOutcome.Conflicted conflicted ->
          page(
              HttpStatus.FORBIDDEN,
              pages.message("Your vote does not count", conflicted.conflict().sentence()));
      case VoteOutcome.OtherContent other ->
          page(
              HttpStatus.CONFLICT,
              pages.message(
                  "Not accepted",
                  "The page showed something else than what is recorded. Open it again."));
      case VoteOutcome.Closed closed ->
          page(
              HttpStatus.CONFLICT,
              pages.message(
                  "Too late",
                  "The operation is " + closed.state().word() + "; no vote is taken any more."));
      case VoteOutcome.NothingToVoteOn nothing ->
          page(HttpStatus.NOT_FOUND, pages.message("Nothing here", "There is no such operation."));
    };
  }

  private static Optional<Ballot> ballot(Map<String, String> form) {
    String digest = form.getOrDefault("digest", "");
    String reason = form.getOrDefault("reason", "").strip();
    Optional<Verdict> verdict =
        switch (form.getOrDefault("verdict", "")) {
          case "approve" -> Optional.of(Verdict.APPROVED);
          case "refuse" -> Optional.of(Verdict.REFUSED);
          default -> Optional.empty();
        };
    boolean complete =
        DIGEST.matcher(digest).matches()
            && !reason.isEmpty()
            && reason.length() <= Ballot.MAXIMUM_REASON_CHARACTERS;
    return complete
        ? verdict.map(word -> new Ballot(word, reason, new Digest(digest)))
        : Optional.empty();
  }

  private Optional<Browser.Session> signedIn(HttpRequest<?> request) {
    return Cookies.read(request, Cookies.SESSION).flatMap(browser::session);
  }

  private MutableHttpResponse<String> beginSignIn(String returnTo) {
    SignInAttempt attempt = flow.begin();
    String key = browser.begin(new Browser.PendingSignIn(attempt, returnTo));
    return PageResponse.secured(HttpResponse.<String>status(HttpStatus.FOUND))
        .header(HttpHeaders.LOCATION, attempt.address().toString())
        .header(HttpHeaders.SET_COOKIE, Cookies.set(Cookies.SIGN_IN, key, Browser.SESSION));
  }

  private MutableHttpResponse<String> notSignedIn(String because) {
    return page(
            HttpStatus.FORBIDDEN,
            pages.message("Not signed in", "You are not signed in: " + because + "."))
        .header(HttpHeaders.SET_COOKIE, Cookies.clear(Cookies.SIGN_IN));
  }

  private static Map<String, List<String>> parameters(HttpRequest<?> request) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (String name : request.getParameters().names()) {
      parameters.put(name, request.getParameters().getAll(name));
    }
    return parameters;
  }

  private static MutableHttpResponse<String> redirect(String path) {
    return PageResponse.secured(HttpResponse.<String>seeOther(URI.create(path)));
  }
}
