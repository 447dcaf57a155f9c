package dev.countersign.apigateway;

import com.amazonaws.services.lambda.runtime.Context;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.function.aws.DefaultLambdaContextFactory;
import io.micronaut.function.aws.LambdaContextFactory;
import jakarta.inject.Singleton;

/**
 * Keeps what Lambda says of an invocation out of the application's beans. Micronaut would register
 * it anew as a singleton at each request (micronaut-function-aws 4.11.0) and never drop one, so
 * that each request would be slower than the one before, and hold memory for good. No bean asks for
 * it.
 */
@Singleton
@Replaces(DefaultLambdaContextFactory.class)
final class UnregisteredContext implements LambdaContextFactory {

  @Override
  public void registerSingletons(Context context) {
    // Nothing is registered: see above.
  }
}
