package dev.countersign.execute;

/**
 * Why a target did not run a statement to its end. It holds no text of the target.
 *
 * @param kind the kind of reason
 * @param sqlState the SQLSTATE that the target gave, five characters (ISO/IEC 9075); {@code 08001}
 *     where there was no target to give one
 */
public record TargetFault(Kind kind, String sqlState) {

  /** The kinds of reason. */
  public enum Kind {
    /** The target cannot read the statement, or it is more than one. */
    SYNTAX,
    /** The parameters do not fit the statement in count or type. */
    PARAMETERS,
    /** The credential may not do this. */
    PERMISSION,
    /** A constraint forbids it. */
    CONSTRAINT,
    /**
     * It was taken for a read, and the target refused it in a read-only transaction: the
     * classification was wrong.
     */
    CLASSIFICATION_MISS,
    /** It ran longer than the connection allows, and was stopped. */
    TIMEOUT,
    /** It waited longer for a lock than the connection allows. */
    LOCK_TIMEOUT,
    /** It was stopped because somebody asked for that. */
    CANCELLED,
    /** The target could not be reached, or went away; nothing was committed. */
    UNAVAILABLE,
    /** Its masks take a key, and the target's secret has none. Nothing was sent. */
    NO_MASK_KEY,
    /** Any other reason. */
    OTHER
  }
}
