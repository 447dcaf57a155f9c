package dev.countersign.verify;

import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Duty;
import dev.countersign.record.EntryKey;
import dev.countersign.record.KeptCase;
import dev.countersign.record.KeptEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one export of parts that are exports themselves, in their order. It holds one part at a
 * time, writes nothing of a part that is not whole, and trusts no part: whoever keeps the export
 * verifies it.
 */
public final class ExportJoin {

  private final OutputStream output;
  private final Map<Digest, String> bundles = new HashMap<>();
  private Optional<ExportWriter> writer = Optional.empty();
  private Optional<Scope> scope = Optional.empty();

  /** A join that writes here; neither buffered nor closed here. */
  public ExportJoin(OutputStream output) {
    this.output = output;
  }

  /** A part cannot be joined. */
  public static final class BrokenPart extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenPart(String sentence) {
      super(sentence);
    }

    BrokenPart(String sentence, Exception cause) {
      super(sentence, cause);
    }
  }

  /**
   * Adds a part.
   *
   * @throws BrokenPart if it is not a whole export of the same scope as those before it
   * @throws IOException if the output takes no more
   */
  public void add(byte[] part) throws BrokenPart, IOException {
    List<ExportLine> lines = lines(part);
    if (lines.size() < 2
        || !(lines.getFirst() instanceof ExportLine.Header header)
        || !(lines.getLast() instanceof ExportLine.End)) {
      throw new BrokenPart("a part was cut");
    }
    if (scope.filter(first -> !first.equals(header.scope())).isPresent()) {
      throw new BrokenPart("a part was asked for something else");
    }
    ExportWriter joined = begun(header);
    for (KeptCase kept : cases(lines.subList(1, lines.size() - 1))) {
      write(kept, joined);
    }
  }

  private ExportWriter begun(ExportLine.Header header) throws IOException {
    if (writer.isEmpty()) {
      scope = Optional.of(header.scope());
      writer =
          Optional.of(
              new ExportWriter(
                  output,
                  header.exportedAt(),
                  header.scope(),
                  version -> Optional.ofNullable(bundles.get(version))));
    }
    return writer.get();
  }

  private static List<ExportLine> lines(byte[] part) throws BrokenPart {
    String text = new String(part, StandardCharsets.UTF_8);
    if (!text.endsWith("\n")) {
      throw new BrokenPart("a part was cut");
    }
    List<ExportLine> lines = new ArrayList<>();
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      if (!(ExportCodec.decode(line.getBytes(StandardCharsets.UTF_8))
          instanceof ExportCodec.Decoded.Line read)) {
        throw new BrokenPart("line " + (lines.size() + 1) + " of a part is no line of an export");
      }
      lines.add(read.line());
    }
    return lines;
  }

  private List<KeptCase> cases(List<ExportLine> lines) throws BrokenPart {
    bundles.clear();
    Map<String, List<KeptEntry>> entries = new LinkedHashMap<>();
    Map<String, String> answers = new HashMap<>();
    for (ExportLine line : lines) {
      switch (line) {
        case ExportLine.BundleLine bundle -> bundles.put(bundle.version(), bundle.document());
        case ExportLine.EntryLine entry ->
            entries.computeIfAbsent(entry.operation(), id -> new ArrayList<>()).add(read(entry));
        case ExportLine.AnswerLine answer -> answers.put(answer.operation(), answer.document());
        case ExportLine.Header _, ExportLine.End _ ->
            throw new BrokenPart("a part begins or ends in its middle");
      }
    }
    List<KeptCase> cases = new ArrayList<>();
    entries.forEach((id, all) ->
        cases.add(new KeptCase(new OperationId(id), all, Optional.ofNullable(answers.get(id)))));
    return cases;
  }

  private static KeptEntry read(ExportLine.EntryLine line) throws BrokenPart {
    for (Duty duty : Duty.CASE_FILE) {
      if (duty.key().equals(line.duty())) {
        return read(line, duty);
      }
    }
    throw new BrokenPart("an entry of a part is of no duty");
  }

  private static KeptEntry read(ExportLine.EntryLine line, Duty duty) throws BrokenPart {
    try {
      EntryKey place = new EntryKey(duty, new OperationId(line.operation()), line.kind());
      return new KeptEntry(place, line.document(), line.hash());
    } catch (IllegalArgumentException e) {
      throw new BrokenPart("an entry of a part has no place", e);
    }
  }

  private static void write(KeptCase kept, ExportWriter joined) throws BrokenPart, IOException {
    try {
      joined.add(kept);
    } catch (IllegalArgumentException e) {
      throw new BrokenPart("the operations of the parts are out of order", e);
    }
  }

  /**
   * Writes the last line.
   *
   * @return the head of the whole
   * @throws BrokenPart if there was no part
   * @throws IOException if the output takes no more
   */
  public Head end() throws BrokenPart, IOException {
    if (writer.isEmpty()) {
      throw new BrokenPart("there is no part");
    }
    return writer.get().end();
  }
}
