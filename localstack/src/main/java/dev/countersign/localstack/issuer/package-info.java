/**
 * An OpenID provider for development: anyone may sign in as anyone that its configuration names. It
 * signs with keys that live as long as its process, on this machine alone.
 */
@NullMarked
package dev.countersign.localstack.issuer;

import org.jspecify.annotations.NullMarked;
