package dev.countersign.yaml;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.bundle.Connection.Limits;
import dev.countersign.bundle.Connection.Unlabelled;
import dev.countersign.bundle.Labels;
import dev.countersign.operation.ConnectionName;
import dev.countersign.people.Roster;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a bundle out of its files. */
final class BundleReader {

  private static final String POLICIES = "policies/";
  private static final String CONNECTIONS = "connections/";
  private static final String LABELS = "labels/";
  private static final String YAML = ".yaml";

  /**
   * How long a target may work on one operation: a run of execution is ended after 15 minutes (AWS
   * Lambda's quota), and of what it had begun then nobody could say how it ended.
   */
  private static final Duration LONGEST = Duration.ofMinutes(14);

  private final BundleFiles files;

  BundleReader(BundleFiles files) {
    this.files = files;
  }

  Bundle read() {
    SortedMap<ConnectionName, Connection> connections = new TreeMap<>();
    SortedMap<ConnectionName, Labels> labels = new TreeMap<>();
    SortedMap<String, String> policies = new TreeMap<>();
    for (Map.Entry<String, String> file : files.texts().entrySet()) {
      String path = file.getKey();
      if (path.startsWith(POLICIES)) {
        policies.put(path, file.getValue());
      } else if (path.startsWith(CONNECTIONS)) {
        ConnectionName name = name(path, CONNECTIONS);
        connections.put(name, connection(name, YamlObject.read(path, file.getValue())));
      } else if (path.startsWith(LABELS)) {
        labels.put(name(path, LABELS), LabelsFile.read(path, file.getValue()));
      }
    }
    for (ConnectionName labelled : labels.keySet()) {
      if (!connections.containsKey(labelled)) {
        throw new UnsoundBundle(LABELS + labelled + YAML, "there is no such connection");
      }
    }
    Roster roster = new RosterReader(files).read();
    return new Bundle(files.version(), connections, labels, roster, policies);
  }

  private static ConnectionName name(String path, String folder) {
    String name = path.substring(folder.length(), path.length() - YAML.length());
    if (!ConnectionName.isName(name)) {
      throw new UnsoundBundle(path, "its name is not that of a connection");
    }
    return new ConnectionName(name);
  }

  private static Connection connection(ConnectionName name, YamlObject yaml) {
    if (!yaml.text("dialect").equals("postgresql")) {
      throw yaml.fault("dialect", "is not known; it is `postgresql`");
    }
    YamlObject secrets = yaml.object("secrets");
    Connection connection =
        new Connection(
            name,
            yaml.text("host"),
            port(yaml),
            yaml.text("database"),
            secrets.text("read"),
            secrets.text("write"),
            yaml.texts("searchPath"),
            unlabelled(yaml),
            limits(yaml));
    secrets.end();
    yaml.end();
    return connection;
  }

  private static int port(YamlObject yaml) {
    int port = yaml.number("port");
    if (port > 65_535) {
      throw yaml.fault("port", "is not a port");
    }
    return port;
  }

  private static Unlabelled unlabelled(YamlObject yaml) {
    if (!yaml.has("unlabelled")) {
      return Unlabelled.MASKED;
    }
    return switch (yaml.text("unlabelled")) {
      case "masked" -> Unlabelled.MASKED;
      case "clear" -> Unlabelled.CLEAR;
      default -> throw yaml.fault("unlabelled", "is neither `masked` nor `clear`");
    };
  }

  private static Limits limits(YamlObject yaml) {
    Limits defaults = Limits.defaults();
    if (!yaml.has("limits")) {
      return defaults;
    }
    YamlObject limits = yaml.object("limits");
    Limits read =
        new Limits(
            duration(limits, "statementTimeout", defaults.statementTimeout()),
            duration(limits, "lockTimeout", defaults.lockTimeout()),
            limits.has("rows") ? limits.number("rows") : defaults.rows(),
            limits.has("bytes") ? limits.number("bytes") : defaults.bytes());
    limits.end();
    return read;
  }

  private static Duration duration(YamlObject yaml, String name, Duration otherwise) {
    if (!yaml.has(name)) {
      return otherwise;
    }
    try {
      Duration duration = Duration.parse(yaml.text(name));
      if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw yaml.fault(name, "is not an ISO 8601 duration such as PT15S", e);
    }
    throw yaml.fault(name, "is not a positive duration of at most " + LONGEST);
  }
}
