package dev.countersign.people;

import java.util.Comparator;

/**
 * One identity at one issuer. The key is the immutable subject, never a name or a mail address.
 *
 * @param issuer the issuer's identifier, exactly as in its tokens
 * @param subject the immutable subject at that issuer
 */
public record Account(String issuer, String subject) implements Comparable<Account> {

  private static final Comparator<Account> ORDER =
      Comparator.comparing(Account::issuer).thenComparing(Account::subject);

  @Override
  public int compareTo(Account other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return issuer + "#" + subject;
  }
}
