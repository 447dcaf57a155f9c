package dev.countersign.localstack;

import dev.countersign.localstack.crash.CrashReport;
import dev.countersign.localstack.crash.CrashRun;
import dev.countersign.localstack.server.Options;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Kills processes of a fresh plane under load, and ends with a status other than 0 if anything was
 * lost, ran twice, or ran without its clearance.
 */
public final class Crash {

  private static final String HELP =
      """
      usage: ./countersign crash [--kills N] [--seed S]

        --kills N   how many processes are killed, one after the other (default 216: every process at every step,
                    three times)
        --seed S    decides what is killed when (default: chosen anew, and printed)

      Starts a fresh plane on this machine with its stores on disk, sends mixed load, kills a function's process, the
      function host, the workflow service, the store, the target or the API front by SIGKILL at a step in the life of
      an operation, starts it again, and so on. Then it waits for the stated bound and checks from outside that
      nothing was lost, run twice or run without its clearance. See docs/CRASH_SAFETY.md.

      exit status: 0 every check holds, 1 one does not, 2 wrong usage
      """;

  private Crash() {}

  /** Takes the options that {@code --help} shows. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      Options options = Options.parse(arguments, Set.of("--kills", "--seed"), Set.of("--help"));
      if (options.has("--help")) {
        System.out.print(HELP);
        return;
      }
      int kills = options.number("--kills", 216, 1, 100_000);
      run(kills, options.find("--seed").map(Crash::seed).orElseGet(System::nanoTime));
    } catch (IllegalArgumentException e) {
      System.err.println("crash: " + e.getMessage() + "; see --help");
      System.exit(2);
    }
  }

  private static long seed(String value) {
    if (!value.matches("-?[0-9]{1,18}")) {
      throw new IllegalArgumentException("`--seed` is a whole number, not `" + value + "`");
    }
    return Long.parseLong(value);
  }

  private static void run(int kills, long seed) throws IOException, InterruptedException {
    System.out.printf("%d kills, seed %d%n", kills, seed);
    Instant begun = Instant.now();
    CrashReport report =
        new CrashRun(kills, seed, line -> System.out.println(time(begun) + line)).run();
    System.out.println();
    System.out.print(report.text());
    System.exit(report.isGood() ? 0 : 1);
  }

  private static String time(Instant begun) {
    return "%5d s  ".formatted(Duration.between(begun, Instant.now()).toSeconds());
  }
}
