/**
 * What a target holds, as surveyed: relations, columns, routines. Data only; no connection to a
 * target.
 */
@NullMarked
package dev.countersign.catalogue;

import org.jspecify.annotations.NullMarked;
