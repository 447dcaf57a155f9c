package dev.countersign.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of an export, or of any input in JSON Lines, as they are, whatever they are; a line
 * that is too long is only counted.
 */
public final class ExportLines {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream input;
  private final int maximumBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int filled;

  /** The lines of this input, of which none is kept beyond this many bytes. */
  public ExportLines(InputStream input, int maximumBytes) {
    this.input = input;
    this.maximumBytes = maximumBytes;
  }

  /** A line without the line feed that ends it. */
  public static final class Line {

    private final byte[] bytes;
    private final boolean tooLong;
    private final boolean ended;

    private Line(byte[] bytes, boolean tooLong, boolean ended) {
      this.bytes = bytes;
      this.tooLong = tooLong;
      this.ended = ended;
    }

    /** The bytes; of a line that is too long, those at its beginning. */
    public byte[] bytes() {
      return bytes;
    }

    /** Whether bytes at its end are left out. */
    public boolean isTooLong() {
      return tooLong;
    }

    /** Whether a line feed ends it. */
    public boolean isEnded() {
      return ended;
    }
  }

  /**
   * The next line; empty at the end.
   *
   * @throws IOException if the input cannot be read
   */
  public Optional<Line> next() throws IOException {
    if (!fill()) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean ended = false;
    while (!ended && fill()) {
      int begin = position;
      while (position < filled && buffer[position] != '\n') {
        position++;
      }
      int taken = Math.min(position - begin, maximumBytes - bytes.size());
      bytes.write(buffer, begin, taken);
      tooLong |= taken < position - begin;
      ended = position < filled;
      position += ended ? 1 : 0;
    }
    return Optional.of(new Line(bytes.toByteArray(), tooLong, ended));
  }

  /** Whether there is a byte to be taken. */
  private boolean fill() throws IOException {
    while (position == filled) {
      int read = input.read(buffer);
      if (read < 0) {
        return false;
      }
      position = 0;
      filled = read;
    }
    return true;
  }
}
