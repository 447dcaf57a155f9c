package dev.countersign.bundle;

import dev.countersign.catalogue.ColumnName;
import java.util.Comparator;

/**
 * A label for every column whose name fits: {@code *} in a part stands for any characters.
 *
 * @param schema what the schema's name must fit
 * @param relation what the relation's name must fit
 * @param column what the column's name must fit
 * @param label the label
 */
public record LabelPattern(String schema, String relation, String column, Label label)
    implements Comparable<LabelPattern> {

  /** The one that says most comes first. */
  private static final Comparator<LabelPattern> ORDER =
      Comparator.comparingInt(LabelPattern::stated)
          .reversed()
          .thenComparing(LabelPattern::schema)
          .thenComparing(LabelPattern::relation)
          .thenComparing(LabelPattern::column)
          .thenComparing(pattern -> pattern.label().kind())
          .thenComparing(pattern -> pattern.label().mask());

  /** Whether this column's name fits. */
  public boolean fits(ColumnName name) {
    return fits(schema, name.relation().schema())
        && fits(relation, name.relation().name())
        && fits(column, name.name());
  }

  private int stated() {
    return (schema + relation + column).replace("*", "").length();
  }

  /** Takes each star for as little as will do, and for more where that fails. */
  private static boolean fits(String pattern, String name) {
    int at = 0;
    int from = 0;
    int star = -1;
    int resume = 0;
    while (from < name.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        resume = from;
      } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(from)) {
        at++;
        from++;
      } else if (star >= 0) {
        at = star + 1;
        from = ++resume;
      } else {
        return false;
      }
    }
    return pattern.substring(at).replace("*", "").isEmpty();
  }

  @Override
  public int compareTo(LabelPattern other) {
    return ORDER.compare(this, other);
  }
}
