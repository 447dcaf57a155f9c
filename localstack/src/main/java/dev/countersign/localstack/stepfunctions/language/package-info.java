/**
 * The Amazon States Language in its JSONPath form: a definition is read strictly into values, and
 * the values evaluate paths, templates, conditions and intrinsic functions. Nothing here does I/O;
 * what is not supported is refused when a definition is read.
 */
@NullMarked
package dev.countersign.localstack.stepfunctions.language;

import org.jspecify.annotations.NullMarked;
