package dev.countersign.approval;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;

/** A page as it is sent: every one with the headers that guard it. */
final class PageResponse {

  private PageResponse() {}

  static MutableHttpResponse<String> page(HttpStatus status, String html) {
    return secured(HttpResponse.<String>status(status).body(html))
        .contentType("text/html; charset=utf-8");
  }

  static <T> MutableHttpResponse<T> secured(MutableHttpResponse<T> response) {
    Pages.HEADERS.forEach(response::header);
    return response;
  }
}
