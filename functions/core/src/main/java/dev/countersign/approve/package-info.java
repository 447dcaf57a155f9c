/** The fourth stage: an independent person's vote, under SegregationOfDuties. */
@NullMarked
package dev.countersign.approve;

import org.jspecify.annotations.NullMarked;
