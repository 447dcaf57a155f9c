/**
 * A strict front that behaves as an API Gateway REST API with Lambda proxy integration (payload
 * 1.0): what would break behind the real one breaks here.
 */
@NullMarked
package dev.countersign.localstack.apigateway;

import org.jspecify.annotations.NullMarked;
