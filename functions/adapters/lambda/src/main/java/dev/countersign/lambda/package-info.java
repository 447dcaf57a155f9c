/** Execution behind AWS Lambda's Invoke. */
@NullMarked
package dev.countersign.lambda;

import org.jspecify.annotations.NullMarked;
