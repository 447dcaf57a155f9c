package dev.countersign.clearance;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Relation;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Signal;
import dev.countersign.execute.NoEstimate;
import dev.countersign.mask.MaskedReads;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.sql.NamedRelations;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.SqlParser;
import dev.countersign.sql.SqlText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a target's planner may be asked of an operation. Planning is not harmless: a planner
 * computes what is immutable, and its guess depends on values that statistics keep. So it is asked
 * only of text in which nothing is called that is not on the allow-list, with every relation by its
 * full name so that nothing of the target's own is found by name, and of a write only if it reads
 * nothing that is masked. (A read that runs has its masked columns replaced by constants already.)
 */
public sealed interface PlannerQuestion {

  /** What can be in a text that was not followed to its end. */
  Set<Signal> NOT_FOLLOWED =
      Set.of(
          Signal.UNPARSABLE,
          Signal.SEVERAL_STATEMENTS,
          Signal.DYNAMIC_CODE,
          Signal.NOT_ON_ALLOW_LIST);

  /** What a planner has a plan for. */
  Set<Kind> PLANNED = Set.of(Kind.QUERY, Kind.INSERT, Kind.UPDATE, Kind.DELETE, Kind.MERGE);

  /**
   * The planner may be asked.
   *
   * @param text the one statement to be explained, which needs no search path
   */
  record Asked(String text) implements PlannerQuestion {

    /** Withheld: the text may hold values that no log should keep. */
    @Override
    public String toString() {
      return "Asked";
    }
  }

  /**
   * The planner may not be asked.
   *
   * @param why why
   */
  record Withheld(NoEstimate why) implements PlannerQuestion {}

  /** Whether it is asked nothing of a text of which this was found. */
  static boolean forbids(Signal signal) {
    return NOT_FOLLOWED.contains(signal) || signal == Signal.RELATION_UNKNOWN;
  }

  /** What may be asked of what would run under this plan. */
  static PlannerQuestion of(Classification classification, MaskingPlan plan, Catalogue catalogue) {
    if (classification.signals().stream().anyMatch(NOT_FOLLOWED::contains)) {
      return new Withheld(NoEstimate.NOT_ON_ALLOW_LIST);
    }
    if (classification.signals().contains(Signal.RELATION_UNKNOWN)) {
      return new Withheld(NoEstimate.RELATION_UNKNOWN);
    }
    Optional<Node> root = root(plan.text()).filter(node -> PLANNED.contains(node.kind()));
    if (root.isEmpty()) {
      return new Withheld(NoEstimate.NOT_PLANNED);
    }
    return switch (classification.effect()) {
      // A key is bound to what runs, and to nothing else.
      case READ -> plan.keyed() ? new Withheld(NoEstimate.MASK_KEY) : new Asked(plan.text());
      case WRITE ->
          plan.masked().isEmpty() || MaskedReads.surelyNone(root.get(), catalogue, plan.masked())
              ? withFullNames(plan.text(), root.get(), catalogue)
              : new Withheld(NoEstimate.MASKED_COLUMN_READ);
      case SCHEMA, ADMIN, UNKNOWN -> new Withheld(NoEstimate.NOT_PLANNED);
    };
  }

  private static Optional<Node> root(String text) {
    return SqlText.of(text) instanceof SqlText.Lexed lexed
            && SqlParser.parse(lexed) instanceof SqlParser.ParsedStatement parsed
        ? Optional.of(parsed.root())
        : Optional.empty();
  }

  private static PlannerQuestion withFullNames(String text, Node root, Catalogue catalogue) {
    StringBuilder named = new StringBuilder(text);
    List<Node> relations =
        NamedRelations.of(root).stream()
            .filter(node -> node.names().size() == 1)
            .sorted((one, other) -> Integer.compare(other.start(), one.start()))
            .toList();
    for (Node node : relations) {
      Optional<Relation> relation = catalogue.resolve(node.lastName());
      if (relation.isEmpty()) {
        return new Withheld(NoEstimate.RELATION_UNKNOWN);
      }
      String schema = relation.get().name().schema().replace("\"", "\"\"");
      named.insert(node.names().getFirst().start(), '"' + schema + "\".");
    }
    return new Asked(named.toString());
  }
}
