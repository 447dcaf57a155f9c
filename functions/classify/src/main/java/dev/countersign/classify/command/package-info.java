/**
 * The command that says what statements would do, so that a query log can be held against the plane
 * before it is deployed.
 */
@NullMarked
package dev.countersign.classify.command;

import org.jspecify.annotations.NullMarked;
