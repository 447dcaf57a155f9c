/** What the small servers of the local cloud share: a loopback HTTP server, answers, options. */
@NullMarked
package dev.countersign.localstack.server;

import org.jspecify.annotations.NullMarked;
