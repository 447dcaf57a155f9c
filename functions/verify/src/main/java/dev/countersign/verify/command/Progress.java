package dev.countersign.verify.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Says now and then how far a long export is checked; of a short one it says nothing. */
final class Progress implements LongConsumer {

  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private final PrintStream output;
  private long next = System.nanoTime() + BETWEEN.toNanos();

  Progress(PrintStream output) {
    this.output = output;
  }

  @Override
  public void accept(long operations) {
    if (System.nanoTime() - next >= 0) {
      next = System.nanoTime() + BETWEEN.toNanos();
      output.printf(Locale.ROOT, "... %,d operations checked%n", operations);
    }
  }
}
