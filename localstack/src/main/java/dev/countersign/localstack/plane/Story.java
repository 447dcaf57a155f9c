package dev.countersign.localstack.plane;

import java.io.PrintStream;
import java.util.Objects;

/** Tells a story step by step, and counts what is not as it must be. */
public final class Story {

  private final PrintStream out;
  private int steps;
  private int checks;
  private int failures;

  /** A story told here. */
  public Story(PrintStream out) {
    this.out = out;
  }

  /** Begins a step. */
  public void step(String title) {
    steps++;
    out.printf("%n%2d  %s%n", steps, title);
  }

  /** Shows something of a step. */
  public void tell(String line) {
    out.println("      " + line);
  }

  /** Says whether something is as it must be. */
  public void check(String what, Object expected, Object actual) {
    checks++;
    if (Objects.equals(expected, actual)) {
      out.println("    ✓ " + what + ": " + actual);
    } else {
      failures++;
      out.println("    ✗ " + what + ": must be " + expected + " and is " + actual);
    }
  }

  /** Says whether something holds. */
  public void check(String what, boolean holds) {
    checks++;
    if (!holds) {
      failures++;
    }
    out.println("    " + (holds ? "✓ " : "✗ ") + what);
  }

  /** Whether everything was as it must be. */
  public boolean isGood() {
    return failures == 0 && checks > 0;
  }

  /** One line on how it went. */
  public String summary() {
    return "%d steps, %d checks, %d failed".formatted(steps, checks, failures);
  }
}
