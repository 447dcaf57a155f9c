/** Tests of the shipped state machines as files; the local cloud's tests run them. */
@NullMarked
package dev.countersign.statemachines;

import org.jspecify.annotations.NullMarked;
