package dev.countersign.setup.harden;

import dev.countersign.bundle.Label;
import dev.countersign.bundle.LabelPattern;
import dev.countersign.bundle.Labels;
import dev.countersign.bundle.Mask;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The command: prints, applies or checks what makes a target itself keep labelled columns. */
public final class HardenCommand {

  private static final int DONE = 0;
  private static final int FOUND = 1;
  private static final int UNUSABLE = 2;

  private static final String HELP =
      """
      usage: ./countersign harden --labels FILE --role ROLE --database NAME --user OWNER --password-file FILE [OPTION ...]
             ./countersign harden --check --labels FILE --database NAME --user ROLE --password-file FILE [OPTION ...]

      """
          + TargetLogin.HELP
          + """
            --labels FILE             the labels of the connection, from its bundle
            --role ROLE               the role that reads for the plane
            --apply                   runs the statements in one transaction; they are printed otherwise
            --from-public             also takes away what every role may: others may live by it
            --check                   logs in as the role that reads, tries what was promised, and changes nothing

          Makes masking views in a schema SCHEMA_masked beside each schema, named as the tables, and lets the role read the
          columns without labels only. Run again after every change of the labels or of the tables: docs/HARDENING.md.

          exit status: 0 it is done, or nothing is wrong; 1 the check found something; 2 wrong usage, or it cannot be done
          """;

  private final PrintStream output;
  private final PrintStream errors;
  private final Map<String, String> environment;

  HardenCommand(PrintStream output, PrintStream errors, Map<String, String> environment) {
    this.output = output;
    this.errors = errors;
    this.environment = environment;
  }

  /** Takes the options that {@code --help} shows, and ends with the status that it names. */
  public static void main(String[] arguments) {
    System.exit(new HardenCommand(System.out, System.err, System.getenv()).run(List.of(arguments)));
  }

  int run(List<String> words) {
    Set<String> valued = new TreeSet<>(Set.of("--labels", "--role"));
    valued.addAll(TargetLogin.OPTIONS);
    Set<String> flags = Set.of("--apply", "--check", "--from-public");
    return switch (CommandOptions.read(words, valued, Set.of(), flags)) {
      case CommandOptions.Read.Help _ -> {
        output.print(HELP);
        yield DONE;
      }
      case CommandOptions.Read.Wrong wrong -> unusable(wrong.sentence() + "; see --help");
      case CommandOptions.Read.Asked asked -> {
        try {
          yield run(asked.options());
        } catch (WrongInput e) {
          yield unusable(e.sentence());
        } catch (SQLException e) {
          yield unusable(TargetLogin.sentence(e));
        }
      }
    };
  }

  private int run(CommandOptions options) throws WrongInput, SQLException {
    TargetLogin login = TargetLogin.of(options, environment);
    Labels labels = labels(options);
    if (options.has("--check")) {
      if (options.has("--apply") || options.has("--from-public") || options.has("--role")) {
        throw new WrongInput("`--check` goes with neither `--apply`, `--from-public` nor `--role`");
      }
      return check(login, labels);
    }
    String role =
        options
            .value("--role")
            .orElseThrow(() -> new WrongInput("`--role` is missing; see --help"));
    if (role.equals(login.role())) {
      throw new WrongInput(
          "`--user` is who changes the target, `--role` who reads it: not the same");
    }
    harden(login, labels, role, options);
    return DONE;
  }

  private void harden(TargetLogin login, Labels labels, String role, CommandOptions options)
      throws WrongInput, SQLException {
    boolean apply = options.has("--apply");
    try (Connection connection = apply ? login.openForChanges() : login.openReadOnly()) {
      ExistingViews existing = ExistingViews.read(connection, role);
      Guarded guarded = Guarded.read(connection, role, labels);
      List<GuardedRelation> relations = guarded.relations();
      refuseWhatIsNotOurs(relations, existing);
      List<String> lines =
          HardeningSql.of(
              relations, guarded.handingOn(), existing.views(), role, options.has("--from-public"));
      note(guarded);
      if (apply) {
        run(connection, lines);
      } else {
        print(lines);
      }
    }
  }

