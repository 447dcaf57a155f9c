/**
 * SQL as text: {@link dev.countersign.sql.SqlText} cuts it into tokens, {@link
 * dev.countersign.sql.SqlParser} reads one statement into a tree of {@link
 * dev.countersign.sql.Node}s with their offsets. Knows nothing of policies, people or targets.
 */
@NullMarked
package dev.countersign.sql;

import org.jspecify.annotations.NullMarked;
