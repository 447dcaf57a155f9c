package dev.countersign.localstack.stepfunctions;

/** A request is refused: the error type and message that the AWS SDK turns into an exception. */
final class ApiError extends Exception {
  private static final long serialVersionUID = 1L;

  private final String type;

  ApiError(String type, String message) {
    super(message);
    this.type = type;
  }

  static ApiError validation(String message) {
    return new ApiError("ValidationException", message);
  }

  String type() {
    return type;
  }
}
