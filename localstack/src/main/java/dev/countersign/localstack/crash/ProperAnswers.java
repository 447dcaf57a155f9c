package dev.countersign.localstack.crash;

import dev.countersign.localstack.crash.Told.Request;
import dev.countersign.problem.ProblemType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which answers a client may get while processes die, and which never. */
final class ProperAnswers {

  private static final String PROBLEM = "application/problem+json";

  /** What API Gateway answers by itself: a function that is at its limit, failed or is away. */
  private static final Set<Integer> FROM_THE_FRONT = Set.of(429, 502, 504);

  private static final Set<ProblemType> PROPER =
      EnumSet.of(
          ProblemType.BUSY,
          ProblemType.UNAVAILABLE,
          ProblemType.TARGET_UNAVAILABLE,
          ProblemType.TARGET_TIMEOUT,
          ProblemType.OUTCOME_UNKNOWN,
          ProblemType.CANCELLED,
          ProblemType.APPROVAL_VOIDED);

  /** Ends of what needs an approval, and of asking to cancel what has ended. */
  private static final Set<ProblemType> PROPER_OF_APPROVALS =
      EnumSet.of(
          ProblemType.REFUSED_BY_APPROVER,
          ProblemType.APPROVAL_EXPIRED,
          ProblemType.NOT_CANCELLABLE);

  private ProperAnswers() {}

  static boolean isProper(Told told) {
    if (told.status() == Told.BROKEN) {
      return true;
    }
    if (told.status() == 200) {
      return told.request() != Request.DENIED;
    }
    if (told.status() == 202) {
      return told.request() != Request.DENIED && told.retryAfter();
    }
    if (!told.mediaType().startsWith(PROBLEM)) {
      return FROM_THE_FRONT.contains(told.status());
    }
    return problem(told)
        .filter(type -> type.status() == told.status())
        .filter(type -> isProper(type, told))
        .isPresent();
  }

  private static boolean isProper(ProblemType type, Told told) {
    boolean mustSayWhen = type == ProblemType.BUSY || type == ProblemType.UNAVAILABLE;
    if (mustSayWhen && !told.retryAfter()) {
      return false;
    }
    return PROPER.contains(type)
        || (PROPER_OF_APPROVALS.contains(type) && told.request() != Request.READ)
        || (type == ProblemType.DENIED_BY_POLICY && told.request() == Request.DENIED);
  }

  private static Optional<ProblemType> problem(Told told) {
    return Arrays.stream(ProblemType.values())
        .filter(type -> type.slug().equals(told.problem()))
        .findFirst();
  }
}
