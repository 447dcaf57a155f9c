/** The commands that a newcomer starts: run and demo. */
@NullMarked
package dev.countersign.localstack;

import org.jspecify.annotations.NullMarked;
