package dev.countersign.setup;

/** What was given to a command cannot be used; the message says why and holds no secret. */
public final class WrongInput extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public WrongInput(String sentence) {
    super(sentence);
  }

  /** The sentence for whoever gave the command. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
