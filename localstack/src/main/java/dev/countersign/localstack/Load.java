package dev.countersign.localstack;

import dev.countersign.localstack.load.LoadRun;
import dev.countersign.localstack.server.Options;
import java.io.IOException;
import java.util.Set;

/**
 * Sends more load than a fresh plane can take, and ends with a status other than 0 if it says
 * anything but that, grows, or is slower afterwards.
 */
public final class Load {

  private static final String HELP =
      """
      usage: ./countersign load [--minutes M] [--clients C]

        --minutes M   how many minutes it lasts, 1 to 240 (default 10; memory is judged from 6 on)
        --clients C   how many clients ask at once, 1 to 256 (default 16; intake has 4 processes)

      Starts a fresh plane on this machine and measures it with one client, then with all, then with one again.
      See docs/CRASH_SAFETY.md.

      exit status: 0 it is good, 1 it is not, 2 wrong usage
      """;

  private Load() {}

  /** Takes the options that {@code --help} shows. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      Options options =
          Options.parse(arguments, Set.of("--minutes", "--clients"), Set.of("--help"));
      if (options.has("--help")) {
        System.out.print(HELP);
        return;
      }
      int minutes = options.number("--minutes", 10, 1, 240);
      int clients = options.number("--clients", 16, 1, 256);
      System.exit(new LoadRun(minutes, clients, System.out).isGood() ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println("load: " + e.getMessage() + "; see --help");
      System.exit(2);
    }
  }
}
