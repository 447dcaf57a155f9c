/**
 * Recognises values that must not leave by what they look like and, where there is one, by their
 * checksum. A last net behind the masking at the source, never the guarantee.
 */
@NullMarked
package dev.countersign.detect;

import org.jspecify.annotations.NullMarked;
