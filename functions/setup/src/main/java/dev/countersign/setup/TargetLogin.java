package dev.countersign.setup;

import dev.countersign.bundle.Connection;
import dev.countersign.bundle.Connection.Limits;
import dev.countersign.bundle.Connection.Unlabelled;
import dev.countersign.execute.Credentials;
import dev.countersign.operation.ConnectionName;
import dev.countersign.postgresql.SetUpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a command reaches a target. The password comes out of a file or an environment variable: an
 * argument could be read by everybody on the machine.
 */
public final class TargetLogin {

  /** The options that say where the target is and who asks. */
  public static final Set<String> OPTIONS =
      Set.of(
          "--host",
          "--port",
          "--database",
          "--user",
          "--password-file",
          "--password-variable",
          "--authorities");

  /** The lines of a help text that describe them. */
  public static final String HELP =
      """
        --host HOST               where the target is: 127.0.0.1 if not said
        --port PORT               its port: 5432 if not said
        --database NAME           its database
        --user ROLE               the role to log in as
        --password-file FILE      a file whose first line is the password
        --password-variable NAME  or an environment variable that holds it
        --authorities FILE        PEM certificates of who may vouch for the host (not needed on this machine)
      """;

  private static final int LAST_PORT = 65_535;

  private final Connection target;
  private final Credentials credentials;
  private final Optional<Path> authorities;

  private TargetLogin(Connection target, Credentials credentials, Optional<Path> authorities) {
    this.target = target;
    this.credentials = credentials;
    this.authorities = authorities;
  }

  /**
   * The login that these options ask for.
   *
   * @throws WrongInput if one is missing or wrong
   */
  public static TargetLogin of(CommandOptions options, Map<String, String> environment)
      throws WrongInput {
    String user = required(options, "--user");
    Connection target =
        new Connection(
            new ConnectionName("target"),
            options.value("--host").orElse("127.0.0.1"),
            port(options.value("--port").orElse("5432")),
            required(options, "--database"),
            user,
            user,
            List.of(),
            Unlabelled.MASKED,
            Limits.defaults());
    return new TargetLogin(
        target,
        new Credentials(user, password(options, environment)),
        options.value("--authorities").map(Path::of));
  }

  private static String required(CommandOptions options, String option) throws WrongInput {
    return options
        .value(option)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new WrongInput("`" + option + "` is missing; see --help"));
  }

  private static int port(String text) throws WrongInput {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= LAST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new WrongInput("`--port` is not a number");
    }
    throw new WrongInput("`--port` is not a port");
  }

  private static String password(CommandOptions options, Map<String, String> environment)
      throws WrongInput {
    Optional<String> file = options.value("--password-file");
    Optional<String> variable = options.value("--password-variable");
    if (file.isPresent() == variable.isPresent()) {
      throw new WrongInput("give one of `--password-file` and `--password-variable`");
    }
    if (variable.isPresent()) {
      String password = environment.get(variable.get());
      if (password == null) {
        throw new WrongInput("there is no environment variable `" + variable.get() + "`");
      }
      return password;
    }
    try {
      return Files.readString(Path.of(file.get()), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new WrongInput("`" + file.get() + "` cannot be read");
    }
  }

  /**
   * What a fault of the target means for whoever gave the command. What the target itself says of
   * it may quote values, and is not shown.
   */
  public static String sentence(SQLException fault) {
    String state = String.valueOf(fault.getSQLState());
    return why(state) + " (SQLSTATE " + state + ")";
  }

  private static String why(String state) {
    if (state.startsWith("08")) {
      return "the target cannot be reached, or cannot prove its name: see `--host`, `--port` and"
          + " `--authorities`";
    }
    if (state.startsWith("28")) {
      return "the target does not let the role in: see `--user` and its password";
    }
    return switch (state) {
      case "3D000" -> "the target has no such database: see `--database`";
      case "42501" -> "the role of `--user` may not do this in the target";
      case "55P03", "57014" -> "the target took too long, and nothing was changed: try again";
      default -> "the target refused, and nothing was changed";
    };
  }

  /** The role that logs in. */
  public String role() {
    return credentials.user();
  }

  /** A session in which the server refuses every change. */
  public java.sql.Connection openReadOnly() throws SQLException {
    return SetUpSession.open(target, name -> credentials, authorities, true);
  }

  /** A session that may change the target. */
  public java.sql.Connection openForChanges() throws SQLException {
    return SetUpSession.open(target, name -> credentials, authorities, false);
  }
}
