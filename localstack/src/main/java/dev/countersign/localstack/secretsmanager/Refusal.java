package dev.countersign.localstack.secretsmanager;

/** A request that the service answers with an error of this type. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final String type;

  Refusal(String type, String message) {
    super(message);
    this.type = type;
  }

  String type() {
    return type;
  }
}
