package dev.countersign.localstack.s3;

/** An error as S3 answers it. */
final class S3Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  S3Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  /** The error as XML. Neither the code nor the message holds anything that came with a request. */
  String xml() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>"
        .formatted(code, getMessage());
  }
}
