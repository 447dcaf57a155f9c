package dev.countersign.localstack.crash;

import dev.countersign.approve.Verdict;
import dev.countersign.canonical.Digest;
import dev.countersign.localstack.crash.Told.Request;
import dev.countersign.operation.BindValue;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.SampleEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Builds what could be seen after crashes: one operation with a marker, and what was told of it.
 */
final class SceneBuilder {

  static final OperationId ID = new OperationId("op-00112233445566778899aabbccddeeff");
  static final String MARKER = "write-1";

  /** The digest of the answer that the sample of `finished` names. */
  static final Digest ANSWER = Digest.ofText("the answer");

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Long> markers = new TreeMap<>();
  private final List<Told> told = new ArrayList<>();
  private final List<Vouched> vouched = new ArrayList<>();
  private final Map<OperationId, Told> askedAgain = new TreeMap<>();
  private Optional<Digest> answer = Optional.empty();
  private Instant at = SampleEvidence.ASKED.plusSeconds(300);

  /** These samples of evidence are recorded, the request for a run that leaves the marker. */
  SceneBuilder recorded(String... samples) {
    for (String sample : samples) {
      entries.add(entry(sample));
    }
    return this;
  }

  SceneBuilder ran(int times) {
    markers.put(MARKER, (long) times);
    return this;
  }

  SceneBuilder answerKept() {
    answer = Optional.of(ANSWER);
    return this;
  }

  SceneBuilder told(Request request, int status, String problem) {
    told.add(answer(request, status, problem));
    return this;
  }

  SceneBuilder told(Told one) {
    told.add(one);
    return this;
  }

  SceneBuilder vouched(String person) {
    vouched.add(new Vouched(ID, person));
    return this;
  }

  SceneBuilder askedAgain(int status, String problem) {
    askedAgain.put(ID, answer(Request.POLL, status, problem));
    return this;
  }

  SceneBuilder afterItsTime() {
    at = SampleEvidence.ASKED.plusSeconds(5 * 3600);
    return this;
  }

  /** The rules that do not hold. */
  List<Rule> broken() {
    List<Observed> operations =
        entries.isEmpty()
            ? List.of()
            : List.of(new Observed(ID, CaseFile.replay(ID, entries), answer));
    Scene scene = new Scene(operations, markers, told, vouched, askedAgain, at);
    return Checks.findings(scene).stream().map(Finding::rule).toList();
  }

  static Told answer(Request request, int status, String problem) {
    return new Told(
        request,
        ID.text(),
        status,
        problem,
        problem.isEmpty() ? "application/json" : "application/problem+json",
        true,
        ANSWER,
        false);
  }

  private static Entry entry(String sample) {
    return switch (sample) {
      case "permitted" -> EvidenceCodec.encode(ID, marked(SampleEvidence.permitted(ID)));
      case "approval-needed" -> EvidenceCodec.encode(ID, marked(SampleEvidence.needsApproval(ID)));
      case "denied" -> EvidenceCodec.encode(ID, marked(SampleEvidence.denied(ID)));
      case "voted-by-dave" ->
          EvidenceCodec.encode(ID, SampleEvidence.voted("dave", Verdict.APPROVED), "dave");
      default -> Optional.ofNullable(SampleEvidence.entries(ID).get(sample)).orElseThrow();
    };
  }

  /** The same request on the connection where runs leave markers. */
  private static Evidence.Requested marked(Evidence.Requested requested) {
    Operation operation = requested.operation();
    return new Evidence.Requested(
        new Operation(
            ID,
            new ConnectionName(Checks.MARKED),
            operation.statement(),
            List.of(new BindValue(Optional.of(MARKER))),
            operation.asWrite(),
            operation.purpose(),
            operation.session(),
            operation.requester(),
            operation.requestedAt()),
        requested.operationDigest(),
        requested.classification(),
        requested.plan(),
        requested.decision(),
        requested.bundle(),
        requested.connectionDigest(),
        requested.approvalDigest(),
        requested.expiresAt(),
        requested.at());
  }
}
