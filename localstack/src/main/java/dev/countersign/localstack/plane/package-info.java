/** The whole plane on one machine, and the story that shows it. */
@NullMarked
package dev.countersign.localstack.plane;

import org.jspecify.annotations.NullMarked;
