/**
 * Histories of operations: seeded random runs of all duties over one store, with crashes, lost
 * answers, duplicates, jumps of time and changes of people, judged by an oracle that knows the
 * rules and none of the code under test.
 */
@NullMarked
package dev.countersign.histories;

import org.jspecify.annotations.NullMarked;
