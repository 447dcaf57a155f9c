package dev.countersign.intake;

import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemDocument;
import dev.countersign.problem.ProblemType;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;

/** Problems as HTTP responses: the one place that maps the one to the other. */
final class Problems {

  private Problems() {}

  static MutableHttpResponse<String> response(Problem problem) {
    MutableHttpResponse<String> response =
        HttpResponse.<String>status(HttpStatus.valueOf(problem.type().status()))
            .body(ProblemDocument.of(problem))
            .contentType(ProblemDocument.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.type() == ProblemType.UNAUTHENTICATED) {
      return response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }
    if (problem.type() == ProblemType.BUSY || problem.type() == ProblemType.UNAVAILABLE) {
      return response.header(HttpHeaders.RETRY_AFTER, "2");
    }
    return response;
  }
}
