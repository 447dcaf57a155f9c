package dev.countersign.setup.labels;

import java.util.ArrayList;
import java.util.List;

/** Proposals as a table for a person, the surest first. */
final class ProposalTable {

  private static final List<String> HEAD = List.of("column", "type", "label", "sure", "why");

  private ProposalTable() {}

  static List<String> lines(List<Proposal> proposals) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    proposals.stream()
        .sorted((first, second) -> Integer.compare(second.confidence(), first.confidence()))
        .map(ProposalTable::row)
        .forEach(rows::add);
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int cell = 0; cell < row.size(); cell++) {
        widths[cell] = Math.max(widths[cell], row.get(cell).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(Proposal proposal) {
    return List.of(
        printable(proposal.column().toString()),
        printable(proposal.type()),
        proposal.label(),
        proposal.confidence() + " %",
        proposal.reason());
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int cell = 0; cell < row.size(); cell++) {
      line.append(row.get(cell));
      if (cell < row.size() - 1) {
        line.append(" ".repeat(widths[cell] - row.get(cell).length() + 2));
      }
    }
    return line.toString();
  }

  /** A name may be anything, also what a terminal would obey. */
  private static String printable(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
