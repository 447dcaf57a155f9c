package dev.countersign.catalogue;

/**
 * A column of a relation.
 *
 * @param name the name, as the catalogue spells it
 * @param type the type as the target formats it, such as {@code character varying(40)}
 * @param nullable whether it may hold NULL
 * @param generated whether the target computes it from other columns
 * @param comment the comment that the target keeps with it; empty where there is none
 */
public record Column(
    String name, String type, boolean nullable, boolean generated, String comment) {

  /** A column without a comment. */
  public Column(String name, String type, boolean nullable, boolean generated) {
    this(name, type, nullable, generated, "");
  }
}
