/** What the commands that set a target up share: their options, and how they reach the target. */
@NullMarked
package dev.countersign.setup;

import org.jspecify.annotations.NullMarked;
