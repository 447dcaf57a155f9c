package dev.countersign.yaml;

import dev.countersign.bundle.Label;
import dev.countersign.bundle.LabelPattern;
import dev.countersign.bundle.Labels;
import dev.countersign.bundle.Mask;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.detect.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a file of labels: {@code schema.relation.column: kind}, or in place of the kind an object
 * with {@code kind} and {@code mask}. With a star in it the name is a pattern; exact names go
 * before patterns. And {@code undetected}: the kinds of values that answers are not searched for.
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
    SortedMap<ColumnName, Label> columns = new TreeMap<>();
    List<LabelPattern> patterns = new ArrayList<>();
    SortedSet<ValueKind> undetected = undetected(yaml);
    for (String name : List.copyOf(yaml.names())) {
      if (name.equals(UNDETECTED)) {
        continue;
      }
      String[] parts = name.split("\\.", -1);
      if (parts.length != 3 || List.of(parts).contains("")) {
        throw yaml.fault(name, "is not of the form schema.relation.column");
      }
      Label label = label(yaml, name);
      if (name.contains("*")) {
        patterns.add(new LabelPattern(parts[0], parts[1], parts[2], label));
      } else {
        columns.put(new ColumnName(new RelationName(parts[0], parts[1]), parts[2]), label);
      }
    }
    return new Labels(columns, patterns, undetected);
  }

  private static Label label(YamlObject yaml, String name) {
    if (!yaml.isObject(name)) {
      return Label.of(yaml.text(name));
    }
    YamlObject stated = yaml.object(name);
    String kind = stated.text("kind");
    String mask = stated.text("mask");
    stated.end();
    return new Label(
        kind,
        Mask.named(mask)
            .orElseThrow(() ->
                stated.fault(
                    "mask",
                    "is not known; it is one of "
                        + Arrays.stream(Mask.values())
                            .map(known -> "`" + known.word() + "`")
                            .collect(Collectors.joining(", ")))));
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
