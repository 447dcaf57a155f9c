/** The sixth stage: what the caller may see of an answer. */
@NullMarked
package dev.countersign.mask;

import org.jspecify.annotations.NullMarked;
