/**
 * Evidence for somebody who trusts none of our servers: the export, the head by which a later cut
 * is seen, and the verifier, which needs nothing but these two.
 */
@NullMarked
package dev.countersign.verify;

import org.jspecify.annotations.NullMarked;
