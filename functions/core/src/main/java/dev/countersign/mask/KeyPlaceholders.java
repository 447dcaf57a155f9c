package dev.countersign.mask;

import dev.countersign.sql.SqlText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The two parameters, behind those of the client, as which execution binds the key of the masks
 * that disclose equality. The text that runs names them and holds nothing of the key.
 *
 * <p>The hash is HMAC-SHA256 (RFC 2104, RFC 4231): the two parameters are the key's inner and outer
 * block. What is hashed begins with the kind of data, ended by a zero, so that values of two kinds
 * cannot be compared.
 */
final class KeyPlaceholders {

  private final int parameters;
  private boolean used;

  private KeyPlaceholders(int parameters) {
    this.parameters = parameters;
  }

  /** Behind as many parameters of the client's. */
  static KeyPlaceholders after(int parameters) {
    return new KeyPlaceholders(parameters);
  }

  /** Whether some text names them. */
  boolean used() {
    return used;
  }

  /**
   * The hash of a value, 64 hexadecimal digits; null of null.
   *
   * @param value an expression of which the text form is the same wherever the value is equal
   */
  String hash(String value, String kind) {
    used = true;
    String domain = HexFormat.of().formatHex(kind.getBytes(StandardCharsets.UTF_8)) + "00";
    return "pg_catalog.encode(pg_catalog.sha256(cast($%d as bytea) ||".formatted(parameters + 2)
        + " pg_catalog.sha256(cast($%d as bytea) || cast('\\x%s' as bytea) ||"
            .formatted(parameters + 1, domain)
        + " pg_catalog.convert_to(cast(%s as text), 'UTF8'))), 'hex')".formatted(value);
  }

  /**
   * Refuses a statement that names more parameters than were sent with it: it would be given the
   * key.
   */
  void refuseInClientsText(String statement) throws CannotBeMasked {
    boolean all =
        SqlText.of(statement) instanceof SqlText.Lexed text
            && text.parameters().stream().allMatch(number -> number <= parameters);
    if (!all) {
      throw new CannotBeMasked(
          MaskRefusal.UNSUPPORTED_FORM,
          "the statement names a parameter that was not sent, beside masks that take a key");
    }
  }
}
