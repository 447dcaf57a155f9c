/**
 * SQL as text: tokens, offsets and one parsed statement. Knows nothing of policies, people or
 * targets.
 */
@NullMarked
package dev.countersign.sql;

import org.jspecify.annotations.NullMarked;
