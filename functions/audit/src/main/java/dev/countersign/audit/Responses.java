package dev.countersign.audit;

import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemDocument;
import dev.countersign.problem.ProblemType;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Optional;

/** What is not a page, as HTTP responses. */
final class Responses {

  private Responses() {}

  static MutableHttpResponse<String> json(String document) {
    return HttpResponse.ok(document)
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /** JSON Lines, and where they go on (RFC 8288). */
  static MutableHttpResponse<String> lines(String lines, Optional<String> next) {
    MutableHttpResponse<String> response =
        HttpResponse.ok(lines)
            .contentType("application/jsonl; charset=utf-8")
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    return next.map(address -> response.header(HttpHeaders.LINK, "<" + address + ">; rel=\"next\""))
        .orElse(response);
  }

  static MutableHttpResponse<String> problem(Problem problem) {
    MutableHttpResponse<String> response =
        HttpResponse.<String>status(HttpStatus.valueOf(problem.type().status()))
            .body(ProblemDocument.of(problem))
            .contentType(ProblemDocument.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.type() == ProblemType.UNAUTHENTICATED) {
      return response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }
    return problem.type() == ProblemType.UNAVAILABLE
        ? response.header(HttpHeaders.RETRY_AFTER, "2")
        : response;
  }
}
