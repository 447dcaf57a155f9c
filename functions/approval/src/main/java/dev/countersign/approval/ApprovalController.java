package dev.countersign.approval;

import dev.countersign.approve.Verdict;
import dev.countersign.browser.Browser;
import dev.countersign.browser.Cookies;
import dev.countersign.browser.Entrance;
import dev.countersign.browser.FormBody;
import dev.countersign.browser.Frame;
import dev.countersign.browser.OwnForms;
import dev.countersign.canonical.Digest;
import dev.countersign.oidc.AuthorizationCodeFlow;
import dev.countersign.operation.OperationId;
import io.micronaut.http.HttpRequest;
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

  static final Cookies COOKIES = Cookies.named("countersign");

  private final Approval approval;
  private final Entrance entrance;
  private final Pages pages;
  private final OwnForms forms;

  ApprovalController(
      Approval approval, Browser browser, AuthorizationCodeFlow flow, Pages pages, OwnForms forms) {
    this.approval = approval;
    this.entrance = new Entrance(browser, COOKIES, flow, forms);
    this.pages = pages;
    this.forms = forms;
  }

  /** Shows an operation to whoever may see it. */
  @Get("/approvals/{operation}")
  MutableHttpResponse<String> show(HttpRequest<?> request, @PathVariable String operation) {
    if (!OperationId.isOperationId(operation)) {
      return Frame.message(HttpStatus.NOT_FOUND, "Nothing here", "There is no such operation.");
    }
    return entrance
        .session(request)
        .map(session -> show(new OperationId(operation), session))
        .orElseGet(() -> entrance.signIn("/approvals/" + operation));
  }

  /** Takes a vote. */
  @Post("/approvals/{operation}")
  @Consumes(MediaType.ALL)
  MutableHttpResponse<String> vote(
      HttpRequest<?> request, @PathVariable String operation, @Body @Nullable String body) {
    Optional<Browser.Session> session = entrance.session(request);
    if (session.isEmpty()) {
      return Frame.message(
          HttpStatus.UNAUTHORIZED,
          "Not signed in",
          "Your session has ended. Open the link again and sign in.");
    }
    Map<String, String> form = FormBody.read(body == null ? "" : body);
    if (!forms.isOurs(request, form, session.get())) {
      return Frame.message(
          HttpStatus.FORBIDDEN,
          "Not accepted",
          "This form does not belong to your session. Nothing was changed.");
    }
    return ballot(form)
        .filter(ballot -> OperationId.isOperationId(operation))
        .map(ballot -> cast(new OperationId(operation), session.get(), ballot))
        .orElseGet(() ->
            Frame.message(
                HttpStatus.BAD_REQUEST,
                "Not accepted",
                "A verdict needs a reason of 1 to 1,000 characters. Nothing was changed."));
  }

  /** Comes back from the issuer. */
  @Get("/sign-in/callback")
  MutableHttpResponse<String> callback(HttpRequest<?> request) {
    return entrance.comeBack(request);
  }

  /** Ends the session. */
  @Post("/sign-out")
  @Consumes(MediaType.ALL)
  MutableHttpResponse<String> signOut(HttpRequest<?> request, @Body @Nullable String body) {
    return entrance.signOut(request, body);
  }

  private MutableHttpResponse<String> show(OperationId id, Browser.Session session) {
    return approval
        .view(id, voter(session))
        .map(view -> Frame.page(HttpStatus.OK, pages.operation(view, session)))
        .orElseGet(() ->
            Frame.message(
                HttpStatus.NOT_FOUND,
                "Nothing here",
                "There is no such operation, or you are not asked about it."));
  }

  private MutableHttpResponse<String> cast(OperationId id, Browser.Session session, Ballot ballot) {
    return switch (approval.vote(id, voter(session), ballot)) {
      case VoteOutcome.Counted counted -> Frame.redirect("/approvals/" + id);
      case VoteOutcome.Conflicted conflicted ->
          Frame.message(
              HttpStatus.FORBIDDEN, "Your vote does not count", conflicted.conflict().sentence());
      case VoteOutcome.OtherContent other ->
          Frame.message(
              HttpStatus.CONFLICT,
              "Not accepted",
              "The page showed something else than what is recorded. Open it again.");
      case VoteOutcome.Closed closed ->
          Frame.message(
              HttpStatus.CONFLICT,
              "Too late",
              "The operation is " + closed.state().word() + "; no vote is taken any more.");
      case VoteOutcome.NothingToVoteOn nothing ->
          Frame.message(HttpStatus.NOT_FOUND, "Nothing here", "There is no such operation.");
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

  private static Voter voter(Browser.Session session) {
    return new Voter(session.person().account(), session.person().authenticatedAt());
  }
}
