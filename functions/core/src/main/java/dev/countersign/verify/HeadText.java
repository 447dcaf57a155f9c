package dev.countersign.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.Digest;
import dev.countersign.canonical.InvalidJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A head as the text that is kept: short lines that a person can read and print. The digest in the
 * last line is that of all bytes before it, so that {@code head -n -1 FILE | sha256sum} says
 * whether the text is whole.
 *
 * <pre>
 * countersign-head 1
 * scope {"filters":{},"until":"2026-11-21T00:00:00Z"}
 * until 2026-11-20T23:45:00Z
 * 2026-11-20 12 131 sha256:...
 * total 12 131 sha256:...
 * </pre>
 */
public final class HeadText {

  private static final String FORMAT = "countersign-head 1";
  private static final String SCOPE = "scope ";
  private static final String UNTIL = "until ";
  private static final String TOTAL = "total";
  private static final int MAXIMUM_SCOPE_BYTES = 64 * 1024;

  private HeadText() {}

  /** The text of this head. */
  public static String write(Head head) {
    StringBuilder text = new StringBuilder(opening(head.scope(), head.until()));
    head.days().forEach(day -> text.append(line(day)));
    Head.Total total = head.total();
    return text.append(line(TOTAL, total.operations(), total.entries(), total.digest())).toString();
  }

  static String opening(Scope scope, Instant until) {
    String written =
        new String(CanonicalJson.bytes(ScopeJson.write(scope)), StandardCharsets.UTF_8);
    return FORMAT + "\n" + SCOPE + written + "\n" + UNTIL + until + "\n";
  }

  static String line(Head.Day day) {
    return line(day.day().toString(), day.operations(), day.entries(), day.digest());
  }

  private static String line(String what, long operations, long entries, Digest digest) {
    return what + " " + operations + " " + entries + " " + digest + "\n";
  }

  /** The head that this text is; empty where it is not, byte for byte, what is written of one. */
  public static Optional<Head> read(String text) {
    try {
      Head head = parse(List.of(text.split("\n", -1)));
      boolean whole =
          Digest.ofText(text.substring(0, text.lastIndexOf("\n" + TOTAL) + 1))
              .equals(head.total().digest());
      return whole && write(head).equals(text) ? Optional.of(head) : Optional.empty();
    } catch (InvalidJson | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Head parse(List<String> lines) throws InvalidJson {
    if (lines.size() < 5) {
      throw new IllegalArgumentException("a head has at least four lines");
    }
    JsonNode scope =
        CanonicalJson.parse(
            after(SCOPE, lines.get(1)).getBytes(StandardCharsets.UTF_8), MAXIMUM_SCOPE_BYTES);
    List<Head.Day> days = new ArrayList<>();
    for (String line : lines.subList(3, lines.size() - 2)) {
      String[] parts = parts(line);
      days.add(
          new Head.Day(
              LocalDate.parse(parts[0]),
              Long.parseLong(parts[1]),
              Long.parseLong(parts[2]),
              new Digest(parts[3])));
    }
    String[] total = parts(lines.get(lines.size() - 2));
    return new Head(
        ScopeJson.read(scope),
        Instant.parse(after(UNTIL, lines.get(2))),
        days,
        new Head.Total(Long.parseLong(total[1]), Long.parseLong(total[2]), new Digest(total[3])));
  }

  private static String after(String prefix, String line) {
    return line.substring(Math.min(prefix.length(), line.length()));
  }

  private static String[] parts(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("a line of a head has four parts");
    }
    return parts;
  }
}
