package dev.countersign.localstack.apigateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.localstack.server.Answer;

/** What the gateway answers by itself: its default gateway responses. */
enum GatewayResponse {
  MISSING_AUTHENTICATION_TOKEN(
      403, "Missing Authentication Token", "MissingAuthenticationTokenException"),
  REQUEST_TOO_LARGE(413, "Request Too Long", "RequestTooLargeException"),
  THROTTLED(429, "Too Many Requests", "TooManyRequestsException"),
  HEADERS_TOO_LARGE(431, "Request Header Fields Too Large", "BadRequestException"),
  API_CONFIGURATION_ERROR(500, "Internal server error", "InternalServerErrorException"),
  BAD_INTEGRATION_ANSWER(502, "Internal server error", "InternalServerErrorException"),
  INTEGRATION_FAILURE(
      504, "Network error communicating with endpoint", "InternalServerErrorException"),
  INTEGRATION_TIMEOUT(504, "Endpoint request timed out", "InternalServerErrorException");

  private final int status;
  private final String message;
  private final String type;

  GatewayResponse(int status, String message, String type) {
    this.status = status;
    this.message = message;
    this.type = type;
  }

  Answer answer() {
    return Answer.json(status, JsonNodeFactory.instance.objectNode().put("message", message))
        .with("x-amzn-ErrorType", type);
  }
}
