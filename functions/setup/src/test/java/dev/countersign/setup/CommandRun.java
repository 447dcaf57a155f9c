package dev.countersign.setup;

import dev.countersign.postgresql.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a command ended, and what it printed.
 *
 * @param status its exit status
 * @param output what it printed
 * @param errors what it complained of
 */
public record CommandRun(int status, String output, String errors) {

  /** The password variable of {@link #login}. */
  public static final Map<String, String> ENVIRONMENT = Map.of("TARGET_PASSWORD", "not asked for");

  /** A command as its main class runs it. */
  public interface Command {

    /** Runs it and gives its status. */
    int run(PrintStream output, PrintStream errors, List<String> words);
  }

  /** Runs the command with these words. */
  public static CommandRun of(Command command, List<String> words) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        command.run(
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            words);
    return new CommandRun(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  /** The words that log in to this database as this role, and further ones. */
  public static List<String> login(TestDatabase database, String role, String... further) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--port",
                Integer.toString(database.port()),
                "--database",
                database.name(),
                "--user",
                role,
                "--password-variable",
                "TARGET_PASSWORD"));
    words.addAll(List.of(further));
    return words;
  }
}
