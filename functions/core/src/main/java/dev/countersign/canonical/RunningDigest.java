package dev.countersign.canonical;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest (FIPS 180-4) of bytes that come one after the other. */
public final class RunningDigest {

  private final MessageDigest running;

  /** The digest of nothing yet. */
  public RunningDigest() {
    try {
      running = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds these bytes. */
  public void add(byte[] bytes) {
    running.update(bytes);
  }

  /** Adds some of these bytes. */
  public void add(byte[] bytes, int from, int length) {
    running.update(bytes, from, length);
  }

  /** Adds this one byte. */
  public void add(byte one) {
    running.update(one);
  }

  /** Adds the text's UTF-8 bytes. */
  public void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of everything that was added; then it begins anew. */
  public Digest end() {
    return new Digest("sha256:" + HexFormat.of().formatHex(running.digest()));
  }
}
