/**
 * The policy bundle as values: connections, labels, roster and policy texts, published as one
 * content-addressed version.
 */
@NullMarked
package dev.countersign.bundle;

import org.jspecify.annotations.NullMarked;
