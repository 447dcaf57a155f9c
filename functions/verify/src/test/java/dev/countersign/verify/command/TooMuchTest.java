package dev.countersign.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is larger than anything that is written is named as that, and not read. */
final class TooMuchTest {

  private static final SampleBundle BUNDLE = new SampleBundle();

  private static Lines small() {
    return Lines.of(SampleExport.write(BUNDLE, SampleExport.small(BUNDLE)).text());
  }

  private static List<String> findings(String export) {
    return Verified.of(export.getBytes(StandardCharsets.UTF_8), Optional.empty()).words();
  }

  @Test
  void aLineLongerThanTheLongestAnswer() {
    Lines lines = small();
    String export = lines.edit(lines.find("\"requested\""), line -> "x".repeat(17 << 20)).text();
    assertThat(findings(export)).contains("line-too-long");
  }

  @Test
  void aDocumentLargerThanAnEntry() {
    Lines lines = small();
    String purpose = "y".repeat(310 * 1024);
    String export =
        lines
            .editDocument(
                lines.find("\"requested\""), document -> document.replace("ticket 4711", purpose))
            .text();
    assertThat(findings(export)).contains("document-too-large");
  }

  @Test
  void moreEntriesOfAnOperationThanCanBeChecked() {
    Instant notified = SampleExport.MORNING.plusSeconds(1);
    Lines lines =
        Lines.of(
            SampleExport.write(
                    BUNDLE,
                    List.of(
                        SampleExport.request(BUNDLE, 1, SampleExport.MORNING, SampleExport.WRITE)
                            .notified("dana", "mei")))
                .text());
    int notice = lines.find(notified.toString());
    for (int more = 1; more <= 20_000; more++) {
      String before = notified.plusSeconds(more - 1L).toString();
      String later = notified.plusSeconds(more).toString();
      lines
          .twice(notice + more - 1)
          .edit(notice + more, line -> line.replace(before, later))
          .editDocument(notice + more, document -> document);
    }
    assertThat(findings(lines.text())).contains("too-many-entries");
  }
}
