/** The second stage: says what an operation would do, for every input. */
@NullMarked
package dev.countersign.classify;

import org.jspecify.annotations.NullMarked;
