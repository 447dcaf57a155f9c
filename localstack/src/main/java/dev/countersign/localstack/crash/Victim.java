package dev.countersign.localstack.crash;

/** What is killed: one process of a function, one service of the local cloud, or the target. */
enum Victim {
  INTAKE("intake"),
  APPROVAL("approval"),
  EXECUTION("execution"),
  FUNCTION_HOST("lambda"),
  STEP_FUNCTIONS("stepfunctions"),
  STORE("dynamodb"),
  TARGET("shop"),
  API_FRONT("apigateway");

  private final String process;

  Victim(String process) {
    this.process = process;
  }

  /** What its process is called where it runs. */
  String process() {
    return process;
  }

  /** Whether it is one of a function's processes, which the function host starts again. */
  boolean isFunction() {
    return switch (this) {
      case INTAKE, APPROVAL, EXECUTION -> true;
      case FUNCTION_HOST, STEP_FUNCTIONS, STORE, TARGET, API_FRONT -> false;
    };
  }
}
