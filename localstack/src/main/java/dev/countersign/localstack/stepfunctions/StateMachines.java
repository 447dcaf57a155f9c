package dev.countersign.localstack.stepfunctions;

import dev.countersign.localstack.stepfunctions.language.JsonText;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/** The state machines of one directory, one file each, replaced as a whole. */
final class StateMachines {
  private static final String SUFFIX = ".json";

  private final Path directory;
  private final Map<String, MachineRecord> machines = new ConcurrentSkipListMap<>();

  private StateMachines(Path directory) {
    this.directory = directory;
  }

  static StateMachines open(Path directory) throws IOException {
    Files.createDirectories(directory);
    StateMachines all = new StateMachines(directory);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        MachineRecord machine =
            JsonText.read(Files.readString(file))
                .map(MachineRecord::fromJson)
                .orElseThrow(
                    () -> new IOException("the state machine %s is corrupt".formatted(file)));
        all.machines.put(machine.arn(), machine);
      }
    }
    return all;
  }

  Optional<MachineRecord> find(String arn) {
    return Optional.ofNullable(machines.get(arn));
  }

  /** All of them, in the order of their names. */
  List<MachineRecord> all() {
    return List.copyOf(machines.values());
  }

  /** Keeps a machine; it is on the disk when this returns. */
  void keep(MachineRecord machine) throws IOException {
    Path file = file(machine.name());
    Path next = directory.resolve(file.getFileName() + ".next");
    try (FileOutputStream output = new FileOutputStream(next.toFile())) {
      output.write(JsonText.write(machine.toJson()).getBytes(StandardCharsets.UTF_8));
      output.getFD().sync();
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    synchroniseDirectory();
    machines.put(machine.arn(), machine);
  }

  void remove(MachineRecord machine) throws IOException {
    Files.deleteIfExists(file(machine.name()));
    synchroniseDirectory();
    machines.remove(machine.arn());
  }

  private void synchroniseDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Named by what every name can be turned into: AWS allows names that a file cannot have. */
  private Path file(String name) {
    return directory.resolve(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + SUFFIX);
  }
}
