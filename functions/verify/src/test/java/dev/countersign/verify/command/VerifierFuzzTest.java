package dev.countersign.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.countersign.verify.FindingCode;
import dev.countersign.verify.Head;
import dev.countersign.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** The verifier comes to an end over any bytes, and never by giving up. */
class VerifierFuzzTest {

  private static final SampleBundle BUNDLE = new SampleBundle();
  private static final SampleExport.Written SOUND =
      SampleExport.write(BUNDLE, SampleExport.small(BUNDLE));
  private static final Verifier VERIFIER = new Verifier(new PublishedBundles());

  private static final long SEED = 20_261_125;
  private static final int MUTATIONS = 200;

  @FuzzTest(maxDuration = "60s")
  void anyBytesComeToAnEnd(byte[] bytes) {
    check(bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void anyLinesAfterASoundHeaderComeToAnEnd(byte[] bytes) {
    String header = SOUND.text().substring(0, SOUND.text().indexOf('\n') + 1);
    byte[] export = header.getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(export, export.length + bytes.length);
    System.arraycopy(bytes, 0, whole, export.length, bytes.length);
    check(whole);
  }

  /**
   * Documents that are changed within and kept under the hash of what they are then come further
   * than bytes that are changed at random: to the checks.
   */
  @Test
  void changedDocumentsUnderTheirOwnHashComeToAnEnd() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int round = 0; round < MUTATIONS; round++) {
      Lines lines = Lines.of(SOUND.text());
      int index = lines.find("\"line\":\"entry\"") + random.nextInt(14);
      if (lines.isEntry(index)) {
        lines.editDocument(index, document -> mutated(document, random));
      }
      check(lines.text().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Digits become others, and texts null: what stays well-formed reaches the checks. */
  private static String mutated(String document, RandomGenerator random) {
    StringBuilder text = new StringBuilder(document);
    int begin = random.nextInt(text.length());
    for (int index = begin; index < text.length(); index++) {
      if (Character.isDigit(text.charAt(index))) {
        text.setCharAt(index, (char) ('0' + random.nextInt(10)));
        if (random.nextBoolean()) {
          break;
        }
      }
    }
    return random.nextInt(4) == 0
        ? text.toString().replaceFirst(":\"[^\"]*\"", ":null")
        : text.toString();
  }

  private static void check(byte[] export) {
    Verified verified = Verified.of(VERIFIER, export, Optional.<Head>of(SOUND.head()));
    assertThat(verified.words()).doesNotContain(FindingCode.CANNOT_BE_CHECKED.word());
    assertThat(verified.verification().findings()).isEqualTo(verified.findings().size());
  }
}
