package dev.countersign.intake;

import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;

/**
 * The intake function: API Gateway hands its requests over (REST API, proxy integration, payload
 * 1.0).
 */
public final class IntakeFunction extends ApiGatewayProxyRequestEventFunction {

  /** Builds the duty now, so that a snapshot of it answers at once. */
  public IntakeFunction() {
    super(ApplicationContext.run());
    getApplicationContext().getBean(Intake.class);
  }
}
