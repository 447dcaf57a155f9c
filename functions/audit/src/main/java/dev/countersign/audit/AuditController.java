package dev.countersign.audit;

import dev.countersign.browser.Browser;
import dev.countersign.browser.Cookies;
import dev.countersign.browser.Entrance;
import dev.countersign.browser.Frame;
import dev.countersign.operation.OperationId;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import io.micronaut.http.HttpHeaders;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The routes of audit: pages for people in browsers, and the same as JSON for whoever asks for it.
 * Every one of them first asks the door.
 */
@Controller
@Produces(MediaType.ALL)
final class AuditController {

  static final Cookies COOKIES = Cookies.named("countersign-audit");

  private static final String LIST = "/audit";
  private static final String EXPORT = "/v1/audit/export";
  private static final String OPERATION = "/audit/operations/";

  private final Audit audit;
  private final Door door;
  private final Entrance entrance;
  private final Pages pages;

  AuditController(Audit audit, Door door, Entrance entrance, Pages pages) {
    this.audit = audit;
    this.door = door;
    this.entrance = entrance;
    this.pages = pages;
  }

  /** A page of the list of sessions and operations. */
  @Get(LIST)
  MutableHttpResponse<String> list(HttpRequest<?> request) {
    return admitted(
        request,
        here(request),
        admitted ->
            switch (FilterForm.list(request.getParameters(), audit.now())) {
              case FilterForm.Read.Bad bad ->
                  refused(request, Problem.of(ProblemType.FILTER_INVALID, bad.sentence()));
              case FilterForm.Read.Good good -> list(request, admitted, good);
            });
  }

  private MutableHttpResponse<String> list(
      HttpRequest<?> request, Admission.Admitted admitted, FilterForm.Read.Good asked) {
    ListPage page = audit.list(admitted.auditor(), asked.filter(), asked.after());
    return wantsPage(request)
        ? Frame.page(HttpStatus.OK, pages.list(page, audit.names(), formToken(admitted)))
        : Responses.json(AuditJson.list(page));
  }

  /** One operation, step by step. */
  @Get(OPERATION + "{operation}")
  MutableHttpResponse<String> replay(HttpRequest<?> request, @PathVariable String operation) {
    String here = OperationId.isOperationId(operation) ? OPERATION + operation : LIST;
    return admitted(
        request,
        here,
        admitted ->
            Optional.of(operation)
                .filter(OperationId::isOperationId)
                .map(OperationId::new)
                .flatMap(id -> audit.replay(admitted.auditor(), id))
                .map(replay ->
                    wantsPage(request)
                        ? Frame.page(HttpStatus.OK, pages.replay(replay, formToken(admitted)))
                        : Responses.json(AuditJson.replay(replay)))
                .orElseGet(() ->
                    refused(
                        request,
                        Problem.of(ProblemType.UNKNOWN_OPERATION, "there is no such operation"))));
  }

  /** A part of an export, and where the next one is. */
  @Get(EXPORT)
  MutableHttpResponse<String> export(HttpRequest<?> request) {
    return switch (door.admit(authorization(request), entrance.session(request))) {
      case Admission.Refused refused -> Responses.problem(refused.problem());
      case Admission.Unknown unknown -> Responses.problem(unauthenticated());
      case Admission.Admitted admitted ->
          switch (FilterForm.export(request.getParameters(), audit.now())) {
            case FilterForm.Read.Bad bad ->
                Responses.problem(Problem.of(ProblemType.FILTER_INVALID, bad.sentence()));
            case FilterForm.Read.Good good -> {
              Audit.Exported exported =
                  audit.export(admitted.auditor(), good.filter(), good.after());
              yield Responses.lines(
                  exported.part().lines(),
                  exported
                      .next()
                      .map(place -> FilterForm.address(EXPORT, good.filter(), Optional.of(place))));
            }
          };
    };
  }

  /** Comes back from the issuer. */
  @Get("/audit/sign-in/callback")
  MutableHttpResponse<String> callback(HttpRequest<?> request) {
    return entrance.comeBack(request);
  }

  /** Ends the session. */
  @Post("/audit/sign-out")
  @Consumes(MediaType.ALL)
  MutableHttpResponse<String> signOut(HttpRequest<?> request, @Body @Nullable String body) {
    return entrance.signOut(request, body);
  }

  private MutableHttpResponse<String> admitted(
      HttpRequest<?> request,
      String here,
      Function<Admission.Admitted, MutableHttpResponse<String>> answer) {
    return switch (door.admit(authorization(request), entrance.session(request))) {
      case Admission.Admitted admitted -> answer.apply(admitted);
      case Admission.Refused refused -> refused(request, refused.problem());
      case Admission.Unknown unknown ->
          wantsPage(request) ? entrance.signIn(here) : Responses.problem(unauthenticated());
    };
  }

  private static Problem unauthenticated() {
    return Problem.of(ProblemType.UNAUTHENTICATED, "send an access token of a person, or sign in");
  }

  private static List<String> authorization(HttpRequest<?> request) {
    return request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
  }

  private static MutableHttpResponse<String> refused(HttpRequest<?> request, Problem problem) {
    return wantsPage(request)
        ? Frame.message(
            HttpStatus.valueOf(problem.type().status()), "Nothing to see", problem.detail() + ".")
        : Responses.problem(problem);
  }

  private static boolean wantsPage(HttpRequest<?> request) {
    return authorization(request).isEmpty()
        && !request.getHeaders().accept().contains(MediaType.APPLICATION_JSON_TYPE);
  }

  /** The page asked for, to come back to after the sign-in. */
  private static String here(HttpRequest<?> request) {
    String query = request.getUri().getRawQuery();
    return query == null ? LIST : LIST + "?" + query;
  }

  private static String formToken(Admission.Admitted admitted) {
    return admitted.session().map(Browser.Session::formToken).orElse("");
  }
}
