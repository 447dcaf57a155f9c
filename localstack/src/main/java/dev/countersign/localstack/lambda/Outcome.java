package dev.countersign.localstack.lambda;

/** What came of one invocation. */
sealed interface Outcome {

  /** The handler returned. */
  record Returned(Payload payload) implements Outcome {}

  /** The handler threw, or its process ended, or did not end in time: a function error. */
  record Failed(Payload error) implements Outcome {}

  /** Every process of the function was busy: it never ran. */
  record Throttled() implements Outcome {}
}
