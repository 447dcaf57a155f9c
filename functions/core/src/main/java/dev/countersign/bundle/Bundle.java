package dev.countersign.bundle;

import dev.countersign.canonical.Digest;
import dev.countersign.operation.ConnectionName;
import dev.countersign.people.Roster;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One published version of the policy bundle.
 *
 * @param version the digest of its canonical content
 * @param connections the connections by name
 * @param labels the labels by connection; a connection may have none
 * @param roster everyone it knows
 * @param policies the Cedar texts by file name
 */
public record Bundle(
    Digest version,
    SortedMap<ConnectionName, Connection> connections,
    SortedMap<ConnectionName, Labels> labels,
    Roster roster,
    SortedMap<String, String> policies) {

  public Bundle {
    connections = Collections.unmodifiableSortedMap(new TreeMap<>(connections));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
  }

  /** The connection of this name. */
  public Optional<Connection> connection(ConnectionName name) {
    return Optional.ofNullable(connections.get(name));
  }

  /** The labels of this connection's columns. */
  public Labels labelsOf(ConnectionName name) {
    return labels.getOrDefault(name, Labels.none());
  }
}
