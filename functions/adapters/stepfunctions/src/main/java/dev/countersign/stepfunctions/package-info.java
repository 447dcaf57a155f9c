/** The approval workflow in AWS Step Functions. */
@NullMarked
package dev.countersign.stepfunctions;

import org.jspecify.annotations.NullMarked;
