/**
 * A PostgreSQL target: surveyed, run on and cancelled, within transactions that this package opens
 * and ends itself. Only {@link dev.countersign.postgresql.SingleParse} sends text that somebody
 * else wrote.
 */
@NullMarked
package dev.countersign.postgresql;

import org.jspecify.annotations.NullMarked;
