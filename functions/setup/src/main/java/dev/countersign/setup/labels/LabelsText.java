package dev.countersign.setup.labels;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.yaml.LabelsFile;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The text of a file of labels: what stands there already, line by line, and what is proposed. */
final class LabelsText {

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+){2}");

  private static final String EMPTY = "{}";

  private LabelsText() {}

  /** Whether a file of labels can name the column: its form knows no dot within a name. */
  static boolean isNameable(ColumnName column) {
    return !(column.relation().schema() + column.relation().name() + column.name()).contains(".");
  }

  static String of(String existing, List<Proposal> proposals) {
    StringBuilder text = new StringBuilder();
    existing
        .lines()
        .filter(line -> !line.strip().equals(EMPTY))
        .forEach(line -> text.append(line).append('\n'));
    for (Proposal proposal : proposals) {
      if (isNameable(proposal.column()) && !isNoted(existing, proposal)) {
        text.append(line(proposal));
      }
    }
    String result = text.toString();
    boolean states = result.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"));
    // A file without any label is an empty object.
    String whole = states ? result : result + EMPTY + "\n";
    LabelsFile.read("labels", whole);
    return whole;
  }

  /** A comment of an earlier proposal is not written again. */
  private static boolean isNoted(String existing, Proposal proposal) {
    String comment = "# " + key(proposal.column().toString()) + ": ";
    return existing.lines().anyMatch(line -> line.startsWith(comment));
  }

  private static String line(Proposal proposal) {
    return "%s%s: %s # %d %%: %s\n"
        .formatted(
            proposal.confidence() >= Proposals.LIKELY ? "" : "# ",
            key(proposal.column().toString()),
            proposal.label(),
            proposal.confidence(),
            proposal.reason());
  }

  /** Anything but a plain word is written as a JSON string, which YAML reads alike. */
  private static String key(String name) {
    if (PLAIN.matcher(name).matches()) {
      return name;
    }
    StringBuilder key = new StringBuilder("\"");
    for (int index = 0; index < name.length(); index++) {
      char character = name.charAt(index);
      boolean plain = character >= ' ' && character < 0x7f && character != '"' && character != '\\';
      if (plain) {
        key.append(character);
      } else {
        key.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) character));
      }
    }
    return key.append('"').toString();
  }
}
