/** The first stage: proves who asks, from a token. */
@NullMarked
package dev.countersign.authenticate;

import org.jspecify.annotations.NullMarked;
