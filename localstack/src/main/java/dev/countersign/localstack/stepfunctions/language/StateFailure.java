package dev.countersign.localstack.stepfunctions.language;

/**
 * A state ended with an error: thrown from where it arose to the retriers and catchers of the
 * states around it.
 */
public final class StateFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StatesError error;

  public StateFailure(StatesError error) {
    super(error.name(), null, false, false);
    this.error = error;
  }

  /** A fault of the data, which no retrier or catcher takes. */
  public static StateFailure runtime(String cause) {
    return new StateFailure(new StatesError(StatesError.RUNTIME, cause));
  }

  public StatesError error() {
    return error;
  }
}
