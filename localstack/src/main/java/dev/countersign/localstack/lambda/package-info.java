/**
 * Runs packaged functions as AWS Lambda does: each in processes of its own, from its unpacked zip,
 * through AWS's runtime interface client, behind the wire protocol of Invoke.
 */
@NullMarked
package dev.countersign.localstack.lambda;

import org.jspecify.annotations.NullMarked;
