package dev.countersign.localstack.mail;

import java.time.Instant;
import java.util.List;

/** A mail that was sent: who, to whom, and its two parts, either of which may be empty. */
record Mail(
    String id,
    Instant received,
    String from,
    List<String> to,
    String subject,
    String text,
    String html) {

  Mail {
    to = List.copyOf(to);
  }
}
