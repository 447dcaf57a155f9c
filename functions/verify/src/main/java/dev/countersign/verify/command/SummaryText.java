package dev.countersign.verify.command;

import dev.countersign.verify.Head;
import dev.countersign.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was checked and what could not be, for a person to read. */
final class SummaryText {

  private SummaryText() {}

  static List<String> of(Verification verification, boolean headGiven) {
    List<String> lines = new ArrayList<>();
    lines.add(
        number(verification.operations(), "operation")
            + ", "
            + number(verification.entries(), "entry", "entries")
            + ", "
            + number(verification.bundles(), "bundle"));
    if (!verification.outcomes().isEmpty()) {
      lines.add("  outcomes   " + outcomes(verification));
    }
    lines.add(
        "  approvals  "
            + grouped(verification.approvals())
            + " checked, by "
            + votes(verification));
    lines.add(
        "  decisions  "
            + grouped(verification.decisions())
            + " made again by the bundle that decided; of "
            + number(verification.denials(), "denial")
            + " only the policies named were compared");
    lines.add(
        "  answers    "
            + grouped(verification.answers())
            + " checked; "
            + grouped(verification.answersNotKept())
            + " no longer kept or too large for an export");
    if (verification.unjudged() > 0) {
      lines.add(
          "  "
              + number(verification.unjudged(), "operation")
              + " could not be judged as a whole, since something of it is broken");
    }
    lines.add("  " + completeness(verification, headGiven));
    verification.head().ifPresent(head -> lines.add("  " + head(head)));
    lines.add(
        verification.findings() == 0
            ? "clean: nothing is wrong with what is here"
            : number(verification.findings(), "finding"));
    return lines;
  }

  private static String outcomes(Verification verification) {
    return verification.outcomes().entrySet().stream()
        .map(outcome -> grouped(outcome.getValue()) + " " + outcome.getKey().word())
        .collect(Collectors.joining(", "));
  }

  private static String votes(Verification verification) {
    return number(verification.votes(), "vote");
  }

  private static String completeness(Verification verification, boolean headGiven) {
    if (verification.comparedWithHead()) {
      return "compared with the earlier head, up to its instant; what came later may be cut";
    }
    return headGiven
        ? "the earlier head could not be compared: a cut or a missing operation cannot be excluded"
        : "no earlier head was given: a cut at the end or a missing operation cannot be excluded";
  }

  private static String head(Head head) {
    return "head up to "
        + head.until()
        + ": "
        + number(head.total().operations(), "operation")
        + ", "
        + number(head.total().entries(), "entry", "entries")
        + ", "
        + head.total().digest();
  }

  private static String number(long count, String one) {
    return number(count, one, one + "s");
  }

  private static String number(long count, String one, String several) {
    return grouped(count) + " " + (count == 1 ? one : several);
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
