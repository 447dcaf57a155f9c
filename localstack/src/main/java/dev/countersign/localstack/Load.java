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

        --minutes M   how long (default 10; memory is judged from 6 on)
        --clients C   how many clients ask at once (default 16; intake has 4 processes)

      Starts a fresh plane on this machine and measures it with one client, then with all, then with one again.
      See docs/CRASH_SAFETY.md.
      """;

  private Load() {}

  /** Takes the options that {@code --help} shows. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = options(arguments);
    if (options.has("--help")) {
      System.out.print(HELP);
      return;
    }
    int minutes = Integer.parseInt(options.find("--minutes").orElse("10"));
    int clients = Integer.parseInt(options.find("--clients").orElse("16"));
    System.exit(new LoadRun(minutes, clients, System.out).isGood() ? 0 : 1);
  }

  private static Options options(String[] arguments) {
    try {
      return Options.parse(arguments, Set.of("--minutes", "--clients"), Set.of("--help"));
    } catch (IllegalArgumentException e) {
      System.err.println("load: " + e.getMessage() + "; see --help");
      System.exit(2);
      throw e;
    }
  }
}
