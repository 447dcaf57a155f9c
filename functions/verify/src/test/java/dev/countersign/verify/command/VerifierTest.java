package dev.countersign.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.record.OperationState;
import dev.countersign.verify.Verification;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VerifierTest {

  private static final SampleBundle BUNDLE = new SampleBundle();
  private static final SampleExport.Written SAMPLE =
      SampleExport.write(BUNDLE, SampleExport.everyOutcome(BUNDLE));

  @Test
  void nothingIsWrongWithEvidenceOfEveryOutcome() {
    Verified verified =
        Verified.of(SAMPLE.text().getBytes(StandardCharsets.UTF_8), Optional.of(SAMPLE.head()));
    assertThat(verified.findings()).isEmpty();
    Verification verification = verified.verification();
    assertThat(verification.operations()).isEqualTo(12);
    assertThat(verification.unjudged()).isZero();
    assertThat(verification.outcomes()).containsEntry(OperationState.SUCCEEDED, 3L);
    assertThat(verification.approvals()).isEqualTo(4);
    assertThat(verification.votes()).isEqualTo(11);
    assertThat(verification.decisions()).isEqualTo(11);
    assertThat(verification.denials()).isEqualTo(1);
    assertThat(verification.answers()).isEqualTo(2);
    assertThat(verification.answersNotKept()).isEqualTo(1);
    assertThat(verification.comparedWithHead()).isTrue();
    assertThat(verification.head()).contains(SAMPLE.head());
  }
}
