package dev.countersign.yaml;

/** A bundle that cannot be used. The message names the file and the key, and says what to do. */
public final class UnsoundBundle extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong in which file. */
  public UnsoundBundle(String file, String message) {
    super("`" + file + "`: " + message);
  }

  /** Says what is wrong in which file, and what found it. */
  public UnsoundBundle(String file, String message, Throwable cause) {
    super("`" + file + "`: " + message, cause);
  }
}
