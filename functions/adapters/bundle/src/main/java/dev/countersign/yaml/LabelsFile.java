package dev.countersign.yaml;

import dev.countersign.bundle.Labels;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.detect.ValueKind;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a file of labels: {@code schema.relation.column: kind}, one each; and {@code undetected},
 * the kinds of values that answers are not searched for.
 */
public final class LabelsFile {

  private static final String UNDETECTED = "undetected";

  private LabelsFile() {}

  /**
   * The labels that this text states.
   *
   * @param path the file's name, for the message of what is wrong
   * @throws UnsoundBundle if anything in it is unknown or malformed
   */
  public static Labels read(String path, String text) {
    return labels(YamlObject.read(path, text));
  }

  private static Labels labels(YamlObject yaml) {
    SortedMap<ColumnName, String> columns = new TreeMap<>();
    SortedSet<ValueKind> undetected = undetected(yaml);
    for (String name : List.copyOf(yaml.names())) {
      if (name.equals(UNDETECTED)) {
        continue;
      }
      String[] parts = name.split("\\.", -1);
      if (parts.length != 3 || List.of(parts).contains("")) {
        throw yaml.fault(name, "is not of the form schema.relation.column");
      }
      columns.put(new ColumnName(new RelationName(parts[0], parts[1]), parts[2]), yaml.text(name));
    }
    return new Labels(columns, undetected);
  }

  private static SortedSet<ValueKind> undetected(YamlObject yaml) {
    SortedSet<ValueKind> kinds = new TreeSet<>();
    for (String word : yaml.texts(UNDETECTED)) {
      kinds.add(
          ValueKind.of(word).orElseThrow(() -> yaml.fault(UNDETECTED, "names no kind of value")));
    }
    return kinds;
  }
}
