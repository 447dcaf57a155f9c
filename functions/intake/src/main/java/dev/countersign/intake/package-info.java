/**
 * The duty that takes requests in: it authenticates, classifies, plans the mask, decides, and
 * answers polls. It can neither vote nor execute.
 */
@NullMarked
package dev.countersign.intake;

import org.jspecify.annotations.NullMarked;
