/** Bytes that are hashed or signed: canonical JSON (RFC 8785) and digests. */
@NullMarked
package dev.countersign.canonical;

import org.jspecify.annotations.NullMarked;
