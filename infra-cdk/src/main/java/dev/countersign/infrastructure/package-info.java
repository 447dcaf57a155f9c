/**
 * The plane on AWS: one stack of records that is kept, one stack of duties that can be replaced,
 * and for each duty one function with one role that states all it may do.
 */
@NullMarked
package dev.countersign.infrastructure;

import org.jspecify.annotations.NullMarked;
