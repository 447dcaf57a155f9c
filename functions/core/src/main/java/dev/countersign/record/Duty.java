package dev.countersign.record;

/** The duties that write evidence. Each may write under its own leading key only. */
public enum Duty {
  INTAKE("intake"),
  APPROVAL("approval"),
  EXECUTION("execution");

  private final String key;

  Duty(String key) {
    this.key = key;
  }

  /** The leading key of everything that this duty writes. */
  public String key() {
    return key;
  }
}
