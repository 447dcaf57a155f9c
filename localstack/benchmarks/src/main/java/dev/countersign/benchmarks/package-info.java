/** What each stage costs in process. Every benchmark says its key type, cache and sizes. */
@NullMarked
package dev.countersign.benchmarks;

import org.jspecify.annotations.NullMarked;
