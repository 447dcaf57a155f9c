/** The last stage: evidence, written once, from which every state is replayed. */
@NullMarked
package dev.countersign.record;

import org.jspecify.annotations.NullMarked;
