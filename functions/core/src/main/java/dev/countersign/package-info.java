/**
 * Countersign: the two-person rule for AI agents and automation.
 *
 * <p>An operation passes through the spine, one package each, in this order:
 *
 * <ol>
 *   <li>{@code authenticate}: who asks, and which people answer for it
 *   <li>{@code classify}: what the operation would do
 *   <li>{@code decide}: what the policy says of it
 *   <li>{@code approve}: an independent person's vote, under {@code SegregationOfDuties}
 *   <li>{@code execute}: the one use of a clearance
 *   <li>{@code mask}: what the caller may see of it
 *   <li>{@code record}: what an auditor can check of it
 * </ol>
 */
@NullMarked
package dev.countersign;

import org.jspecify.annotations.NullMarked;
