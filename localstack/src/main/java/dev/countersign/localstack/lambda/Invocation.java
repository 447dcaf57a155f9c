package dev.countersign.localstack.lambda;

import java.util.UUID;

/** One event on its way to a handler, under the id that Lambda gives it. */
record Invocation(String requestId, String functionArn, Payload event) {

  static Invocation of(FunctionDefinition function, Payload event) {
    return new Invocation(UUID.randomUUID().toString(), function.arn(), event);
  }
}
