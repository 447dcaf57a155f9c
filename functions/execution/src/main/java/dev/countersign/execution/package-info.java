/**
 * The duty that runs cleared operations: it alone holds targets' credentials. It can neither vote,
 * nor answer a waiting workflow, nor write policy.
 */
@NullMarked
package dev.countersign.execution;

import org.jspecify.annotations.NullMarked;
