package dev.countersign.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.canonical.Digest;
import dev.countersign.verify.FindingCode;
import dev.countersign.verify.HeadText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What {@code docs/EVIDENCE.md} shows is what is written. */
final class DocumentedExampleTest {

  private static final String DOCUMENT =
      "{\"duty\":\"approval\",\"evidence\":{\"at\":\"2026-11-20T09:01:02Z\",\"person\":\"dana\"},"
          + "\"kind\":\"controller#dana\",\"operation\":\"op-00000000000000000000000000000002\",\"version\":1}";

  private final SampleBundle bundle = new SampleBundle();
  private final SampleExport.Written sound = SampleExport.write(bundle, SampleExport.small(bundle));

  @Test
  void theWorkedExampleIsTheSoundExport() throws IOException {
    String text = documentation();
    List<String> lines = sound.text().lines().toList();
    String entry =
        lines.stream()
            .filter(line -> line.contains("\"kind\":\"controller#dana\""))
            .findFirst()
            .orElseThrow();
    assertThat(text)
        .contains("```\n" + lines.getFirst() + "\n```")
        .contains("```\n" + DOCUMENT + "\n```")
        .contains("```\n" + entry + "\n```")
        .contains("```\n" + lines.getLast() + "\n```")
        .contains("```\n" + HeadText.write(sound.head()) + "```")
        .contains(DOCUMENT.getBytes(StandardCharsets.UTF_8).length + " bytes")
        .contains("`" + Digest.ofText(DOCUMENT).hex().substring(0, 8) + "…`");
    assertThat(entry).contains(Digest.ofText(DOCUMENT).text());
  }

  @Test
  void theWordsOfTheCodesAreStable() {
    assertThat(List.of(FindingCode.values()))
        .allMatch(
            code -> code.word().equals(code.name().toLowerCase(Locale.ROOT).replace('_', '-')))
        .allMatch(code -> !code.sentence().isBlank() && !code.sentence().endsWith("."));
  }

  private static String documentation() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("countersign.repository"), "docs", "EVIDENCE.md"));
  }
}
