package dev.countersign.localstack;

import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.localstack.plane.PlaneOptions;
import dev.countersign.localstack.plane.WorkingDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** Starts the plane and stays until it is interrupted, which stops everything that it started. */
public final class Run {

  private static final String HELP =
      """
      usage: ./countersign run [--port N] [--bundle FOLDER]

        --port N         the port of the plane on 127.0.0.1 (default 8080; 0 for any free one)
        --bundle FOLDER  the policy bundle (default localstack/src/main/bundle)

      Starts the shop database, a development issuer, the local cloud and the plane, prints what to do with them,
      and stays until Ctrl-C. Everything is fresh at each start and gone at its end.
      """;

  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final int DEFAULT_PORT = 8080;

  private Run() {}

  /** Takes the options that {@code --help} shows. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    if (words.contains("--help")) {
      System.out.print(HELP);
      return;
    }
    Path repository = WorkingDirectory.repository();
    WorkingDirectory directory = WorkingDirectory.temporary(repository);
    PlaneOptions options =
        options(words, PlaneOptions.of(repository, directory.path()).withApiPort(DEFAULT_PORT));
    CountDownLatch stopped = new CountDownLatch(1);
    try (directory;
        LocalPlane plane = LocalPlane.start(options, line -> System.out.println("  " + line))) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(plane, directory, stopped), "stop"));
      System.out.println(guide(plane));
      stopped.await();
    }
  }

  private static void stop(LocalPlane plane, WorkingDirectory directory, CountDownLatch stopped) {
    System.out.println("stopping ...");
    plane.close();
    try {
      directory.close();
    } catch (IOException e) {
      System.err.println("`" + directory.path() + "` could not be removed: " + e.getMessage());
    }
    stopped.countDown();
  }

  private static PlaneOptions options(List<String> words, PlaneOptions defaults) {
    PlaneOptions options = defaults;
    for (int index = 0; index < words.size(); index += 2) {
      if (index + 1 == words.size()) {
        fail("`" + words.get(index) + "` needs a value");
      }
      String value = words.get(index + 1);
      switch (words.get(index)) {
        case "--port" -> {
          if (!PORT.matcher(value).matches() || Integer.parseInt(value) > 65_535) {
            fail("`--port` is a number from 0 to 65535");
          }
          options = options.withApiPort(Integer.parseInt(value));
        }
        case "--bundle" -> options = options.withBundle(Path.of(value).toAbsolutePath());
        default -> fail("there is no option `" + words.get(index) + "`");
      }
    }
    return options;
  }

  private static void fail(String sentence) {
    System.err.println("run: " + sentence + "; see --help");
    System.exit(2);
  }

  private static String guide(LocalPlane plane) {
    return """

    The plane runs. Ctrl-C stops it and everything that it started.

      plane   %1$s
      mails   %2$s/mails

    Ask as the agent `reporter` (the token lasts as long as the issuer says):

      TOKEN=%3$s

      curl -s %1$s/v1/connections/orders/sql -H "Authorization: Bearer $TOKEN" \\
        -d '{"statement":"select id, full_name, email, country from customers order by id limit 3","purpose":"a look"}'

    A write waits for a second person:

      curl -si %1$s/v1/connections/orders/sql -H "Authorization: Bearer $TOKEN" \\
        -d '{"statement":"update orders set status = $1 where id = $2","parameters":["shipped","17"],"purpose":"ticket 4711"}'

    Then open the mail, follow its link, sign in as Dana Ruiz, and approve. Olga Berg owns the agent and Sam Okafor
    operates it: try them too. Poll the Location with ?wait=20 and the same token for the answer.
    """
        .formatted(plane.api(), plane.mails(), plane.cast().agentToken("reporter"));
  }
}
