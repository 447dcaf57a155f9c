package dev.countersign.audit;

import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import dev.countersign.problem.WithoutMessage;
import dev.countersign.record.UnreadableEvidence;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults as problems. Which entry cannot be read goes to the log, and of any other fault where it
 * arose; the reader learns only what to do.
 */
@Controller
final class Faults {

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  /**
   * An entry is not what its place says: whoever audits has to know, and it is never shown as if it
   * were whole.
   */
  @Error(global = true, exception = UnreadableEvidence.class)
  MutableHttpResponse<String> unreadable(UnreadableEvidence fault) {
    LOG.error("evidence cannot be read", fault);
    return Responses.problem(
        Problem.of(
            ProblemType.EVIDENCE_UNREADABLE,
            "an entry is not what its place says; the log of the function names it"));
  }

  /** What cannot be read, or whose reading cannot be recorded, is not shown. */
  @Error(global = true, exception = Throwable.class)
  MutableHttpResponse<String> any(Throwable fault) {
    LOG.error("a request failed", WithoutMessage.of(fault));
    return Responses.problem(
        Problem.of(
            ProblemType.UNAVAILABLE,
            "what is recorded cannot be read, or the reading cannot be recorded, now"));
  }
}
