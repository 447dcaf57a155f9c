package dev.countersign.clearance;

import dev.countersign.classify.Effect;
import dev.countersign.decide.Decision;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.record.Evidence;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.SqlParser;
import dev.countersign.sql.SqlText;
import java.util.Set;

/**
 * Whether an operation that waits for approval may be run once in a transaction that is rolled
 * back. It fires triggers and takes locks, so policy must have permitted it when the operation was
 * asked for, and still; and the number of rows tells as much as the planner's guess and more, so
 * whatever the planner may not be asked of may not be tried either.
 */
public final class DryRunLeave {

  private static final Set<Kind> COUNTED = Set.of(Kind.UPDATE, Kind.DELETE);
  private static final Set<Kind> CHANGES =
      Set.of(Kind.INSERT, Kind.UPDATE, Kind.DELETE, Kind.MERGE);

  private DryRunLeave() {}

  /**
   * Whether it may.
   *
   * @param recorded what was asked and decided
   * @param fresh what an examination makes of it now, by which nothing has changed
   * @param question what the planner may be asked of it
   */
  public static boolean isGiven(
      Evidence.Requested recorded, Examination fresh, PlannerQuestion question) {
    boolean followed =
        switch (question) {
          case PlannerQuestion.Asked _ -> true;
          case PlannerQuestion.Withheld _ -> false;
        };
    return followed && isPermitted(fresh.decision()) && isRecorded(recorded);
  }

  /**
   * Whether what is recorded gives leave, as far as can be told without the target's catalogue:
   * where this says no there was no leave, whatever else is known.
   */
  public static boolean isRecorded(Evidence.Requested recorded) {
    return isPermitted(recorded.decision())
        && recorded.classification().effect() == Effect.WRITE
        && recorded.classification().signals().stream().noneMatch(PlannerQuestion::forbids)
        && recorded.plan().filter(DryRunLeave::isCounted).isPresent();
  }

  private static boolean isPermitted(Decision decision) {
    return switch (decision) {
      case Decision.ApprovalNeeded needed -> !needed.dryRun().isEmpty();
      case Decision.Permit _, Decision.Deny _ -> false;
    };
  }

  private static boolean isCounted(MaskingPlan plan) {
    return plan.exposures().isEmpty()
        && !plan.keyed()
        && SqlText.of(plan.text()) instanceof SqlText.Lexed lexed
        && SqlParser.parse(lexed) instanceof SqlParser.ParsedStatement parsed
        && COUNTED.contains(parsed.root().kind())
        && changes(parsed.root()) == 1;
  }

  /** The target counts for the outermost change alone: a second one would be missing. */
  private static long changes(Node node) {
    return (CHANGES.contains(node.kind()) ? 1 : 0)
        + node.children().stream().mapToLong(DryRunLeave::changes).sum();
  }
}
