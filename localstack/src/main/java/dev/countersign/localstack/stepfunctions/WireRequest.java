package dev.countersign.localstack.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of one request. A parameter that the operation does not know is refused, not
 * ignored.
 */
final class WireRequest {
  private final ObjectNode parameters;

  WireRequest(ObjectNode parameters, Set<String> known) throws ApiError {
    this.parameters = parameters;
    for (String name : (Iterable<String>) parameters::fieldNames) {
      if (!known.contains(name)) {
        throw ApiError.validation("the parameter '%s' is not supported".formatted(name));
      }
    }
  }

  String needText(String name) throws ApiError {
    return text(name)
        .orElseThrow(() ->
            ApiError.validation(
                "Value null at '%s' failed to satisfy constraint: Member must not be null"
                    .formatted(name)));
  }

  Optional<String> text(String name) throws ApiError {
    JsonNode value = parameters.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw ApiError.validation("the parameter '%s' must be a string".formatted(name));
    }
    return Optional.of(value.textValue());
  }

  boolean flag(String name, boolean otherwise) throws ApiError {
    JsonNode value = parameters.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw ApiError.validation("the parameter '%s' must be true or false".formatted(name));
    }
    return value.booleanValue();
  }

  /** A page's size: AWS takes 0 for its default of 100, and at most 1000. */
  int pageSize() throws ApiError {
    JsonNode value = parameters.path("maxResults");
    if (value.isMissingNode() || value.isNull()) {
      return Page.DEFAULT_SIZE;
    }
    if (!value.isInt() || value.intValue() < 0 || value.intValue() > Page.LARGEST_SIZE) {
      throw ApiError.validation("the parameter 'maxResults' must be a number from 0 to 1000");
    }
    return value.intValue() == 0 ? Page.DEFAULT_SIZE : value.intValue();
  }
}
