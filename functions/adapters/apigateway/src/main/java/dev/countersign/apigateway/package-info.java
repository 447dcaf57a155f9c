/** What every duty behind API Gateway shares. */
@NullMarked
package dev.countersign.apigateway;

import org.jspecify.annotations.NullMarked;
