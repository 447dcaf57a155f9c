package dev.countersign.problem;

import java.util.List;

/**
 * Something that a caller could change so that the request may be allowed. It speaks only of what
 * the caller sent, may know, or can look up.
 *
 * @param step what to do
 * @param about what it concerns, by name; empty where the step says it all
 */
public record Remedy(Step step, List<String> about) {

  public Remedy {
    about = List.copyOf(about);
  }

  /** A step that needs no names. */
  public static Remedy of(Step step) {
    return new Remedy(step, List.of());
  }

  /** What a caller could do. The words are stable: clients depend on them. */
  public enum Step {
    /** Fill in these fields of the body. */
    SET_FIELD("set-field"),
    /** Send one statement in each request. */
    SEND_ONE_STATEMENT("send-one-statement"),
    /** Send one plain query or change of rows: what was sent could not be read. */
    REWRITE_STATEMENT("rewrite-statement"),
    /** Do without these functions: they are not on the list of functions without effects. */
    AVOID_FUNCTIONS("avoid-functions"),
    /** Leave transactions and settings of the session alone: the plane sets them. */
    LEAVE_SESSION_ALONE("leave-session-alone"),
    /** Lock nothing. */
    AVOID_LOCKS("avoid-locks"),
    /** Say by a WHERE which rows are meant. */
    ADD_WHERE("add-where"),
    /** Do without these columns where they stand: they come masked for you. */
    MOVE_MASKED_COLUMNS("move-masked-columns"),
    /** Use what is listed at these addresses, and for what it may be used. */
    LOOK_AT_CATALOGUE("look-at-catalogue"),
    /** Keep to these policies; the detail has their words. */
    KEEP_TO_POLICIES("keep-to-policies"),
    /** Have somebody registered who answers for you. */
    REGISTER_OWNER("register-owner");

    private final String word;

    Step(String word) {
      this.word = word;
    }

    /** The stable word. */
    public String word() {
      return word;
    }
  }
}
