package dev.countersign.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The options of a command line: each a word that begins with two hyphens, some with a value.
 *
 * @param values the values by option, in the order in which they were given
 */
public record CommandOptions(SortedMap<String, List<String>> values) {

  /** What reading a command line comes to. */
  public sealed interface Read {

    /** These options. */
    record Asked(CommandOptions options) implements Read {}

    /** The help is asked for. */
    record Help() implements Read {}

    /** It cannot be followed, and why. */
    record Wrong(String sentence) implements Read {}
  }

  /**
   * Reads the words of a command line.
   *
   * @param valued the options that take a value
   * @param repeated those of them that may come more than once
   * @param flags the options that take none
   */
  public static Read read(
      List<String> words, Set<String> valued, Set<String> repeated, Set<String> flags) {
    SortedMap<String, List<String>> values = new TreeMap<>();
    for (int index = 0; index < words.size(); index++) {
      String word = words.get(index);
      if (word.equals("--help") || word.equals("-h")) {
        return new Read.Help();
      }
      if (!valued.contains(word) && !flags.contains(word)) {
        return new Read.Wrong("there is no option `" + word + "`");
      }
      if (values.containsKey(word) && !repeated.contains(word)) {
        return new Read.Wrong("`" + word + "` is given twice");
      }
      List<String> given = values.computeIfAbsent(word, option -> new ArrayList<>());
      if (valued.contains(word)) {
        index++;
        if (index == words.size() || words.get(index).startsWith("--")) {
          return new Read.Wrong("`" + word + "` needs a value");
        }
        given.add(words.get(index));
      }
    }
    return new Read.Asked(new CommandOptions(values));
  }

  /** Whether the option was given. */
  public boolean has(String option) {
    return values.containsKey(option);
  }

  /** The value of this option. */
  public Optional<String> value(String option) {
    return values.getOrDefault(option, List.of()).stream().findFirst();
  }

  /** All values of an option that may come more than once. */
  public List<String> all(String option) {
    return values.getOrDefault(option, List.of());
  }
}
