package dev.countersign.intake;

import dev.countersign.approve.WorkflowUnavailable;
import dev.countersign.bundle.BundleUnavailable;
import dev.countersign.catalogue.CatalogueUnavailable;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import dev.countersign.problem.WithoutMessage;
import dev.countersign.record.EvidenceTooLarge;
import dev.countersign.record.EvidenceUnavailable;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults as problems. What a fault of ours says goes to the log, and of any other where it arose;
 * the caller learns only what to do.
 */
@Controller
final class Faults {

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  /** The plane cannot record: nothing was run. */
  @Error(global = true, exception = EvidenceUnavailable.class)
  MutableHttpResponse<String> evidence(EvidenceUnavailable fault) {
    return unavailable(
        fault, "what is asked cannot be recorded now; repeat the request with its key");
  }

  /** What was asked is larger than evidence can keep: nothing was run. */
  @Error(global = true, exception = EvidenceTooLarge.class)
  MutableHttpResponse<String> tooLarge(EvidenceTooLarge fault) {
    LOG.warn("a request is too large to be recorded", fault);
    return Problems.response(
        Problem.of(ProblemType.TOO_LARGE, "the request is larger than can be recorded"));
  }

  /** There is nothing to decide by: nothing was run. */
  @Error(global = true, exception = BundleUnavailable.class)
  MutableHttpResponse<String> bundle(BundleUnavailable fault) {
    return unavailable(fault, "there is no policy to decide by now; repeat the request later");
  }

  /** What the target holds is not known: nothing was run. */
  @Error(global = true, exception = CatalogueUnavailable.class)
  MutableHttpResponse<String> catalogue(CatalogueUnavailable fault) {
    return unavailable(
        fault,
        "what the target holds is not known now; repeat the request later, and tell whoever runs"
            + " the plane if it stays so");
  }

  /** Nobody can be asked now: nothing was run. */
  @Error(global = true, exception = WorkflowUnavailable.class)
  MutableHttpResponse<String> workflow(WorkflowUnavailable fault) {
    return unavailable(fault, "approvers cannot be asked now; repeat the same request");
  }

  /** The framework hands over no body: the request has none. */
  @Error(global = true, exception = ConversionErrorException.class)
  MutableHttpResponse<String> noBody(ConversionErrorException fault) {
    return Problems.response(Problem.of(ProblemType.NOT_JSON, "the request has no body"));
  }

  /** Anything else is ours to mend. */
  @Error(global = true, exception = Throwable.class)
  MutableHttpResponse<String> other(Throwable fault) {
    return unavailable(
        WithoutMessage.of(fault),
        "the request could not be completed; ask for the operation before you repeat it");
  }

  private static MutableHttpResponse<String> unavailable(Throwable fault, String detail) {
    LOG.error("a request failed", fault);
    return Problems.response(Problem.of(ProblemType.UNAVAILABLE, detail));
  }
}
