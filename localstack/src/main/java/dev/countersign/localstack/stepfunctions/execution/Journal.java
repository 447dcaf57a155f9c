package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The append-only file of one execution: a checksum and a JSON object on each line. A last line
 * without its end was being written when the process died; nobody was told of it, so it is cut off.
 * Any other damage is refused.
 *
 * <p>Not thread-safe: the execution calls it under its own lock.
 */
final class Journal implements AutoCloseable {
  private static final int CHECKSUM_LENGTH = 8;

  private final Path file;
  // Not a FileChannel: interrupting a writer would close that for good.
  private final FileOutputStream output;
  private boolean usable = true;

  private Journal(Path file) throws IOException {
    this.file = file;
    this.output = new FileOutputStream(file.toFile(), true);
  }

  /** A new journal; the file must not exist, and its name is on the disk when this returns. */
  static Journal create(Path file) throws IOException {
    Files.createFile(file);
    try (FileChannel directory = FileChannel.open(file.resolveSibling("."))) {
      directory.force(true);
    }
    return new Journal(file);
  }

  /** A journal and what stands in it. */
  record Opened(Journal journal, List<ObjectNode> lines) {}

  /**
   * Opens a journal that exists.
   *
   * @throws CorruptJournal if a whole line does not say what was written
   */
  static Opened open(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    List<ObjectNode> lines = new ArrayList<>();
    int start = 0;
    for (int end = 0; end < content.length; end++) {
      if (content[end] == '\n') {
        lines.add(
            decode(
                file,
                lines.size() + 1,
                new String(content, start, end - start, StandardCharsets.UTF_8)));
        start = end + 1;
      }
    }
    if (start < content.length) {
      try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
        torn.setLength(start);
        torn.getFD().sync();
      }
    }
    return new Opened(new Journal(file), lines);
  }

  /**
   * Appends a line.
   *
   * @param durable whether the line, and all before it, must be on the disk when this returns
   */
  void append(ObjectNode line, boolean durable) throws IOException {
    if (!usable) {
      throw new IOException("the journal %s is closed".formatted(file.getFileName()));
    }
    String json = JsonText.write(line);
    byte[] bytes = (checksum(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8);
    // After a failed write the file may end in a torn line, and nothing may follow that.
    usable = false;
    output.write(bytes);
    if (durable) {
      output.getFD().sync();
    }
    usable = true;
  }

  @Override
  public void close() throws IOException {
    usable = false;
    output.close();
  }

  private static ObjectNode decode(Path file, int number, String line) throws CorruptJournal {
    if (line.length() > CHECKSUM_LENGTH && line.charAt(CHECKSUM_LENGTH) == ' ') {
      String json = line.substring(CHECKSUM_LENGTH + 1);
      if (checksum(json).equals(line.substring(0, CHECKSUM_LENGTH))
          && JsonText.read(json).orElse(null) instanceof ObjectNode object) {
        return object;
      }
    }
    throw new CorruptJournal(file, "line %d is damaged".formatted(number));
  }

  private static String checksum(String json) {
    CRC32C checksum = new CRC32C();
    checksum.update(json.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(checksum.getValue());
  }
}
