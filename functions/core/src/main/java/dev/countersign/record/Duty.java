package dev.countersign.record;

import java.util.List;

/** The duties that write evidence. Each may write under its own leading key only. */
public enum Duty {
  INTAKE("intake"),
  APPROVAL("approval"),
  EXECUTION("execution"),
  AUDIT("audit");

  /** The duties whose entries make the case file of an operation, in the order of its life. */
  public static final List<Duty> CASE_FILE = List.of(INTAKE, APPROVAL, EXECUTION);

  private final String key;

  Duty(String key) {
    this.key = key;
  }

  /** The leading key of everything that this duty writes. */
  public String key() {
    return key;
  }
}
