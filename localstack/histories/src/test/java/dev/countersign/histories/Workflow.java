package dev.countersign.histories;

/**
 * An execution of the approval workflow, as far as it calls duties: it has approval notify, waits
 * on a token, asks when the wait is over, has execution run what is approved, and settles what it
 * does not know.
 */
final class Workflow {

  /** What it does next. */
  enum Next {
    NOTIFY,
    WAIT,
    EXECUTE,
    SETTLE,
    NOTHING
  }

  private Next next = Next.NOTIFY;
  private String token = "";

  Next next() {
    return next;
  }

  String token() {
    return token;
  }

  void waitsOn(String issued) {
    token = issued;
    next = Next.WAIT;
  }

  /** A token that it does not wait on is ignored. */
  void resume(String given, boolean approved) {
    if (next == Next.WAIT && token.equals(given)) {
      lapsed(approved ? "approved" : "refused");
    }
  }

  void lapsed(String state) {
    next =
        switch (state) {
          case "approved" -> Next.EXECUTE;
          case "waiting" -> Next.NOTIFY;
          default -> Next.NOTHING;
        };
  }

  void executed(boolean ended) {
    next = ended ? Next.NOTHING : Next.SETTLE;
  }

  void stop() {
    next = Next.NOTHING;
  }
}