  private static void refuseWhatIsNotOurs(List<GuardedRelation> relations, ExistingViews existing)
      throws WrongInput {
    if (relations.isEmpty()) {
      throw new WrongInput("the target has none of the labelled columns");
    }
    for (GuardedRelation relation : relations) {
      RelationName view = MaskingViews.name(relation);
      if (existing.foreignSchemas().contains(view.schema())) {
        throw new WrongInput(
            "schema `"
                + view.schema()
                + "` is there already, and this command did not make it, or not as `--user`");
      }
    }
  }

  private void run(Connection connection, List<String> lines) throws SQLException {
    int count = 0;
    try (Statement statement = connection.createStatement()) {
      // Names and literals in the statements are ours: nothing in them is for the driver to read.
      statement.setEscapeProcessing(false);
      for (String line : lines) {
        if (line.startsWith("--")) {
          output.println(line);
        } else {
          statement.execute(line);
          count++;
        }
      }
    }
    connection.commit();
    output.println(count + " statements applied in one transaction");
  }

  private void print(List<String> lines) {
    output.println("BEGIN;");
    lines.forEach(line -> output.println(line.startsWith("--") ? line : line + ";"));
    output.println("COMMIT;");
  }

  private int check(TargetLogin login, Labels labels) throws SQLException, WrongInput {
    try (Connection connection = login.openReadOnly()) {
      Guarded guarded = Guarded.read(connection, login.role(), labels);
      if (guarded.relations().isEmpty()) {
        throw new WrongInput("the target has none of the labelled columns");
      }
      List<String> findings = HardeningCheck.of(connection, guarded);
      findings.forEach(finding -> output.println("wrong: " + printable(finding)));
      note(guarded);
      guarded.relations().stream()
          .filter(relation -> !relation.readByRole())
          .forEach(relation ->
              output.println(
                  "-- note: the role may read nothing of "
                      + printable(relation.name().toString())));
      output.println(
          "%d relations with labelled columns, %d findings"
              .formatted(guarded.relations().size(), findings.size()));
      connection.rollback();
      return findings.isEmpty() ? DONE : FOUND;
    }
  }

  /** What is to be known besides goes as comments, so that the output stays SQL. */
  private void note(Guarded guarded) throws SQLException {
    for (ColumnName column : guarded.missing()) {
      output.println("-- the target has no column " + printable(column.toString()));
    }
    for (String remark : guarded.remarks()) {
      output.println("-- note: " + printable(remark));
    }
  }

  private static Labels labels(CommandOptions options) throws WrongInput {
    Path file =
        Path.of(
            options
                .value("--labels")
                .orElseThrow(() -> new WrongInput("`--labels` is missing; see --help")));
    try {
      return withoutDisclosing(
          LabelsFile.read("labels", Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new WrongInput("`" + file + "` cannot be read");
    } catch (UnsoundBundle e) {
      throw new WrongInput("the labels cannot be read: " + e.getMessage());
    }
  }

  /** A mask that keeps something of a value reads its column, which is what hardening forbids. */
  private static Labels withoutDisclosing(Labels labels) throws WrongInput {
    Optional<Mask> disclosing =
        Stream.concat(
                labels.columns().values().stream(),
                labels.patterns().stream().map(LabelPattern::label))
            .map(Label::mask)
            .filter(Mask::discloses)
            .findFirst();
    if (disclosing.isPresent()) {
      throw new WrongInput(
          "a label asks for the mask `"
              + disclosing.get().word()
              + "`, which has to read its column; hardening takes that from the role: choose"
              + " another mask, or do not harden this target");
    }
    return labels;
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{C}", "?");
  }

  private int unusable(String sentence) {
    errors.println("harden: " + sentence);
    return UNUSABLE;
  }
}
