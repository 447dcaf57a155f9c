package dev.countersign.intake;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
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
 * The intake function: one Lambda function for the whole duty. An event with an {@code entry} comes
 * from the schedule; any other is a request that API Gateway hands over (REST API, proxy
 * integration, payload 1.0), whose fields no caller names.
 */
public final class IntakeFunction implements RequestStreamHandler {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final ApiGatewayProxyRequestEventFunction routes;
  private final Sweep sweep;

  /** Builds the duty now, so that a snapshot of it answers at once. */
  public IntakeFunction() {
    ApplicationContext context = ApplicationContext.run();
    context.getBean(Intake.class);
    this.routes = new ApiGatewayProxyRequestEventFunction(context);
    this.sweep = context.getBean(Sweep.class);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JsonNode event = JSON.readTree(input);
    if (event.has("entry")) {
      JSON.writeValue(output, entry(event));
      return;
    }
    JSON.writeValue(
        output,
        routes.handleRequest(JSON.treeToValue(event, APIGatewayProxyRequestEvent.class), context));
  }

  private Object entry(JsonNode event) {
    if (!event.path("entry").asText().equals("sweep")) {
      throw new IllegalArgumentException("intake has no such entry");
    }
    return sweep.sweep().numbers();
  }
}
