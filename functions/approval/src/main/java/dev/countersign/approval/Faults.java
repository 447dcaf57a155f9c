package dev.countersign.approval;

import dev.countersign.browser.Frame;
import dev.countersign.problem.WithoutMessage;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults as a page. Where a fault arose goes to the log; the reader learns only what to do. */
@Controller
final class Faults {

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  /** The framework hands over no form: the request has no body. */
  @Error(global = true, exception = ConversionErrorException.class)
  MutableHttpResponse<String> noForm(ConversionErrorException fault) {
    return Frame.message(
        HttpStatus.BAD_REQUEST, "Not accepted", "The form is empty. Nothing was changed.");
  }

  /**
   * A store or the workflow does not answer: whether a vote was taken, the operation's page says.
   */
  @Error(global = true, exception = Throwable.class)
  MutableHttpResponse<String> any(Throwable fault) {
    LOG.error("a page could not be given", WithoutMessage.of(fault));
    return Frame.message(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Not now",
            "The plane could not do this just now. Open the operation again before you repeat it.")
        .header(HttpHeaders.RETRY_AFTER, "2");
  }
}
