package dev.countersign.detect;

import java.util.Arrays;
import java.util.Optional;

/** A kind of value that is recognised wherever it stands. Where two overlap, the first counts. */
public enum ValueKind {
  /** A bank account: ISO 13616, with its check digits. */
  IBAN("iban"),
  /** A payment card's number: ISO/IEC 7812, with its check digit. */
  CARD_NUMBER("card-number"),
  /** An e-mail address: RFC 5321, the common part of it. */
  EMAIL("email"),
  /** A telephone number: E.164, and common national forms. */
  PHONE("phone");

  private final String word;

  ValueKind(String word) {
    this.word = word;
  }

  /** The kind of this word. */
  public static Optional<ValueKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** The word for it: also the label of columns that hold such values. */
  public String word() {
    return word;
  }

  /** What stands in place of such a value. It needs no quotes in an array or a row. */
  public String constant() {
    return "***" + word + "***";
  }
}
