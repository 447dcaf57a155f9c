/**
 * The local cloud's Step Functions: a process of its own that speaks the AWS JSON 1.0 protocol on
 * 127.0.0.1 and keeps state machines and executions in a directory.
 */
@NullMarked
package dev.countersign.localstack.stepfunctions;

import org.jspecify.annotations.NullMarked;
