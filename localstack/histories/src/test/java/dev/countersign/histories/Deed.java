package dev.countersign.histories;

import java.util.Optional;

/** What a call asks a duty to do. */
sealed interface Deed {

  /**
   * Asking for a statement to run.
   *
   * @param number tells this request from others; the same again is a repeated request
   */
  record Submit(int number, Asker asker, Kind kind, Optional<String> key) implements Deed {}

  /** Asking what became of it. */
  record Poll(String operation, Asker asker) implements Deed {}

  /** Withdrawing it, or stopping it. */
  record Cancel(String operation, Asker asker) implements Deed {}

  /**
   * A vote.
   *
   * @param account the subject of the account with which the person signed in
   * @param sawIt whether the voter's page showed this very operation
   */
  record CastVote(String operation, String account, boolean approves, boolean sawIt)
      implements Deed {

    String person() {
      return account.substring(0, account.indexOf('-'));
    }
  }

  record Notify(String operation, String token) implements Deed {}

  record Lapse(String operation) implements Deed {}

  record Execute(String operation) implements Deed {}

  record Settle(String operation) implements Deed {}

  /** Looking for what a crash left open. */
  record Sweep() implements Deed {}
}
