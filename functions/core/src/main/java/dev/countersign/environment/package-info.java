/** The environment variables by which a function is configured. */
@NullMarked
package dev.countersign.environment;

import org.jspecify.annotations.NullMarked;
