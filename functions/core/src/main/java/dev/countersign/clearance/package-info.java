/**
 * What must hold before anything runs: the examination that intake and execution both make of an
 * operation, and the clearance that execution derives from it and from what is recorded.
 */
@NullMarked
package dev.countersign.clearance;

import org.jspecify.annotations.NullMarked;
