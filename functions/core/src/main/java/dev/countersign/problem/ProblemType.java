package dev.countersign.problem;

/**
 * The reasons for which a caller gets no answer. The slug and the status are stable: clients depend
 * on them.
 */
public enum ProblemType {
  NOT_JSON("not-json", 400, "the body is not one JSON object"),
  UNKNOWN_FIELD("unknown-field", 400, "the body has a field that is not known"),
  INVALID_FIELD("invalid-field", 400, "a field of the body is missing or not as it must be"),
  TOO_LARGE("too-large", 413, "the request is larger than the limit"),
  PARAMETERS("parameters", 400, "the parameters do not fit the statement"),
  IDEMPOTENCY_KEY_REQUIRED(
      "idempotency-key-required", 400, "a write that needs no approval needs an Idempotency-Key"),
  IDEMPOTENCY_KEY_INVALID(
      "idempotency-key-invalid", 400, "the Idempotency-Key is not as it must be"),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused", 422, "the Idempotency-Key was used with other content"),
  WAIT_INVALID("wait-invalid", 400, "wait is a number of seconds from 0 to 20"),
  PAGE_INVALID("page-invalid", 400, "the page that is asked for is none that a listing has given"),
  UNAUTHENTICATED("unauthenticated", 401, "the request is not authenticated"),
  UNKNOWN_CONNECTION(
      "unknown-connection", 404, "there is no such connection, or you may not use it"),
  UNKNOWN_OPERATION("unknown-operation", 404, "there is no such operation of yours"),
  NOT_AN_AUDITOR("not-an-auditor", 403, "only a person with the auditor's role may see this"),
  FILTER_INVALID("filter-invalid", 400, "a filter is not as it must be"),
  DENIED_BY_POLICY("denied-by-policy", 403, "the policy denies the operation"),
  NO_CONTROLLER(
      "no-controller", 403, "nobody is known to answer for you, so nobody can approve for you"),
  CANNOT_BE_MASKED("cannot-be-masked", 403, "the operation cannot surely be masked"),
  REFUSED_BY_APPROVER("refused-by-approver", 403, "an approver refused the operation"),
  APPROVAL_EXPIRED("approval-expired", 410, "nobody approved the operation in time"),
  APPROVAL_VOIDED("approval-voided", 409, "what the approval rests on has changed"),
  CANCELLED("cancelled", 409, "the operation was cancelled"),
  NOT_CANCELLABLE("not-cancellable", 409, "the operation has ended"),
  ANSWER_EXPIRED("answer-expired", 410, "the answer is no longer kept"),
  STATEMENT_REFUSED("statement-refused", 422, "the target refused the statement"),
  CLASSIFICATION_MISS("classification-miss", 422, "the statement was taken for a read and is none"),
  TARGET_UNAVAILABLE("target-unavailable", 502, "the target could not be reached"),
  TARGET_TIMEOUT("target-timeout", 504, "the target took too long and was stopped"),
  OUTCOME_UNKNOWN("outcome-unknown", 500, "the operation started and its end cannot be known"),
  BUSY("busy", 503, "the plane is at its limit"),
  EVIDENCE_UNREADABLE("evidence-unreadable", 500, "something that is recorded cannot be read"),
  UNAVAILABLE("unavailable", 503, "the plane cannot record or decide now, so nothing was run");

  private static final String BASE = "https://countersign.dev/problems/";

  private final String slug;
  private final int status;
  private final String title;

  ProblemType(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  /** The stable type: an absolute URI (RFC 9457, section 3.1.1). */
  public String uri() {
    return BASE + slug;
  }

  /** The last part of the type. */
  public String slug() {
    return slug;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** One line that holds for every problem of this type. */
  public String title() {
    return title;
  }
}
