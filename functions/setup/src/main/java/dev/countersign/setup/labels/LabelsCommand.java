package dev.countersign.setup.labels;

import dev.countersign.bundle.Labels;
import dev.countersign.setup.CommandOptions;
import dev.countersign.setup.TargetLogin;
import dev.countersign.setup.WrongInput;
import dev.countersign.yaml.LabelsFile;
import dev.countersign.yaml.UnsoundBundle;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The command: looks at a target and proposes labels for a person to accept. */
public final class LabelsCommand {

  private static final int DONE = 0;
  private static final int UNUSABLE = 2;
  private static final int MOST_ROWS = 10_000;

  private static final String HELP =
      """
      usage: ./countersign labels --database NAME --user ROLE --password-file FILE [OPTION ...]

      """
          + TargetLogin.HELP
          + """
            --schema NAME             a schema to look at; may come more than once; all but the system's if not said
            --rows N                  how many rows of each table are looked at: 200 if not said, 10000 at the most
            --labels FILE             labels that there are already: they are kept, and nothing is proposed for them
            --write FILE              writes the proposal as a file of labels
            --force                   lets --write replace a file; what stands in it is kept, and the proposal added

          Reads the catalogue and some values in a READ ONLY transaction, as a role that may read, and shows which columns
          should perhaps be labelled, and why. No value is ever printed or written. Below 50 % a proposal is written as a
          comment. Read the file before it goes into a bundle: docs/LABELS.md says what is found and what is not.

          exit status: 0 it is done, 2 wrong usage, or the target or a file cannot be used
          """;

  private static final Set<String> OWN = Set.of("--schema", "--rows", "--labels", "--write");

  private final PrintStream output;
  private final PrintStream errors;
  private final Map<String, String> environment;

  LabelsCommand(PrintStream output, PrintStream errors, Map<String, String> environment) {
    this.output = output;
    this.errors = errors;
    this.environment = environment;
  }

  /** Takes the options that {@code --help} shows, and ends with the status that it names. */
  public static void main(String[] arguments) {
    System.exit(new LabelsCommand(System.out, System.err, System.getenv()).run(List.of(arguments)));
  }

  int run(List<String> words) {
    Set<String> valued = new TreeSet<>(OWN);
    valued.addAll(TargetLogin.OPTIONS);
    return switch (CommandOptions.read(words, valued, Set.of("--schema"), Set.of("--force"))) {
      case CommandOptions.Read.Help _ -> {
        output.print(HELP);
        yield DONE;
      }
      case CommandOptions.Read.Wrong wrong -> unusable(wrong.sentence() + "; see --help");
      case CommandOptions.Read.Asked asked -> {
        try {
          propose(asked.options());
          yield DONE;
        } catch (WrongInput e) {
          yield unusable(e.sentence());
        } catch (SQLException e) {
          yield unusable(TargetLogin.sentence(e));
        }
      }
    };
  }

  private void propose(CommandOptions options) throws WrongInput, SQLException {
    TargetLogin login = TargetLogin.of(options, environment);
    int rows = rows(options.value("--rows").orElse("200"));
    Optional<Path> write = options.value("--write").map(Path::of);
    if (write.isPresent()) {
      requireFolder(write.get());
    }
    Optional<String> replaced = replaced(write, options.has("--force"));
    Optional<Path> kept = options.value("--labels").map(Path::of);
    String existing =
        replaced.isPresent() ? replaced.get() : kept.isPresent() ? text(kept.get()) : "";
    Labels labels = labels(existing);
    List<SampledColumn> columns;
    try (Connection connection = login.openReadOnly()) {
      columns = new TargetSample(connection, rows).columns(options.all("--schema"));
      connection.rollback();
    }
    requireColumns(options.all("--schema"), columns);
    List<Proposal> proposals = Proposals.of(columns, labels);
    show(columns, proposals, labels);
    if (write.isPresent()) {
      save(write.get(), LabelsText.of(existing, proposals));
    }
  }

  private void show(List<SampledColumn> columns, List<Proposal> proposals, Labels labels) {
    if (!proposals.isEmpty()) {
      ProposalTable.lines(proposals).forEach(output::println);
      output.println();
    }
    long unread = columns.stream().filter(column -> !column.readable()).count();
    output.println(
        "%d columns, %d labelled already, %d proposed; %d could not be read and are judged by name alone"
            .formatted(columns.size(), labels.columns().size(), proposals.size(), unread));
    proposals.stream()
        .filter(proposal -> !LabelsText.isNameable(proposal.column()))
        .forEach(proposal ->
            output.println("a file of labels cannot name a column with a dot in its name"));
  }

  private static int rows(String text) throws WrongInput {
    try {
      int rows = Integer.parseInt(text);
      if (rows > 0 && rows <= MOST_ROWS) {
        return rows;
      }
    } catch (NumberFormatException e) {
      throw new WrongInput("`--rows` is not a number");
    }
    throw new WrongInput("`--rows` is not between 1 and " + MOST_ROWS);
  }

  /** Told before the target is looked at, which may take a while. */
  private static void requireFolder(Path file) throws WrongInput {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new WrongInput("`" + file + "` cannot be written: make its folder first");
    }
  }

  /** A schema whose name is misspelt would otherwise look like one without anything to label. */
  private static void requireColumns(List<String> schemas, List<SampledColumn> columns)
      throws WrongInput {
    Set<String> found =
        columns.stream()
            .map(column -> column.column().relation().schema())
            .collect(Collectors.toSet());
    for (String schema : schemas) {
      if (!found.contains(schema)) {
        throw new WrongInput("the target has no schema `" + schema + "` with a table in it");
      }
    }
  }

  /** What stands in the file that is to be written, if it may be replaced. */
  private static Optional<String> replaced(Optional<Path> write, boolean force) throws WrongInput {
    if (write.isEmpty() || !Files.exists(write.get())) {
      return Optional.empty();
    }
    if (!force) {
      throw new WrongInput("`" + write.get() + "` is there already; --force lets it be replaced");
    }
    return Optional.of(text(write.get()));
  }

  private static String text(Path file) throws WrongInput {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new WrongInput("`" + file + "` cannot be read");
    }
  }

  private static Labels labels(String text) throws WrongInput {
    boolean states = text.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"));
    try {
      return states ? LabelsFile.read("labels", text) : Labels.none();
    } catch (UnsoundBundle e) {
      throw new WrongInput("the labels cannot be read: " + e.getMessage());
    }
  }

  private void save(Path file, String text) throws WrongInput {
    try {
      Path written = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(written, text, StandardCharsets.UTF_8);
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      output.println("the proposal is in `" + file + "`");
    } catch (IOException e) {
      throw new WrongInput("`" + file + "` cannot be written");
    }
  }

  private int unusable(String sentence) {
    errors.println("labels: " + sentence);
    return UNUSABLE;
  }
}
