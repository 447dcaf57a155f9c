/**
 * The duty that finds independent people: it notifies approvers, shows them exactly what would run,
 * takes their votes under the rule of {@code SegregationOfDuties}, and resumes the workflow. It can
 * neither execute nor read an answer.
 */
@NullMarked
package dev.countersign.approval;

import org.jspecify.annotations.NullMarked;
