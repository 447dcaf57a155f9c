package dev.countersign.localstack.mail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The last mails sent, newest first; older ones are forgotten. */
final class Mailbox {

  private final int capacity;
  private final Deque<Mail> mails = new ArrayDeque<>();

  Mailbox(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(Mail mail) {
    mails.addFirst(mail);
    if (mails.size() > capacity) {
      mails.removeLast();
    }
  }

  synchronized List<Mail> all() {
    return List.copyOf(mails);
  }

  synchronized List<Mail> to(String address) {
    String sought = address.toLowerCase(Locale.ROOT);
    return mails.stream()
        .filter(mail ->
            mail.to().stream()
                .anyMatch(to -> Addresses.bare(to).toLowerCase(Locale.ROOT).equals(sought)))
        .toList();
  }

  synchronized Optional<Mail> find(String id) {
    return mails.stream().filter(mail -> mail.id().equals(id)).findFirst();
  }
}
