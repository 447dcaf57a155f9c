package dev.countersign.mask;

/**
 * Where a read uses masked columns otherwise than to show them. There it sees their masks, so what
 * it keeps, matches, groups or sorts is not what the true values would give.
 */
public enum MaskedUse {
  /** WHERE, HAVING, FILTER or LIMIT. */
  CONDITION,
  /** ON, USING or NATURAL. */
  JOIN,
  /** GROUP BY, DISTINCT, PARTITION BY, or a set operation that drops equal rows. */
  GROUPING,
  /** ORDER BY. */
  ORDERING
}
