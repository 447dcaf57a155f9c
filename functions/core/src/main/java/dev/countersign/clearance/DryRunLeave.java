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
  private static final Set<Kind> ADDS_ROWS = Set.of(Kind.INSERT, Kind.MERGE);

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
    return followed
        && fresh.classification().effect() == Effect.WRITE
        && isPermitted(recorded.decision())
        && isPermitted(fresh.decision())
        && fresh.plan().filter(DryRunLeave::isOneUpdateOrDelete).isPresent();
  }

  private static boolean isPermitted(Decision decision) {
    return switch (decision) {
      case Decision.ApprovalNeeded needed -> !needed.dryRun().isEmpty();
      case Decision.Permit _, Decision.Deny _ -> false;
    };
  }

  private static boolean isOneUpdateOrDelete(MaskingPlan plan) {
    return SqlText.of(plan.text()) instanceof SqlText.Lexed lexed
        && SqlParser.parse(lexed) instanceof SqlParser.ParsedStatement parsed
        && COUNTED.contains(parsed.root().kind())
        && !addsRows(parsed.root());
  }

  private static boolean addsRows(Node node) {
    return ADDS_ROWS.contains(node.kind())
        || node.children().stream().anyMatch(DryRunLeave::addsRows);
  }
}
