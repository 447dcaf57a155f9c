package dev.countersign.record;

import dev.countersign.canonical.Digest;

/**
 * The masked rows of an answer that is too large to be kept as one document: an object of its own,
 * JSON Lines compressed by gzip (RFC 1952).
 *
 * @param digest the digest of the object's bytes, as they are fetched
 * @param bytes how many they are
 */
public record StoredResult(Digest digest, long bytes) {}
