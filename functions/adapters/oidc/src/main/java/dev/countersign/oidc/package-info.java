/**
 * OpenID Connect over HTTP: fetches the keys of issuers and signs people in, with every fetch
 * bounded in place, size, time and frequency.
 */
@NullMarked
package dev.countersign.oidc;

import org.jspecify.annotations.NullMarked;
