package dev.countersign.classify.command;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the command was asked for.
 *
 * @param statements the file with the statements, {@code -} for the standard input; empty where
 *     only a catalogue is wanted
 * @param catalogue the file with the catalogue of a target, as {@code --save-catalogue} writes it
 * @param target the target that is surveyed
 * @param saved the file into which the catalogue of the target is written
 */
record ClassifyOptions(
    Optional<String> statements,
    Optional<Path> catalogue,
    Optional<TargetAddress> target,
    Optional<Path> saved) {

  /** What reading the words of the command line comes to. */
  sealed interface Read {

    /** They ask for this. */
    record Asked(ClassifyOptions options) implements Read {}

    /** They ask for the help. */
    record Help() implements Read {}

    /** They cannot be followed, and why. */
    record Wrong(String sentence) implements Read {}
  }

  static Read read(List<String> words) {
    Words read = new Words();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.equals("--help") || word.equals("-h")) {
        return new Read.Help();
      }
      if (word.equals("-") || !word.startsWith("-")) {
        if (read.statements.isPresent()) {
          return new Read.Wrong("it takes one file of statements at a time");
        }
        read.statements = Optional.of(word);
      } else if (!rest.hasNext()) {
        return new Read.Wrong("`" + word + "` is no option, or needs a value");
      } else if (!read.take(word, rest.next())) {
        return new Read.Wrong("there is no option `" + word + "`");
      }
    }
    return read.asked();
  }

  /** The words, by what they stand for. */
  private static final class Words {

    private Optional<String> statements = Optional.empty();
    private Optional<String> catalogue = Optional.empty();
    private Optional<String> target = Optional.empty();
    private Optional<String> user = Optional.empty();
    private Optional<String> passwordFile = Optional.empty();
    private Optional<String> authorities = Optional.empty();
    private Optional<String> saved = Optional.empty();
    private Optional<String> searchPath = Optional.empty();

    boolean take(String option, String value) {
      switch (option) {
        case "--catalogue" -> catalogue = Optional.of(value);
        case "--target" -> target = Optional.of(value);
        case "--user" -> user = Optional.of(value);
        case "--password-file" -> passwordFile = Optional.of(value);
        case "--authorities" -> authorities = Optional.of(value);
        case "--search-path" -> searchPath = Optional.of(value);
        case "--save-catalogue" -> saved = Optional.of(value);
        default -> {
          return false;
        }
      }
      return true;
    }

    Read asked() {
      if (target.isEmpty()
          && Stream.of(user, passwordFile, authorities, searchPath, saved)
              .anyMatch(Optional::isPresent)) {
        return new Read.Wrong(
            "`--user`, `--password-file`, `--authorities`, `--search-path` and `--save-catalogue`"
                + " need `--target`");
      }
      if (target.isPresent() && catalogue.isPresent()) {
        return new Read.Wrong(
            "a catalogue comes from `--catalogue` or from `--target`, not from both");
      }
      if (statements.isEmpty() && saved.isEmpty()) {
        return new Read.Wrong("name the file of statements, or `-` for the standard input");
      }
      if (target.isPresent() && (user.isEmpty() || passwordFile.isEmpty())) {
        return new Read.Wrong("`--target` needs `--user` and `--password-file`");
      }
      Optional<TargetAddress> address = Optional.empty();
      if (target.isPresent()) {
        address =
            TargetAddress.read(
                target.get(),
                user.orElseThrow(),
                Path.of(passwordFile.orElseThrow()),
                authorities.map(Path::of),
                List.of(searchPath.orElse("public").split(",")));
        if (address.isEmpty()) {
          return new Read.Wrong("`--target` is HOST:PORT/DATABASE");
        }
      }
      return new Read.Asked(
          new ClassifyOptions(statements, catalogue.map(Path::of), address, saved.map(Path::of)));
    }
  }
}
