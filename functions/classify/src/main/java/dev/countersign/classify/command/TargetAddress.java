package dev.countersign.classify.command;

import dev.countersign.bundle.Connection;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.execute.Credentials;
import dev.countersign.operation.ConnectionName;
import dev.countersign.postgresql.PostgresqlTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A target whose catalogue is surveyed.
 *
 * @param host its host
 * @param port its port
 * @param database its database
 * @param user the role that asks; it needs no privilege
 * @param passwordFile the file whose first line is the role's password
 * @param authorities PEM certificates of those who may vouch for the host's name; empty for those
 *     that the Java runtime trusts
 * @param searchPath the schemas in which unqualified names are looked up
 */
record TargetAddress(
    String host,
    int port,
    String database,
    String user,
    Path passwordFile,
    Optional<Path> authorities,
    List<String> searchPath) {

  private static final Pattern FORM =
      Pattern.compile("(?<host>[^/\\s]+):(?<port>[0-9]{1,5})/(?<database>\\S+)");

  private static final int LAST_PORT = 65_535;

  TargetAddress {
    searchPath = List.copyOf(searchPath);
  }

  static Optional<TargetAddress> read(
      String address,
      String user,
      Path passwordFile,
      Optional<Path> authorities,
      List<String> searchPath) {
    Matcher parts = FORM.matcher(address);
    if (!parts.matches() || Integer.parseInt(parts.group("port")) > LAST_PORT) {
      return Optional.empty();
    }
    return Optional.of(
        new TargetAddress(
            parts.group("host"),
            Integer.parseInt(parts.group("port")),
            parts.group("database"),
            user,
            passwordFile,
            authorities,
            searchPath));
  }

  /**
   * What a survey finds on it.
   *
   * @throws IOException if the file with the password cannot be read
   * @throws dev.countersign.execute.TargetUnavailable if the target does not answer
   */
  Catalogue survey() throws IOException {
    String password = Files.readString(passwordFile).lines().findFirst().orElse("");
    Connection connection =
        new Connection(
            new ConnectionName("classify"),
            host,
            port,
            database,
            user,
            user,
            searchPath,
            Connection.Unlabelled.MASKED,
            Connection.Limits.defaults());
    try (PostgresqlTarget target =
        new PostgresqlTarget(connection, role -> new Credentials(role, password), authorities)) {
      return target.survey();
    }
  }
}
