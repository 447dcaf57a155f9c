package dev.countersign.execute;

/**
 * A power of the role with which a connection reads that reading does not need. With any of them, a
 * statement that is wrongly taken for a read is kept from writing by its transaction alone.
 */
public enum RolePower {
  /** It may do anything, also what a READ ONLY transaction does not stop. */
  SUPERUSER("superuser"),
  /** It sees every row, whatever row policies say. */
  BYPASSES_ROW_SECURITY("bypasses-row-security"),
  /** It may create roles, databases or replicas. */
  ADMINISTERS("administers"),
  /** It owns relations, and so may change and drop them. */
  OWNS_RELATIONS("owns-relations"),
  /** It may change rows of a table that it does not own. */
  WRITES_RELATIONS("writes-relations"),
  /** It may create objects in a schema. */
  CREATES_OBJECTS("creates-objects"),
  /** It may read or write files of the server, run programs on it, or end others' sessions. */
  REACHES_THE_SERVER("reaches-the-server");

  private final String word;

  RolePower(String word) {
    this.word = word;
  }

  /** The word for it in reports. */
  public String word() {
    return word;
  }
}
