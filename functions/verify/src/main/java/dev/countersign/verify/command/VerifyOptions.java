package dev.countersign.verify.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command was asked for.
 *
 * @param export the file with the export; empty for the standard input
 * @param head the file with an earlier head
 * @param printHead the file into which the head of this export is written
 */
record VerifyOptions(Optional<Path> export, Optional<Path> head, Optional<Path> printHead) {

  /** What reading the words of the command line comes to. */
  sealed interface Read {

    /** They ask for this. */
    record Asked(VerifyOptions options) implements Read {}

    /** They ask for the help. */
    record Help() implements Read {}

    /** They cannot be followed, and why. */
    record Wrong(String sentence) implements Read {}
  }

  static Read read(List<String> words) {
    Optional<Path> head = Optional.empty();
    Optional<Path> printHead = Optional.empty();
    Optional<String> export = Optional.empty();
    for (int index = 0; index < words.size(); index++) {
      String word = words.get(index);
      switch (word) {
        case "--help", "-h" -> {
          return new Read.Help();
        }
        case "--head", "--print-head" -> {
          index++;
          if (index == words.size()) {
            return new Read.Wrong("`" + word + "` needs a file");
          }
          Optional<Path> file = Optional.of(Path.of(words.get(index)));
          if (word.equals("--head")) {
            head = file;
          } else {
            printHead = file;
          }
        }
        default -> {
          if (word.startsWith("-") && !word.equals("-")) {
            return new Read.Wrong("there is no option `" + word + "`");
          }
          if (export.isPresent()) {
            return new Read.Wrong("it takes one export at a time");
          }
          export = Optional.of(word);
        }
      }
    }
    if (export.isEmpty()) {
      return new Read.Wrong("name the export, or `-` for the standard input");
    }
    return new Read.Asked(
        new VerifyOptions(export.filter(name -> !name.equals("-")).map(Path::of), head, printHead));
  }
}
