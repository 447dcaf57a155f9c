package dev.countersign.execution;

import dev.countersign.bundle.Connection;
import dev.countersign.execute.Target;

/** Where execution gets the target behind a connection. */
public interface Targets {

  /**
   * The target behind this connection. Nothing is sent to it before it is asked to run something.
   */
  Target behind(Connection connection);
}
