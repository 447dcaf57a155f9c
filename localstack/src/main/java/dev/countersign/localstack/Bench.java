package dev.countersign.localstack;

import dev.countersign.localstack.bench.Benches;
import dev.countersign.localstack.server.Options;
import java.time.Duration;
import java.util.Set;

/** Measures the plane on this machine, and prints tables in Markdown. */
public final class Bench {

  private static final String HELP =
      """
      usage: ./countersign bench [--seconds N]

      Starts a fresh plane on this machine and measures, side by side, a point SELECT and a SELECT of 1,000 rows
      directly by JDBC and through the plane, at 1, 4 and 16 clients; the plane's own time on a read; 1,000 rows
      masked and in clear; the store's calls and bytes by what happens; the memory of every process; and the cold
      start of each function. Progress goes to standard error; the tables go to standard output and to
      localstack/target/bench.md.

        --seconds N   how long each load lasts, 1 to 20 (10)
      """;

  private Bench() {}

  /** Takes {@code --seconds} and {@code --help}. */
  public static void main(String[] arguments) throws Exception {
    try {
      Options options = Options.parse(arguments, Set.of("--seconds"), Set.of("--help"));
      if (options.has("--help")) {
        System.out.print(HELP);
        return;
      }
      Benches.run(Duration.ofSeconds(options.number("--seconds", 10, 1, 20)), System.err::println);
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage() + "; see --help");
      System.exit(2);
    }
  }
}
