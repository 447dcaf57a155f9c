package dev.countersign.localstack.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of a command line: {@code --name value} pairs and flags, nothing else. */
public final class Options {

  private final Map<String, String> values = new HashMap<>();
  private final Set<String> flags = new HashSet<>();

  private Options() {}

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if a word is neither one of the flags nor an option with a
   *     value
   */
  public static Options parse(String[] arguments, Set<String> named, Set<String> flags) {
    Options options = new Options();
    for (int at = 0; at < arguments.length; at++) {
      String word = arguments[at];
      if (flags.contains(word)) {
        options.flags.add(word);
      } else if (named.contains(word) && at + 1 < arguments.length) {
        options.values.put(word, arguments[++at]);
      } else {
        throw new IllegalArgumentException("unknown option or missing value: `" + word + "`");
      }
    }
    return options;
  }

  public boolean has(String flag) {
    return flags.contains(flag);
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The value of an option that must be there. */
  public String get(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("`" + name + "` is missing"));
  }

  /**
   * The number that an option says.
   *
   * @param usual the number where the option is not there
   * @throws IllegalArgumentException if it says no whole number from {@code least} to {@code most}
   */
  public int number(String name, int usual, int least, int most) {
    String value = find(name).orElseGet(() -> Integer.toString(usual));
    long number = value.matches("[0-9]{1,9}") ? Long.parseLong(value) : -1;
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "`" + name + "` is a number from " + least + " to " + most + ", not `" + value + "`");
    }
    return (int) number;
  }

  /** The value of {@code --port}, or 0: any free one. */
  public int port(String name) {
    return Integer.parseInt(find(name).orElse("0"));
  }
}
