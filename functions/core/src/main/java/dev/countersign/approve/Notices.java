package dev.countersign.approve;

/** Where approvers are told that something waits for them. */
public interface Notices {

  /**
   * Sends a notice.
   *
   * @throws NoticeNotSent if it was not taken; it may be sent again
   */
  void send(Notice notice);

  /**
   * What an approver is told. It holds no value of the operation and no secret: the link is a
   * locator.
   *
   * @param to the person's mail address
   * @param subject one line
   * @param text the message as plain text
   */
  record Notice(String to, String subject, String text) {}

  /** The notice was not taken. */
  final class NoticeNotSent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The cause is for logs. */
    public NoticeNotSent(Throwable cause) {
      super("a notice was not taken", cause);
    }
  }
}
