package dev.countersign.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.KeptCase;
import dev.countersign.record.KeptEntry;
import dev.countersign.record.SampleEvidence;
import dev.countersign.verify.ExportJoin.BrokenPart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExportJoinTest {

  private static final Instant UNTIL = SampleEvidence.ASKED.plusSeconds(60);
  private static final Instant EXPORTED_AT = UNTIL.plusSeconds(86_400);
  private static final Scope SCOPE = Scope.everythingUntil(UNTIL);
  private static final BundleDocuments BUNDLES =
      version ->
          version.equals(Digest.ofText("the bundle"))
              ? Optional.of("the bundle")
              : Optional.empty();

  private static byte[] export(Scope scope, List<Integer> numbers) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ExportWriter writer = new ExportWriter(output, EXPORTED_AT, scope, BUNDLES);
    for (int number : numbers) {
      OperationId id = new OperationId("op-%032x".formatted(number));
      String answer = "{\"rows\":[[\"" + number + "\"]]}";
      writer.add(
          new KeptCase(
              id,
              List.of(KeptEntry.of(EvidenceCodec.encode(id, SampleEvidence.needsApproval(id)))),
              Optional.of(answer)));
    }
    writer.end();
    return output.toByteArray();
  }

  private static byte[] joined(List<byte[]> parts) throws BrokenPart, IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ExportJoin join = new ExportJoin(output);
    for (byte[] part : parts) {
      join.add(part);
    }
    join.end();
    return output.toByteArray();
  }

  private static void refused(byte[]... parts) {
    assertThatExceptionOfType(BrokenPart.class).isThrownBy(() -> joined(List.of(parts)));
  }

  @Test
  void theJoinOfPartsIsTheExportOfAllThatTheyHold() throws BrokenPart, IOException {
    assertThat(
            joined(
                List.of(
                    export(SCOPE, List.of(1, 2)),
                    export(SCOPE, List.of()),
                    export(SCOPE, List.of(3)))))
        .isEqualTo(export(SCOPE, List.of(1, 2, 3)));
  }

  @Test
  void theJoinOfOnePartIsThatPart() throws BrokenPart, IOException {
    assertThat(joined(List.of(export(SCOPE, List.of(1))))).isEqualTo(export(SCOPE, List.of(1)));
  }

  @Test
  void ofNoPartThereIsNoExport() {
    refused();
  }

  @Test
  void aPartThatWasCutIsRefused() throws IOException {
    byte[] whole = export(SCOPE, List.of(1, 2));
    String text = new String(whole, StandardCharsets.UTF_8);
    refused(
        text.substring(0, text.lastIndexOf("\n", text.length() - 2) + 1)
            .getBytes(StandardCharsets.UTF_8));
    refused(text.substring(0, text.length() / 2).getBytes(StandardCharsets.UTF_8));
    refused(new byte[0]);
  }

  @Test
  void aPartOfAnotherScopeIsRefused() throws IOException {
    refused(
        export(SCOPE, List.of(1)), export(Scope.everythingUntil(UNTIL.plusSeconds(1)), List.of(2)));
  }

  @Test
  void partsInAnotherOrderOrTwiceAreRefused() throws IOException {
    refused(export(SCOPE, List.of(2)), export(SCOPE, List.of(1)));
    refused(export(SCOPE, List.of(1)), export(SCOPE, List.of(1)));
  }

  @Test
  void anEntryThatWasChangedIsJoinedAsItIsForTheVerifierToFind() throws BrokenPart, IOException {
    String text = new String(export(SCOPE, List.of(1, 2)), StandardCharsets.UTF_8);
    String changed = text.replaceFirst("refund of ticket 8812", "refund of ticket 8813");
    byte[] joined = joined(List.of(changed.getBytes(StandardCharsets.UTF_8)));
    assertThat(new String(joined, StandardCharsets.UTF_8)).contains("refund of ticket 8813");
    List<FindingCode> codes = new ArrayList<>();
    new Verifier(document -> Optional.empty())
        .verify(
            new ByteArrayInputStream(joined),
            Optional.empty(),
            finding -> codes.add(finding.code()),
            count -> {});
    assertThat(codes).contains(FindingCode.HASH_DIFFERS);
  }
}
