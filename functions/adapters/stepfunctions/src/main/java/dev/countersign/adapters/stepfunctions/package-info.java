/** The approval workflow in AWS Step Functions. */
@NullMarked
package dev.countersign.adapters.stepfunctions;

import org.jspecify.annotations.NullMarked;
