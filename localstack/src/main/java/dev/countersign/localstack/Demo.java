package dev.countersign.localstack;

import dev.countersign.localstack.plane.DemoStory;
import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.localstack.plane.PlaneOptions;
import dev.countersign.localstack.plane.Story;
import dev.countersign.localstack.plane.WorkingDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells the whole story against a fresh plane, and ends with a status other than 0 if a step is not
 * as it must be.
 */
public final class Demo {

  private static final String HELP =
      """
      usage: ./countersign demo

      Starts a fresh plane on this machine, tells the whole story against it step by step, checks each step,
      stops everything, and ends with status 0 if every step was as it must be.
      """;

  private Demo() {}

  /** Takes no option but {@code --help}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(HELP);
      return;
    }
    if (arguments.length > 0) {
      System.err.println("demo takes no option `" + arguments[0] + "`; see --help");
      System.exit(2);
    }
    System.exit(tell() ? 0 : 1);
  }

  private static boolean tell() throws IOException, InterruptedException {
    Path repository = WorkingDirectory.repository();
    Story story = new Story(System.out);
    System.out.println("Starting a fresh plane ...");
    try (WorkingDirectory directory = WorkingDirectory.temporary(repository)) {
      PlaneOptions options =
          PlaneOptions.of(repository, directory.path())
              .withBundle(
                  directory.copyOf(
                      repository.resolve("localstack/src/main/bundle"),
                      repository.resolve("localstack/src/main/demo")));
      try (LocalPlane plane = LocalPlane.start(options, line -> System.out.println("  " + line))) {
        new DemoStory(plane, story).tell();
      }
    }
    System.out.printf("%n%s%n", story.summary());
    return story.isGood();
  }
}
