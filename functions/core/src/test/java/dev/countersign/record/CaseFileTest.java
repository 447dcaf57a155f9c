package dev.countersign.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countersign.execute.TargetFault;
import dev.countersign.operation.OperationId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaseFileTest {

  private static final OperationId ID = new OperationId("op-00112233445566778899aabbccddeeff");
  private static final OperationId OTHER = new OperationId("op-ffeeddccbbaa99887766554433221100");

  private static final SortedMap<String, Entry> SAMPLES = SampleEvidence.entries(ID);

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "requested-deny, DENIED",
    "requested-permit, PERMITTED",
    "requested-permit started, RUNNING",
    "requested-permit started finished, SUCCEEDED",
    "requested-permit started finished collected, SUCCEEDED",
    "requested-permit started failed, FAILED",
    "requested-permit started unknown, UNKNOWN",
    "requested-permit started stop-asked, STOPPING",
    "requested-permit started stop-asked finished, SUCCEEDED",
    "requested-permit started stop-asked stopped, CANCELLED",
    "requested-permit started stop-asked failed, FAILED",
    "requested-permit started stop-asked unknown, UNKNOWN",
    "requested-permit cancelled, CANCELLED",
    "requested-permit voided, VOIDED",
    "requested-approval-needed, WAITING",
    "requested-approval-needed requester-controller notified, WAITING",
    "requested-approval-needed voted voter-controller, WAITING",
    "requested-approval-needed voted voter-controller approved, APPROVED",
    "requested-approval-needed voted voter-controller refused, REFUSED",
    "requested-approval-needed expired, EXPIRED",
    "requested-approval-needed cancelled, CANCELLED",
    "requested-approval-needed voted approved cancelled, CANCELLED",
    "requested-approval-needed voted approved voided, VOIDED",
    "requested-approval-needed voted approved started, RUNNING",
    "requested-approval-needed voted approved started stop-asked, STOPPING",
    "requested-approval-needed voted approved started finished, SUCCEEDED",
    "requested-approval-needed voted approved started failed, FAILED",
    "requested-approval-needed voted approved started stopped, CANCELLED",
    "requested-approval-needed voted approved started unknown, UNKNOWN",
  })
  void theEntriesSayWhereTheOperationStands(String recorded, OperationState state) {
    List<Entry> entries =
        new ArrayList<>(Arrays.stream(recorded.split(" ")).map(CaseFileTest::entry).toList());
    assertThat(CaseFile.replay(ID, entries).state()).isEqualTo(state);
    Collections.reverse(entries);
    assertThat(CaseFile.replay(ID, entries).state()).as("in any order").isEqualTo(state);
  }

  @Test
  void everyStateIsInTheTable() throws NoSuchMethodException {
    CsvSource table =
        CaseFileTest.class
            .getDeclaredMethod(
                "theEntriesSayWhereTheOperationStands", String.class, OperationState.class)
            .getAnnotation(CsvSource.class);
    assertThat(Arrays.stream(table.value()).map(row -> row.replaceFirst(".*, ", "")).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(OperationState.values()).map(Enum::name).toList());
  }

  @Test
  void withoutARequestThereIsNoState() {
    CaseFile file = CaseFile.replay(ID, List.of());
    assertThat(file.isEmpty()).isTrue();
    assertThatIllegalStateException().isThrownBy(file::state);
  }

  @Test
  void theEntriesAreInTheOrderOfTheirPlaces() {
    CaseFile file =
        CaseFile.replay(ID, List.of(entry("finished"), entry("voted"), entry("requested-permit")));
    assertThat(file.entries())
        .extracting(recorded -> recorded.entry().key().toString())
        .containsExactly(
            "intake#" + ID + "/requested",
            "approval#" + ID + "/voted#carol",
            "execution#" + ID + "/finished");
    assertThat(file.entries()).hasSize(3);
    assertThat(file.votes()).singleElement().extracting(vote -> vote.approver()).isEqualTo("carol");
    assertThat(file.hashes(EvidenceKind.VOTED)).containsExactly(entry("voted").hash());
    assertThat(file.has(EvidenceKind.VOTER_CONTROLLER)).isFalse();
  }

  @Test
  void anotherOperationsEntryIsRefused() {
    Entry foreign = EvidenceCodec.encode(OTHER, SampleEvidence.permitted(OTHER));
    assertThatIllegalArgumentException().isThrownBy(() -> CaseFile.replay(ID, List.of(foreign)));
  }

  @Test
  void twoEntriesAtOnePlaceAreRefused() {
    List<Entry> both = List.of(entry("requested-permit"), entry("requested-deny"));
    assertThatIllegalArgumentException().isThrownBy(() -> CaseFile.replay(ID, both));
  }

  private static Entry entry(String name) {
    return name.equals("stopped")
        ? EvidenceCodec.encode(ID, stopped())
        : Optional.ofNullable(SAMPLES.get(name)).orElseThrow();
  }

  private static Evidence.Failed stopped() {
    return new Evidence.Failed(
        new TargetFault(TargetFault.Kind.CANCELLED, "57014"), 9, SampleEvidence.ASKED, List.of());
  }
}
