package dev.countersign.localstack.stepfunctions.execution;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A journal does not say what was written to it: the service must not start on it, a person must
 * look.
 */
public final class CorruptJournal extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptJournal(Path file, String reason) {
    super("the journal %s is corrupt: %s".formatted(file, reason));
  }
}
