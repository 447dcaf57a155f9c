package dev.countersign.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countersign.environment.Environment;
import dev.countersign.operation.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverdueTest {

  private static final OperationId ID = new OperationId("op-0123456789abcdef0123456789abcdef");
  private static final Instant ASKED = SampleEvidence.ASKED;
  private static final Overdue OVERDUE = new Overdue(Duration.ofMinutes(15), Duration.ofMinutes(1));

  private static CaseFile file(Evidence... evidence) {
    List<Entry> entries = new ArrayList<>();
    for (Evidence one : evidence) {
      entries.add(EvidenceCodec.encode(ID, one));
    }
    return CaseFile.replay(ID, entries);
  }

  @Test
  void eachOpenStateIsOverdueOnceNobodyCanWorkAtItAnyMore() {
    Instant later = ASKED.plusSeconds(600);
    Evidence.Approved approved = new Evidence.Approved(later, List.of());
    Evidence.Started started = new Evidence.Started("1", later, List.of());
    assertThat(OVERDUE.from(file(SampleEvidence.permitted(ID)))).isEqualTo(ASKED.plusSeconds(60));
    assertThat(OVERDUE.from(file(SampleEvidence.needsApproval(ID))))
        .isEqualTo(ASKED.plus(Duration.ofHours(4)).plusSeconds(60));
    assertThat(OVERDUE.from(file(SampleEvidence.needsApproval(ID), approved)))
        .isEqualTo(later.plusSeconds(60));
    assertThat(OVERDUE.from(file(SampleEvidence.permitted(ID), started)))
        .isEqualTo(later.plus(Duration.ofMinutes(16)));
  }

  @Test
  void whatIsClosedIsNeverOverdue() {
    assertThatIllegalStateException()
        .isThrownBy(() -> OVERDUE.from(file(SampleEvidence.denied(ID))));
  }

  @Test
  void theTimesComeFromTheEnvironmentAndAreAsked() {
    assertThat(Overdue.in(new Environment(Map.of(Overdue.LONGEST_RUN, "900", Overdue.GRACE, "60"))))
        .isEqualTo(OVERDUE);
    assertThatIllegalStateException()
        .isThrownBy(() -> Overdue.in(new Environment(Map.of(Overdue.LONGEST_RUN, "900"))))
        .withMessageContaining(Overdue.GRACE);
    assertThatIllegalStateException()
        .isThrownBy(() ->
            Overdue.in(new Environment(Map.of(Overdue.LONGEST_RUN, "-1", Overdue.GRACE, "1"))))
        .withMessageContaining(Overdue.LONGEST_RUN);
  }
}
