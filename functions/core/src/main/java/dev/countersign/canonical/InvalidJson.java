package dev.countersign.canonical;

/** Bytes that are not the JSON that we accept. The message never quotes them. */
public final class InvalidJson extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says which rule the bytes break. */
  public InvalidJson(String message) {
    super(message);
  }
}
