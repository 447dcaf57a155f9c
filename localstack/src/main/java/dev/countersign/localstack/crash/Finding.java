package dev.countersign.localstack.crash;

/**
 * One thing that is not as it must be.
 *
 * @param rule what must hold
 * @param subject the operation, the marker or the request
 * @param seen what was seen instead
 */
record Finding(Rule rule, String subject, String seen) {

  @Override
  public String toString() {
    return rule + " " + subject + ": must hold that " + rule.sentence() + ", but " + seen;
  }
}
