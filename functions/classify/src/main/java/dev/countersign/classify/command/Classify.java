package dev.countersign.classify.command;

import dev.countersign.canonical.InvalidJson;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.CatalogueDocument;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Classifier;
import dev.countersign.execute.TargetUnavailable;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.verify.ExportLines;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command: reads a statement from each line, and prints what it would do, a line each. */
public final class Classify {

  private static final int CLEAN = 0;
  private static final int SOME_WRONG = 1;
  private static final int UNUSABLE = 2;

  private static final int LONGEST_LINE = 1 << 20;

  private static final String HELP =
      """
      usage: ./countersign classify [CATALOGUE] STATEMENTS|-

        STATEMENTS             JSON Lines; `-` reads the standard input. Each line is an object with a string `statement`,
                               and perhaps `dialect`, which is `postgresql`; its other members are left alone
      the catalogue, so that names are looked up and routines and views judged:
        --catalogue FILE       a catalogue that was saved
        --target HOST:PORT/DATABASE --user NAME --password-file FILE
                               surveys this PostgreSQL (one READ ONLY transaction; the role needs no privilege)
        --search-path A,B      the schemas in which the target looks up names (default: public)
        --authorities FILE     PEM certificates of those who may vouch for the target's name
        --save-catalogue FILE  writes what the survey found; then STATEMENTS may be left out

      Prints for each line `{"classification":{...},"line":NUMBER}`, the classification in the form that evidence has.
      A summary, and each line that could not be classified, go to the standard error. docs/CLASSIFY.md says more.

      exit status: 0 every line was classified, 1 some were not, 2 wrong usage or an input that cannot be read
      """;

  private final InputStream input;
  private final PrintStream output;
  private final PrintStream errors;

  Classify(InputStream input, PrintStream output, PrintStream errors) {
    this.input = input;
    this.output = output;
    this.errors = errors;
  }

  /** Takes the options that {@code --help} shows, and ends with the status that it names. */
  public static void main(String[] arguments) {
    PrintStream output =
        new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8);
    int status = new Classify(System.in, output, System.err).run(List.of(arguments));
    output.flush();
    System.exit(status);
  }

  int run(List<String> words) {
    return switch (ClassifyOptions.read(words)) {
      case ClassifyOptions.Read.Help _ -> {
        output.print(HELP);
        yield CLEAN;
      }
      case ClassifyOptions.Read.Wrong wrong -> unusable(wrong.sentence() + "; see --help");
      case ClassifyOptions.Read.Asked asked -> classify(asked.options());
    };
  }

  private int classify(ClassifyOptions options) {
    Optional<Catalogue> catalogue = catalogue(options);
    if (catalogue.isEmpty()) {
      return UNUSABLE;
    }
    if (options.statements().isEmpty()) {
      return CLEAN;
    }
    String name = options.statements().get();
    try (InputStream statements = name.equals("-") ? input : Files.newInputStream(Path.of(name))) {
      return classify(statements, catalogue.get());
    } catch (IOException e) {
      return unreadable(name, e);
    }
  }

  private int classify(InputStream statements, Catalogue catalogue) throws IOException {
    ExportLines lines = new ExportLines(statements, LONGEST_LINE);
    Classifier classifier = new Classifier();
    Tally tally = new Tally();
    long number = 0;
    for (Optional<ExportLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      number++;
      StatementLine read =
          line.get().isTooLong()
              ? new StatementLine.Wrong("it is longer than " + LONGEST_LINE + " bytes")
              : StatementLine.read(line.get().bytes());
      switch (read) {
        case StatementLine.Statement statement -> {
          Classification found = classifier.classify(statement.text(), catalogue);
          tally.add(found);
          print(number, found);
        }
        case StatementLine.Blank _ -> {
          // A line break at the end of the input, or between two statements.
        }
        case StatementLine.Wrong wrong -> {
          tally.addWrong();
          errors.println("classify: line " + number + ": " + wrong.sentence());
        }
      }
    }
    if (output.checkError()) {
      return unusable("what was found cannot be written");
    }
    tally.lines().forEach(errors::println);
    return tally.isClean() ? CLEAN : SOME_WRONG;
  }

  private void print(long number, Classification found) {
    output.print("{\"classification\":" + EvidenceCodec.document(found));
    output.print(",\"line\":" + number + "}\n");
  }

  /** The catalogue that the options name; empty, with the reason said, if it cannot be had. */
  private Optional<Catalogue> catalogue(ClassifyOptions options) {
    if (options.catalogue().isPresent()) {
      return read(options.catalogue().get());
    }
    if (options.target().isEmpty()) {
      return Optional.of(Catalogue.none());
    }
    Optional<Catalogue> surveyed = survey(options.target().get());
    if (surveyed.isEmpty() || options.saved().isEmpty()) {
      return surveyed;
    }
    Path file = options.saved().get();
    try {
      Files.writeString(file, CatalogueDocument.write(surveyed.get()));
      errors.println("the catalogue is in `" + file + "`");
      return surveyed;
    } catch (NoSuchFileException e) {
      unusable("`" + file + "` cannot be written: make its folder first");
      return Optional.empty();
    } catch (IOException e) {
      unreadable(file.toString(), e);
      return Optional.empty();
    }
  }

  private Optional<Catalogue> read(Path file) {
    try {
      if (Files.size(file) > CatalogueDocument.MAXIMUM_BYTES) {
        unusable("`" + file + "` is longer than a catalogue may be");
        return Optional.empty();
      }
      return Optional.of(CatalogueDocument.read(Files.readString(file)));
    } catch (InvalidJson e) {
      unusable(
          "`"
              + file
              + "` is not a catalogue as --save-catalogue of this version writes it; save it again"
              + " from its `--target`");
      return Optional.empty();
    } catch (IOException e) {
      unreadable(file.toString(), e);
      return Optional.empty();
    }
  }

  private Optional<Catalogue> survey(TargetAddress target) {
    try {
      return Optional.of(target.survey());
    } catch (TargetUnavailable e) {
      unusable("the target cannot be surveyed: it does not answer, or does not let this role in");
      return Optional.empty();
    } catch (IOException e) {
      unreadable(target.passwordFile().toString(), e);
      return Optional.empty();
    }
  }

  private int unreadable(String file, IOException e) {
    String why =
        switch (e) {
          case NoSuchFileException _ -> "there is no such file";
          case AccessDeniedException _ -> "it may not be read or written";
          default -> "it cannot be read or written";
        };
    return unusable("`" + file + "`: " + why);
  }

  private int unusable(String sentence) {
    errors.println("classify: " + sentence);
    return UNUSABLE;
  }
}
