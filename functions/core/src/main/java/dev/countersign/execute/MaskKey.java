package dev.countersign.execute;

import dev.countersign.operation.BindValue;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key of a connection's masks that disclose equality. It stays within execution, is bound as
 * parameters, and is in no text.
 */
public final class MaskKey {

  /** What SHA-256 takes at a time, and HMAC with it (RFC 2104). */
  private static final int BLOCK_BYTES = 64;

  private static final int INNER_PAD = 0x36;
  private static final int OUTER_PAD = 0x5c;

  /** 32 bytes or more, and no more than a block, so that HMAC takes the key as it is. */
  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{64}(?:[0-9a-fA-F]{2}){0,32}");

  private final byte[] key;

  private MaskKey(byte[] key) {
    this.key = key;
  }

  /**
   * The key that is written so.
   *
   * @param text 64 to 128 hexadecimal digits; empty if it is anything else
   */
  public static Optional<MaskKey> of(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new MaskKey(HexFormat.of().parseHex(text)))
        : Optional.empty();
  }

  /** The two parameters: the key's inner and its outer block, as PostgreSQL reads a bytea. */
  public List<BindValue> parameters() {
    return List.of(block(INNER_PAD), block(OUTER_PAD));
  }

  private BindValue block(int pad) {
    byte[] block = Arrays.copyOf(key, BLOCK_BYTES);
    for (int at = 0; at < BLOCK_BYTES; at++) {
      block[at] = (byte) (block[at] ^ pad);
    }
    return new BindValue(Optional.of("\\x" + HexFormat.of().formatHex(block)));
  }

  /** Withheld. */
  @Override
  public String toString() {
    return "MaskKey[withheld]";
  }
}
