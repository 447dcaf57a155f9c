package dev.countersign.operation;

import dev.countersign.canonical.Digest;
import dev.countersign.people.Account;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of one operation: {@code op-} and 32 hexadecimal digits. It is a locator, not a secret.
 *
 * @param text the written form
 */
public record OperationId(String text) implements Comparable<OperationId> {

  private static final String PREFIX = "op-";
  private static final Pattern FORM = Pattern.compile("op-[0-9a-f]{32}");

  public OperationId {
    if (!isOperationId(text)) {
      throw new IllegalArgumentException("an operation's id is op- and 32 hexadecimal digits");
    }
  }

  /** Whether this text is an operation's id by its form. */
  public static boolean isOperationId(String text) {
    return FORM.matcher(text).matches();
  }

  /** A new id that nobody can have used. */
  public static OperationId random(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return new OperationId(PREFIX + HexFormat.of().formatHex(bytes));
  }

  /**
   * The id that this principal's key always gives, so that the write-once rule of evidence makes a
   * repeated request find the first one.
   */
  public static OperationId derived(Account account, String key) {
    String source = account.issuer() + '\n' + account.subject() + '\n' + key;
    return new OperationId(PREFIX + Digest.ofText(source).hex().substring(0, 32));
  }

  @Override
  public int compareTo(OperationId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
