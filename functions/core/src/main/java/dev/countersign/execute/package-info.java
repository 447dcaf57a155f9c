/** The fifth stage: the one use of a clearance on a target. */
@NullMarked
package dev.countersign.execute;

import org.jspecify.annotations.NullMarked;
