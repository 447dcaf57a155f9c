/** Problems as callers see them: RFC 9457, with a stable type for each reason. */
@NullMarked
package dev.countersign.problem;

import org.jspecify.annotations.NullMarked;
