package dev.countersign.approval;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The approval function: one Lambda function for the whole duty. An event with an {@code entry}
 * comes from the state machine; any other is a request that API Gateway hands over (REST API, proxy
 * integration).
 */
public final class ApprovalFunction implements RequestStreamHandler {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final ApiGatewayProxyRequestEventFunction pages;
  private final ApprovalTask task;

  /**
   * Builds the duty from the environment and warms it, so that a snapshot of it answers at once.
   */
  public ApprovalFunction() {
    this(ApplicationContext.run());
  }

  ApprovalFunction(ApplicationContext context) {
    this.pages = new ApiGatewayProxyRequestEventFunction(context);
    this.task = context.getBean(ApprovalTask.class);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JsonNode event = JSON.readTree(input);
    if (event.has("entry")) {
      JSON.writeValue(output, task.handle(event));
      return;
    }
    APIGatewayProxyResponseEvent response =
        pages.handleRequest(JSON.treeToValue(event, APIGatewayProxyRequestEvent.class), context);
    JSON.writeValue(output, response);
  }
}
