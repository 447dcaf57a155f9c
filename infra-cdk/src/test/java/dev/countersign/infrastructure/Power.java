package dev.countersign.infrastructure;

import java.util.Comparator;

/**
 * One action that a role may, or expressly may not, do on one resource under one condition.
 *
 * @param effect {@code Allow} or {@code Deny}
 * @param action the action
 * @param resource the resource, with references by name
 * @param condition the condition as compact JSON; empty where there is none
 */
record Power(String effect, String action, String resource, String condition)
    implements Comparable<Power> {

  private static final Comparator<Power> ORDER =
      Comparator.comparing(Power::action)
          .thenComparing(Power::resource)
          .thenComparing(Power::effect)
          .thenComparing(Power::condition);

  @Override
  public int compareTo(Power other) {
    return ORDER.compare(this, other);
  }

  boolean allows() {
    return effect.equals("Allow");
  }

  @Override
  public String toString() {
    String suffix = condition.isEmpty() ? "" : " if " + condition;
    return effect + " " + action + " on " + resource + suffix;
  }
}
