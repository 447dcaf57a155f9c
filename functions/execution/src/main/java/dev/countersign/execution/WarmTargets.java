package dev.countersign.execution;

import dev.countersign.bundle.Connection;
import dev.countersign.execute.Target;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Keeps one target for each connection as the bundle has it, so that its sessions stay warm between
 * operations.
 */
final class WarmTargets implements Targets {

  private final Map<Connection, Target> targets = new ConcurrentHashMap<>();
  private final Function<Connection, Target> opener;

  WarmTargets(Function<Connection, Target> opener) {
    this.opener = opener;
  }

  @Override
  public Target behind(Connection connection) {
    return targets.computeIfAbsent(connection, opener);
  }
}
