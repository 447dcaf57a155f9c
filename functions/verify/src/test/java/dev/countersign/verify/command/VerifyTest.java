package dev.countersign.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.verify.HeadText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as its user meets it: what it prints, and the status with which it ends. */
final class VerifyTest {

  private static final SampleBundle BUNDLE = new SampleBundle();
  private static final SampleExport.Written SOUND =
      SampleExport.write(BUNDLE, SampleExport.small(BUNDLE));
  private static final String CUT =
      SampleExport.write(BUNDLE, SampleExport.small(BUNDLE).subList(0, 1)).text();

  @TempDir private Path folder;
  private Path export;

  /** What a run comes to. */
  private record Outcome(int status, String output, String errors) {}

  @BeforeEach
  void writeTheExport() throws IOException {
    export = Files.writeString(folder.resolve("export.jsonl"), SOUND.text());
  }

  @Test
  void aSoundExportIsCleanAndTheResultSaysWhatCannotBeExcluded() {
    Outcome outcome = run(SOUND.text(), export.toString());
    assertThat(outcome.status()).isZero();
    assertThat(outcome.output())
        .contains("2 operations, 17 entries, 1 bundle", "2 succeeded", "1 checked, by 2 votes")
        .contains("no earlier head was given: a cut at the end or a missing operation cannot be")
        .endsWith("clean: nothing is wrong with what is here\n");
    assertThat(outcome.errors()).isEmpty();
  }

  @Test
  void theStandardInputIsReadAndAlsoCompressed() throws IOException {
    assertThat(run(SOUND.text(), "-").status()).isZero();
    Path compressed = folder.resolve("export.jsonl.gz");
    try (GZIPOutputStream output = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      output.write(SOUND.text().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(run("", compressed.toString()).status()).isZero();
    byte[] cut = Files.readAllBytes(compressed);
    Files.write(compressed, Arrays.copyOf(cut, cut.length / 2));
    Outcome outcome = run("", compressed.toString());
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.errors()).contains("it ends in the middle of its compressed form");
  }

  @Test
  void aFindingIsALineAndNeverQuotesWhatWasAsked() {
    Outcome outcome = run(SOUND.text().replaceFirst("as agreed", "as Agreed"), "-");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.output())
        .startsWith(
            "hash-differs  approval#op-00000000000000000000000000000002/voted#dana  "
                + "the document does not have the hash it is kept under\n")
        .endsWith("3 findings\n")
        .doesNotContain("as Agreed", "customers");
  }

  @Test
  void aPrintedHeadShowsALaterCutAndWithoutItTheCutIsNotSeen() throws IOException {
    Path head = folder.resolve("head");
    assertThat(run("", "--print-head", head.toString(), export.toString()).status()).isZero();
    assertThat(HeadText.read(Files.readString(head))).contains(SOUND.head());
    assertThat(run(SOUND.text(), "--head", head.toString(), "-").status()).isZero();
    assertThat(run(CUT, "-").status()).isZero();
    Outcome outcome = run(CUT, "--head", head.toString(), "-");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.output()).contains("head-operation-missing  2026-11-20  ");
  }

  @Test
  void noHeadIsPrintedOfAnExportWithFindings() {
    Path head = folder.resolve("head");
    Outcome outcome =
        run(SOUND.text().replaceFirst("as agreed", "x"), "--print-head", head.toString(), "-");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(head).doesNotExist();
  }

  @Test
  void whatCannotBeUsedIsNamedWithoutAStackTrace() throws IOException {
    Path noHead = Files.writeString(folder.resolve("no-head"), "countersign-head 1\n");
    for (List<String> words :
        List.of(
            List.<String>of(),
            List.of("--heads", "x", "-"),
            List.of("--head"),
            List.of("one", "two"),
            List.of(folder.resolve("missing").toString()),
            List.of(folder.toString()),
            List.of("--head", noHead.toString(), "-"),
            List.of("--head", folder.resolve("missing").toString(), "-"),
            List.of("--print-head", folder.resolve("a/b").toString(), "-"))) {
      Outcome outcome = run(SOUND.text(), words.toArray(String[]::new));
      assertThat(outcome.status()).as("%s", words).isEqualTo(2);
      assertThat(outcome.errors()).as("%s", words).startsWith("verify: ").hasLineCount(1);
    }
  }

  @Test
  void whatIsNoExportIsAFinding() {
    for (String text : List.of("", "\n", "{}", "PK\u0003\u0004", CUT.substring(1))) {
      Outcome outcome = run(text, "-");
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.output()).startsWith("not-an-export  line 1  ");
    }
  }

  @Test
  void theHelpSaysHow() {
    Outcome outcome = run("", "--help");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.output()).startsWith("usage: ./countersign verify ");
  }

  private static Outcome run(String input, String... words) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        new Verify(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8))
            .run(List.of(words));
    return new Outcome(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }
}
