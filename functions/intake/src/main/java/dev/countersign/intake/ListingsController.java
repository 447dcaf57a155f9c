package dev.countersign.intake;

import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The routes of listings: each decodes, makes one call, and encodes. */
@Controller("/v1")
@Produces(MediaType.ALL)
final class ListingsController {

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");

  private final Listings listings;

  ListingsController(Listings listings) {
    this.listings = listings;
  }

  /** The connections that the caller may use. */
  @Get("/connections")
  MutableHttpResponse<String> connections(HttpRequest<?> request) {
    return answer(request, asked -> listings.connections(authorization(request), asked));
  }

  /** What the caller may know of what is behind a connection. */
  @Get("/connections/{connection}/catalogue")
  MutableHttpResponse<String> catalogue(HttpRequest<?> request, @PathVariable String connection) {
    return answer(request, asked -> listings.catalogue(authorization(request), connection, asked));
  }

  private static List<String> authorization(HttpRequest<?> request) {
    return request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
  }

  private static MutableHttpResponse<String> answer(
      HttpRequest<?> request, Function<Listings.Asked, Listings.Answer> next) {
    return asked(request)
        .map(asked -> encode(next.apply(asked)))
        .orElseGet(() ->
            Problems.response(
                Problem.of(
                    ProblemType.PAGE_INVALID, "`limit` is a number from 1 to " + Page.MOST)));
  }

  private static Optional<Listings.Asked> asked(HttpRequest<?> request) {
    Optional<String> next = QueryParameters.first(request, "next");
    Optional<String> limit = QueryParameters.first(request, "limit");
    if (limit.isEmpty()) {
      return Optional.of(new Listings.Asked(Page.USUAL, next));
    }
    return limit
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Integer::parseInt)
        .filter(number -> number <= Page.MOST)
        .map(number -> new Listings.Asked(number, next));
  }

  private static MutableHttpResponse<String> encode(Listings.Answer answer) {
    return switch (answer) {
      case Listings.Answer.Listed listed ->
          HttpResponse.ok(listed.document())
              .contentType(MediaType.APPLICATION_JSON_TYPE)
              .header(HttpHeaders.CACHE_CONTROL, "no-store");
      case Listings.Answer.Refused refused -> Problems.response(refused.problem());
    };
  }
}
