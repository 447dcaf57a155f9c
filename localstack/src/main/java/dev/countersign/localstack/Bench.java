package dev.countersign.localstack;

import dev.countersign.localstack.bench.Benches;
import java.time.Duration;
import java.util.List;

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

  private static final int USUAL_SECONDS = 10;
  private static final int MOST_SECONDS = 20;

  private Bench() {}

  /** Takes {@code --seconds} and {@code --help}. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    if (words.contains("--help")) {
      System.out.print(HELP);
      return;
    }
    int seconds = seconds(words);
    if (seconds < 1 || seconds > MOST_SECONDS) {
      System.err.println("bench takes `--seconds N`, 1 to 20, and nothing else; see --help");
      System.exit(2);
    }
    Benches.run(Duration.ofSeconds(seconds), System.err::println);
  }

  /** Zero where the words are not what it takes. */
  private static int seconds(List<String> words) {
    if (words.isEmpty()) {
      return USUAL_SECONDS;
    }
    boolean known = words.size() == 2 && words.getFirst().equals("--seconds");
    return known && words.getLast().matches("[0-9]{1,3}") ? Integer.parseInt(words.getLast()) : 0;
  }
}
