package dev.countersign.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the command line of {@code run} says.
 *
 * @param port the port of the plane; 0 for any free one
 * @param bundle the folder of the policy bundle; empty for the shop's own
 */
record RunOptions(int port, Optional<Path> bundle) {

  private static final int USUAL_PORT = 8080;
  private static final int LAST_PORT = 65_535;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  /**
   * Reads the words of a command line.
   *
   * @throws IllegalArgumentException with a sentence for the reader if they are not as they must be
   */
  static RunOptions of(List<String> words) {
    RunOptions options = new RunOptions(USUAL_PORT, Optional.empty());
    for (int index = 0; index < words.size(); index += 2) {
      String name = words.get(index);
      if (!name.equals("--port") && !name.equals("--bundle")) {
        throw new IllegalArgumentException("there is no option `" + name + "`");
      }
      if (index + 1 == words.size()) {
        throw new IllegalArgumentException("`" + name + "` needs a value");
      }
      String value = words.get(index + 1);
      options =
          name.equals("--port")
              ? new RunOptions(port(value), options.bundle)
              : new RunOptions(options.port, Optional.of(folder(value)));
    }
    return options;
  }

  private static int port(String value) {
    if (!NUMBER.matcher(value).matches() || Integer.parseInt(value) > LAST_PORT) {
      throw new IllegalArgumentException("`--port` is a number from 0 to " + LAST_PORT);
    }
    return Integer.parseInt(value);
  }

  private static Path folder(String value) {
    Path folder = Path.of(value).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder `" + folder + "`");
    }
    return folder;
  }
}
