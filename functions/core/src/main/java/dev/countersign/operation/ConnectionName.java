package dev.countersign.operation;

import java.util.regex.Pattern;

/**
 * The name of a connection, as it stands in routes, policies and the bundle.
 *
 * @param text 1 to 64 of {@code a-z}, digits, {@code -} and {@code _}, beginning with a letter
 */
public record ConnectionName(String text) implements Comparable<ConnectionName> {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

  public ConnectionName {
    if (!isName(text)) {
      throw new IllegalArgumentException("a connection's name is 1 to 64 of a-z, 0-9, `-` and `_`");
    }
  }

  /** Whether this text is the name of a connection by its form. */
  public static boolean isName(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(ConnectionName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
