package dev.countersign.intake;

import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The routes of intake: each decodes, makes one call, and encodes. */
@Controller("/v1")
@Produces(MediaType.ALL)
final class IntakeController {

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");
  private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,2}");

  private final Intake intake;

  IntakeController(Intake intake) {
    this.intake = intake;
  }

  /** Takes a statement in. */
  @Post("/connections/{connection}/sql")
  @Consumes(MediaType.ALL)
  MutableHttpResponse<String> submit(
      HttpRequest<?> request, @PathVariable String connection, @Body @Nullable String body) {
    Optional<Duration> wait = wait(request);
    if (wait.isEmpty()) {
      return encode(invalidWait());
    }
    Optional<String> key = Optional.ofNullable(request.getHeaders().get("Idempotency-Key"));
    if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
      return encode(
          refused(
              ProblemType.IDEMPOTENCY_KEY_INVALID,
              "an Idempotency-Key is 1 to 128 visible ASCII characters"));
    }
    Optional<String> session = Optional.ofNullable(request.getHeaders().get("Countersign-Session"));
    if (session.isPresent() && !SESSION.matcher(session.get()).matches()) {
      return encode(
          refused(
              ProblemType.INVALID_FIELD,
              "a Countersign-Session is 1 to 64 letters, digits, `.`, `_`, `:` and `-`"));
    }
    return encode(
        intake.submit(
            authorization(request),
            new Intake.Sent(connection, body == null ? "" : body, key, session),
            wait.get()));
  }

  /** What became of an operation. */
  @Get("/operations/{operation}")
  MutableHttpResponse<String> poll(HttpRequest<?> request, @PathVariable String operation) {
    return encode(
        wait(request)
            .map(wait -> intake.poll(authorization(request), operation, wait))
            .orElseGet(IntakeController::invalidWait));
  }

  /** Withdraws or stops an operation. */
  @Delete("/operations/{operation}")
  MutableHttpResponse<String> cancel(HttpRequest<?> request, @PathVariable String operation) {
    return encode(intake.cancel(authorization(request), operation));
  }

  private static List<String> authorization(HttpRequest<?> request) {
    return request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
  }

  private static Optional<Duration> wait(HttpRequest<?> request) {
    return Optional.of(QueryParameters.first(request, "wait").orElse("0"))
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Integer.parseInt(text)))
        .filter(wait -> wait.compareTo(Intake.MAXIMUM_WAIT) <= 0);
  }

  private static IntakeAnswer invalidWait() {
    return refused(ProblemType.WAIT_INVALID, "`wait` is a number of seconds from 0 to 20");
  }

  private static IntakeAnswer refused(ProblemType type, String detail) {
    return new IntakeAnswer.Refused(Problem.of(type, detail));
  }

  private static MutableHttpResponse<String> encode(IntakeAnswer answer) {
    return switch (answer) {
      case IntakeAnswer.Ready ready ->
          HttpResponse.ok(ready.document())
              .contentType(MediaType.APPLICATION_JSON_TYPE)
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              .header(HttpHeaders.CONTENT_LOCATION, "/v1/operations/" + ready.operation());
      case IntakeAnswer.Pending pending ->
          HttpResponse.accepted()
              .body(PendingDocument.of(pending))
              .contentType(MediaType.APPLICATION_JSON_TYPE)
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              .header(HttpHeaders.LOCATION, "/v1/operations/" + pending.operation())
              .header(HttpHeaders.RETRY_AFTER, "2");
      case IntakeAnswer.Refused refused -> Problems.response(refused.problem());
    };
  }
}
