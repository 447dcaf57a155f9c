/** The command that reads a target's catalogue and some of its values, and proposes labels. */
@NullMarked
package dev.countersign.setup.labels;

import org.jspecify.annotations.NullMarked;
