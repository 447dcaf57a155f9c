package dev.countersign.localstack.plane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder below {@code .countersign} of the checkout, which is deleted when it is closed. */
public final class WorkingDirectory implements AutoCloseable {

  private final Path path;

  private WorkingDirectory(Path path) {
    this.path = path;
  }

  /** The checkout that this runs in. */
  public static Path repository() {
    String repository = System.getProperty("countersign.repository");
    if (repository == null) {
      throw new IllegalStateException("the system property countersign.repository is not set");
    }
    return Path.of(repository);
  }

  /** A fresh folder. */
  public static WorkingDirectory temporary(Path repository) throws IOException {
    Path parent = Files.createDirectories(repository.resolve(".countersign"));
    return new WorkingDirectory(Files.createTempDirectory(parent, "plane-"));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** A copy of these folders laid over each other, within this one. */
  public Path copyOf(Path... folders) throws IOException {
    Path copy = Files.createDirectories(path.resolve("bundle"));
    for (Path folder : folders) {
      for (Path file : files(folder)) {
        Path place = copy.resolve(folder.relativize(file));
        Files.createDirectories(place.getParent());
        Files.copy(file, place);
      }
    }
    return copy;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> walk = Files.walk(path)) {
      for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
