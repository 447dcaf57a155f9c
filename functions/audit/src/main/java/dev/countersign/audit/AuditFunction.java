package dev.countersign.audit;

import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;

/**
 * The audit function: API Gateway hands its requests over (REST API, proxy integration, payload
 * 1.0).
 */
public final class AuditFunction extends ApiGatewayProxyRequestEventFunction {

  /** Builds the duty now, so that a snapshot of it answers at once. */
  public AuditFunction() {
    super(ApplicationContext.run());
    getApplicationContext().getBean(AuditController.class);
  }
}
