/** The third stage: asks the policy whether the operation may run, and on whose approval. */
@NullMarked
package dev.countersign.decide;

import org.jspecify.annotations.NullMarked;
