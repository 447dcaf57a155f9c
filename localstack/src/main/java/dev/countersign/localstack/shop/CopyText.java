package dev.countersign.localstack.shop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes rows in the text format of COPY. (PostgreSQL documentation, "COPY", "Text Format".) */
final class CopyText implements RowSink {

  private static final int BUFFER = 1 << 16;

  private final OutputStream stream;
  private final StringBuilder buffer = new StringBuilder(BUFFER + 1_000);

  CopyText(OutputStream stream) {
    this.stream = stream;
  }

  @Override
  public void row(@Nullable String... values) throws IOException {
    for (int column = 0; column < values.length; column++) {
      String value = values[column];
      buffer.append(column == 0 ? "" : "\t").append(value == null ? "\\N" : value);
    }
    buffer.append('\n');
    if (buffer.length() >= BUFFER) {
      flush();
    }
  }

  void flush() throws IOException {
    stream.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
    buffer.setLength(0);
  }
}
