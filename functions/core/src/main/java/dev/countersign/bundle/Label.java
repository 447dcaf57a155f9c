package dev.countersign.bundle;

/**
 * What is known of the data in a column.
 *
 * @param kind the kind of data, such as {@code email}
 * @param mask what stands in its place for those who may not see it
 */
public record Label(String kind, Mask mask) {

  /** The label of this kind, with the mask that such data has. */
  public static Label of(String kind) {
    return new Label(kind, Mask.ofKind(kind));
  }
}
