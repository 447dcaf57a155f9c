package dev.countersign.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countersign.approve.Verdict;
import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vectors lie beside this test, one file for each kind, with the hashes in the form that {@code
 * sha256sum -c} reads.
 */
final class EvidenceCodecTest {

  private static final OperationId ID = new OperationId("op-00112233445566778899aabbccddeeff");
  private static final OperationId OTHER = new OperationId("op-ffeeddccbbaa99887766554433221100");

  private static final SortedMap<String, Entry> SAMPLES = SampleEvidence.entries(ID);

  @Test
  void everyKindHasAVector() {
    Set<EvidenceKind> covered =
        SAMPLES.values().stream()
            .map(entry -> EvidenceKind.of(entry.key()).orElseThrow())
            .collect(Collectors.toSet());
    assertThat(covered).containsExactlyInAnyOrder(EvidenceKind.values());
  }

  @ParameterizedTest
  @MethodSource("names")
  void theBytesAndTheHashOfTodayAreThoseOfTheVector(String name) throws IOException {
    Entry entry = sample(name);
    assertThat(entry.document()).isEqualTo(resource(name + ".json"));
    assertThat(hashes()).containsEntry(name + ".json", entry.hash());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aVectorIsReadAsTheEvidenceThatItWasWrittenFrom(String name) throws IOException {
    Entry kept = new Entry(sample(name).key(), resource(name + ".json"));
    Evidence read = EvidenceCodec.decode(kept);
    Entry written =
        kept.key().kind().contains("#")
            ? EvidenceCodec.encode(ID, read, kept.key().kind().replaceFirst("^[^#]*#", ""))
            : EvidenceCodec.encode(ID, read);
    assertThat(written).isEqualTo(kept);
    assertThat(read).isInstanceOf(EvidenceKind.of(kept.key()).orElseThrow().type());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aFlippedByteIsSeenByTheHash(String name) {
    Entry entry = sample(name);
    byte[] bytes = entry.document().getBytes(StandardCharsets.UTF_8);
    for (int index = 0; index < bytes.length; index++) {
      byte[] flipped = bytes.clone();
      flipped[index] ^= 1;
      String document = new String(flipped, StandardCharsets.UTF_8);
      assertThatIllegalArgumentException()
          .as("byte %d", index)
          .isThrownBy(() -> new Entry(entry.key(), document, entry.hash()));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aFlippedByteUnderItsOwnHashIsOtherEvidenceOrUnreadable(String name) {
    Entry entry = sample(name);
    Evidence original = EvidenceCodec.decode(entry);
    byte[] bytes = entry.document().getBytes(StandardCharsets.UTF_8);
    for (int index = 0; index < bytes.length; index += 1 + bytes.length / 400) {
      byte[] flipped = bytes.clone();
      flipped[index] ^= 1;
      Entry forged = new Entry(entry.key(), new String(flipped, StandardCharsets.UTF_8));
      assertThat(decoded(forged)).as("byte %d", index).isNotEqualTo(Optional.of(original));
    }
  }

  private static Optional<Evidence> decoded(Entry entry) {
    try {
      return Optional.of(EvidenceCodec.decode(entry));
    } catch (UnreadableEvidence e) {
      return Optional.empty();
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("other-version", document -> document.replace("\"version\":1", "\"version\":2")),
        fault(
            "version-as-text", document -> document.replace("\"version\":1", "\"version\":\"1\"")),
        fault("version-removed", document -> document.replace(",\"version\":1", "")),
        fault(
            "other-duty",
            document -> document.replace("\"duty\":\"intake\"", "\"duty\":\"approval\"")),
        fault(
            "other-operation",
            document -> document.replace("\"operation\":\"" + ID, "\"operation\":\"" + OTHER)),
        fault(
            "other-kind",
            document -> document.replace("\"kind\":\"requested\"", "\"kind\":\"cancelled\"")),
        fault("unknown-member", document -> document.replace("{\"duty\"", "{\"a\":1,\"duty\"")),
        fault(
            "unknown-member-within",
            document -> document.replace("\"purpose\":", "\"priority\":1,\"purpose\":")),
        fault("member-removed", document -> document.replace("\"session\":\"2026-11-20\",", "")),
        fault(
            "member-null",
            document -> document.replace("\"session\":\"2026-11-20\"", "\"session\":null")),
        fault(
            "member-twice",
            document -> document.replace("\"duty\":", "\"duty\":\"intake\",\"duty\":")),
        fault("members-reordered", EvidenceCodecTest::withVersionFirst),
        fault("space-added", document -> document + " "),
        fault("text-added", document -> document + "{}"),
        fault("truncated", document -> document.substring(0, document.length() - 1)),
        fault("empty", document -> ""),
        fault("null", document -> "null"),
        fault("a-list", document -> "[" + document + "]"),
        fault("number-as-text", document -> document.replace("\"quorum\":2", "\"quorum\":\"2\"")),
        fault(
            "number-with-fraction", document -> document.replace("\"quorum\":2", "\"quorum\":2.5")),
        fault(
            "unknown-word",
            document -> document.replace("\"effect\":\"WRITE\"", "\"effect\":\"HARMLESS\"")),
        fault(
            "word-by-position",
            document -> document.replace("\"effect\":\"WRITE\"", "\"effect\":0")),
        fault(
            "other-alternative",
            document -> document.replace("\"is\":\"approval-needed\"", "\"is\":\"permit\"")),
        fault("digest-in-capitals", document -> document.replace("sha256:", "SHA256:")),
        fault(
            "time-in-another-form",
            document -> document.replace("09:15:30.123456Z", "09:15:30.123456000Z")),
        fault("half-a-surrogate-pair", document -> document.replace("refund of", "\\ud800 of")),
        fault("escape-not-needed", document -> document.replace("refund of", "\\u0072efund of")));
  }

  private static Arguments fault(String name, UnaryOperator<String> change) {
    return Arguments.of(Named.of(name, change));
  }

  private static String withVersionFirst(String document) {
    return document.replace("{\"duty\"", "{\"version\":1,\"duty\"").replace(",\"version\":1}", "}");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatTheCodecDoesNotWriteItDoesNotRead(UnaryOperator<String> change) {
    Entry entry = sample("requested-approval-needed");
    String changed = change.apply(entry.document());
    assertThat(changed).isNotEqualTo(entry.document());
    assertThatExceptionOfType(UnreadableEvidence.class)
        .isThrownBy(() -> EvidenceCodec.decode(new Entry(entry.key(), changed)))
        .withMessageNotContaining("refund");
  }

  @ParameterizedTest
  @MethodSource("names")
  void anEntryAtAnotherPlaceIsUnreadable(String name) {
    Entry entry = sample(name);
    for (Entry other : SAMPLES.values()) {
      if (!other.key().equals(entry.key())) {
        assertUnreadableAt(other.key(), entry);
      }
    }
    assertUnreadableAt(new EntryKey(entry.key().duty(), OTHER, entry.key().kind()), entry);
    assertUnreadableAt(new EntryKey(entry.key().duty(), ID, entry.key().kind() + "#2"), entry);
    assertUnreadableAt(new EntryKey(entry.key().duty(), ID, "unheard-of"), entry);
  }

  private static void assertUnreadableAt(EntryKey place, Entry entry) {
    assertThatExceptionOfType(UnreadableEvidence.class)
        .as("%s at %s", entry.key(), place)
        .isThrownBy(() -> EvidenceCodec.decode(new Entry(place, entry.document())));
  }

  @Test
  void anEntryOfAPersonStandsAtThatPersonsPlaceOnly() {
    Evidence.Voted vote = SampleEvidence.voted("carol", Verdict.APPROVED);
    Evidence.VoterController behind = new Evidence.VoterController("carol", SampleEvidence.ASKED);
    assertThatIllegalArgumentException().isThrownBy(() -> EvidenceCodec.encode(ID, vote, "dave"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvidenceCodec.encode(ID, behind, "dave#carol"));
  }

  @Test
  void aKindOfWhichThereIsOneHasNoSecondPlace() {
    assertThatIllegalArgumentException().isThrownBy(() -> EvidenceKind.STARTED.key(ID, "again"));
    assertThatIllegalArgumentException().isThrownBy(() -> EvidenceKind.VOTED.key(ID));
    assertThatIllegalArgumentException().isThrownBy(() -> EvidenceKind.VOTED.key(ID, ""));
    assertThat(EvidenceKind.of(new EntryKey(Duty.EXECUTION, ID, "started#again"))).isEmpty();
    assertThat(EvidenceKind.of(new EntryKey(Duty.APPROVAL, ID, "voted"))).isEmpty();
    assertThat(EvidenceKind.of(new EntryKey(Duty.APPROVAL, ID, "voted#"))).isEmpty();
  }

  @Test
  void whatIsLargerThanAnEntryIsNamedAsSuch() {
    String tooLong = "x".repeat(300 * 1024);
    assertThatExceptionOfType(EvidenceTooLarge.class)
        .isThrownBy(() ->
            EvidenceCodec.encode(ID, new Evidence.Voided(tooLong, SampleEvidence.ASKED, List.of())))
        .withMessageNotContaining("xxx");
  }

  static Stream<String> names() {
    return SAMPLES.keySet().stream();
  }

  private static Entry sample(String name) {
    return Optional.ofNullable(SAMPLES.get(name)).orElseThrow();
  }

  private static SortedMap<String, Digest> hashes() throws IOException {
    SortedMap<String, Digest> hashes = new TreeMap<>();
    Arrays.stream(resource("SHA256SUMS").split("\n"))
        .map(line -> line.split("  "))
        .forEach(line -> hashes.put(line[1], new Digest("sha256:" + line[0])));
    return hashes;
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = EvidenceCodecTest.class.getResourceAsStream("vectors/" + name)) {
      return new String(
          Optional.ofNullable(stream).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
