package dev.countersign.mask;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.classify.Effect;
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
            known.key().used());
      }
      case WRITE -> {
        if (!known.masked().isEmpty()) {
          WriteCheck.check(
              root.orElseThrow(() ->
                  new CannotBeMasked(
                      MaskRefusal.COLUMN_IN_WRITE,
                      "the write touches masked columns and its use of them cannot be followed")),
              known);
        }
        yield asItStands(statement, labels, known, root.isPresent());
      }
      case SCHEMA, ADMIN, UNKNOWN -> asItStands(statement, labels, known, false);
    };
  }

  private static MaskingPlan asItStands(
      String statement, SortedSet<LabelledColumn> labels, Known known, boolean followed) {
    OutputMask outputs =
        followed ? new OutputMask.Positions(new TreeSet<>()) : new OutputMask.Everything();
    return new MaskingPlan(statement, labels, known.masked(), outputs, new TreeSet<>());
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
