package dev.countersign.bundle;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands in place of a masked value. Those whose names begin with {@code DISCLOSES} keep
 * something of it, so two databases that differ in it can be told apart: none of them is ever used
 * unless a label asks for it by name.
 */
public enum Mask {
  /** Three asterisks in place of a text, null in place of anything else. */
  REDACT,
  /** Null. */
  NULL,
  /** An e-mail address that nobody has; its domain is reserved (RFC 2606). */
  EMAIL,
  /** A telephone number that nobody has: it is of the range kept for fiction. */
  PHONE,
  /** Sixteen zeros: a card number with a right check digit (ISO/IEC 7812) and no issuer. */
  CARD_NUMBER,
  /** An IBAN with right check digits (ISO 13616) and no bank. */
  IBAN,
  /** The last four characters of a text that has eight or more. */
  DISCLOSES_LAST_FOUR,
  /** The year of a date or a time stamp. */
  DISCLOSES_YEAR,
  /** Between which thousands a number lies. */
  DISCLOSES_THOUSANDS,
  /**
   * Which values of one kind of data on one connection are equal, and which are null: a keyed hash.
   */
  DISCLOSES_EQUALITY;

  /** The mask for a kind of data where nobody chose one. It keeps nothing of the value. */
  public static Mask ofKind(String kind) {
    return switch (kind) {
      case "email" -> EMAIL;
      case "phone" -> PHONE;
      case "card-number" -> CARD_NUMBER;
      case "iban" -> IBAN;
      default -> REDACT;
    };
  }

  /** Whether it keeps something of the value, so that it needs to be read. */
  public boolean discloses() {
    return name().startsWith("DISCLOSES_");
  }

  /** Its name in a bundle, such as {@code discloses-year}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The mask of this name. */
  public static Optional<Mask> named(String word) {
    return Arrays.stream(values()).filter(mask -> mask.word().equals(word)).findFirst();
  }
}
