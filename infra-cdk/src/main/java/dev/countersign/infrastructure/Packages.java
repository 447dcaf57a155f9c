package dev.countersign.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the packaged functions and the state machine's definition are.
 *
 * @param intake intake's zip
 * @param approval approval's zip
 * @param execution execution's zip
 * @param audit audit's zip
 * @param workflow the definition of the state machine in the Amazon States Language
 */
record Packages(Path intake, Path approval, Path execution, Path audit, Path workflow) {

  /** Where the build of the repository in this folder leaves them. */
  static Packages in(Path repository) {
    return new Packages(
        zip(repository, "intake"),
        zip(repository, "approval"),
        zip(repository, "execution"),
        zip(repository, "audit"),
        repository.resolve("statemachines").resolve("approval.asl.json"));
  }

  private static Path zip(Path repository, String duty) {
    return repository.resolve("functions").resolve(duty).resolve("target").resolve(duty + ".zip");
  }

  /** The path itself, if something is there. */
  static Path present(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new InvalidSettings("`" + path + "` is missing: build the functions first");
    }
    return path;
  }

  /** The definition's text, with its placeholders. */
  String workflowDefinition() {
    try {
      return Files.readString(present(workflow));
    } catch (IOException fault) {
      throw new InvalidSettings("`" + workflow + "` cannot be read", fault);
    }
  }
}
