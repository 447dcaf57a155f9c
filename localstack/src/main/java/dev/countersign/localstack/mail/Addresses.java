package dev.countersign.localstack.mail;

import java.util.Locale;
import java.util.Set;

/** Reads mail addresses as SES takes them: bare, or with a name before angle brackets. */
final class Addresses {

  private Addresses() {}

  static String bare(String address) {
    int open = address.lastIndexOf('<');
    int close = address.lastIndexOf('>');
    return (open >= 0 && close > open ? address.substring(open + 1, close) : address).strip();
  }

  /** Whether an address, or its domain, is among the verified identities. */
  static boolean isVerified(String address, Set<String> identities) {
    String bare = bare(address).toLowerCase(Locale.ROOT);
    int at = bare.lastIndexOf('@');
    return at > 0 && (identities.contains(bare) || identities.contains(bare.substring(at + 1)));
  }
}
