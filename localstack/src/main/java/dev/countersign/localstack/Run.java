package dev.countersign.localstack;

import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.localstack.plane.PlaneOptions;
import dev.countersign.localstack.plane.WorkingDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

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

  private static final int WRONG_USE = 2;
  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(30);

  private Run() {}

  /** Takes the options that {@code --help} shows. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = List.of(arguments);
    if (words.contains("--help")) {
      System.out.print(HELP);
      return;
    }
    try {
      RunOptions options = RunOptions.of(words);
      requireFree(options.port());
      stay(options);
    } catch (IllegalArgumentException e) {
      System.err.println("run: " + e.getMessage() + "; see ./countersign run --help");
      System.exit(WRONG_USE);
    }
  }

  private static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "port " + port + " of 127.0.0.1 is taken, choose another with `--port`", e);
    }
  }

  private static void stay(RunOptions options) throws IOException {
    Path repository = WorkingDirectory.repository();
    WorkingDirectory directory = WorkingDirectory.temporary(repository);
    Thread main = Thread.currentThread();
    Thread hook = new Thread(() -> interrupt(main), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    PlaneOptions usual = PlaneOptions.of(repository, directory.path()).withApiPort(options.port());
    try (LocalPlane plane =
        LocalPlane.start(
            options.bundle().map(usual::withBundle).orElse(usual),
            line -> System.out.println("  " + line))) {
      System.out.println(guide(plane));
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      System.out.println("stopped");
    } catch (IOException | RuntimeException e) {
      if (!isStopping(hook)) {
        System.err.println("run: " + e.getMessage());
        System.err.println("run: what it wrote is kept in " + directory.path());
        System.exit(1);
      }
    }
    directory.close();
  }

  /** Whether the process is ending already; otherwise the hook is no longer needed. */
  private static boolean isStopping(Thread hook) {
    try {
      return !Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Has the main thread stop everything, however far it has come, and waits for it. */
  private static void interrupt(Thread main) {
    System.out.println("stopping ...");
    main.interrupt();
    try {
      main.join(PATIENCE_AT_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

    Sign in as Ada Lindqvist, the auditor, to see what was done and replay it:

      %1$s/audit

    The same as one file that can be checked elsewhere, and a head to keep:

      echo %4$s > auditor.token
      ./countersign export --url %1$s --token-file auditor.token --head evidence.head > evidence.jsonl
      ./countersign verify evidence.jsonl
    """
        .formatted(
            plane.api(),
            plane.mails(),
            plane.cast().agentToken("reporter"),
            plane.cast().personToken("ada"));
  }
}
