package dev.countersign.mask;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.classify.Effect;
import dev.countersign.decide.Exposure;
import dev.countersign.sql.Node;
import dev.countersign.sql.SqlParser;
import dev.countersign.sql.SqlText;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Plans what runs in place of the asked text. A read is rewritten so that each relation with masked
 * columns is a derived table in which they are masked already: whatever the rest of the text does,
 * it can only ever see masked values. The rewriting splices at the offsets of names; everything
 * else stays the client's text, byte for byte. What cannot be followed surely is refused.
 *
 * <p>A masked column may stand anywhere in a read, and is its mask there. So that the answer does
 * not mislead, the plan says which columns of it were computed from masks, and where else masks
 * were used.
 *
 * <p>A write runs as it was asked. Where it uses the true values of masked columns, the plan says
 * which and where, and withholds the whole answer: policy decides about that.
 */
public final class MaskPlanner {

  /** The plan for this statement without parameters. */
  public MaskVerdict plan(
      String statement,
      Effect effect,
      Catalogue catalogue,
      SortedSet<LabelledColumn> labels,
      SortedSet<ColumnName> masked) {
    return plan(statement, 0, effect, catalogue, labels, masked);
  }

  /**
   * The plan for this statement of this effect, or why there is none.
   *
   * @param parameters how many parameters were sent with it
   */
  public MaskVerdict plan(
      String statement,
      int parameters,
      Effect effect,
      Catalogue catalogue,
      SortedSet<LabelledColumn> labels,
      SortedSet<ColumnName> masked) {
    Known known = new Known(catalogue, masked, labels, KeyPlaceholders.after(parameters));
    try {
      return new MaskVerdict.Planned(plan(statement, effect, known, labels));
    } catch (CannotBeMasked e) {
      return new MaskVerdict.Refused(e.refusal(), e.sentence());
    }
  }

  private static MaskingPlan plan(
      String statement, Effect effect, Known known, SortedSet<LabelledColumn> labels)
      throws CannotBeMasked {
    Optional<Node> root = root(statement);
    return switch (effect) {
      case READ -> {
        Node tree =
            root.orElseThrow(() ->
                new CannotBeMasked(MaskRefusal.UNSUPPORTED_FORM, "the statement cannot be read"));
        ReadRewrite rewrite = new ReadRewrite(statement, known);
        String text = rewrite.rewrite(tree);
        if (known.key().used()) {
          known.key().refuseInClientsText(statement);
        }
        MaskedFlow flow = new MaskedFlow(known, statement);
        FlowColumns outputs = tree.kind() == Node.Kind.QUERY ? flow.of(tree) : FlowColumns.none();
        yield new MaskingPlan(
            text,
            labels,
            known.masked(),
            new OutputMask.Positions(outputs.positions()),
            flow.uses(),
            new TreeSet<>(),
            known.key().used());
      }
      case WRITE -> {
        if (root.isEmpty() && known.masked().isEmpty()) {
          yield asItStands(statement, labels, known, false, new TreeSet<>());
        }
        SortedSet<Exposure> exposures =
            WriteExposures.of(root.orElseThrow(WriteExposures::notFollowed), known);
        yield asItStands(statement, labels, known, exposures.isEmpty(), exposures);
      }
      case SCHEMA, ADMIN, UNKNOWN -> {
        // A change stays one where it also does what is not known.
        SortedSet<Exposure> exposures =
            root.isPresent() && changes(root.get())
                ? WriteExposures.of(root.get(), known)
                : new TreeSet<>();
        yield asItStands(statement, labels, known, false, exposures);
      }
    };
  }

  private static boolean changes(Node node) {
    return switch (node.kind()) {
      case INSERT, UPDATE, DELETE, MERGE -> true;
      default -> node.children().stream().anyMatch(MaskPlanner::changes);
    };
  }

  private static MaskingPlan asItStands(
      String statement,
      SortedSet<LabelledColumn> labels,
      Known known,
      boolean followed,
      SortedSet<Exposure> exposures) {
    OutputMask outputs =
        followed ? new OutputMask.Positions(new TreeSet<>()) : new OutputMask.Everything();
    return new MaskingPlan(statement, labels, known.masked(), outputs, new TreeSet<>(), exposures);
  }

  /** The statement as it is read; empty if it cannot be. */
  static Optional<Node> root(String statement) {
    return switch (SqlText.of(statement)) {
      case SqlText.Refused refused -> Optional.empty();
      case SqlText.Lexed lexed ->
          switch (SqlParser.parse(lexed)) {
            case SqlParser.ParsedStatement parsed -> Optional.of(parsed.root());
            case SqlParser.Unreadable unreadable -> Optional.empty();
          };
    };
  }
}
