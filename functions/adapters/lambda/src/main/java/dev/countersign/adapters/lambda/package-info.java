/** Execution behind AWS Lambda's Invoke. */
@NullMarked
package dev.countersign.adapters.lambda;

import org.jspecify.annotations.NullMarked;
