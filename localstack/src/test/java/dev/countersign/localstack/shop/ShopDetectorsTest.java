package dev.countersign.localstack.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.detect.Detectors;
import dev.countersign.detect.Found;
import dev.countersign.detect.ValueKind;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What detectors find in every value of the shop: whatever stands in its three columns, no more.
 */
final class ShopDetectorsTest {

  private static final Map<String, ValueKind> REAL =
      Map.of(
          "employees.email", ValueKind.EMAIL,
          "customers.email", ValueKind.EMAIL,
          "customers.phone", ValueKind.PHONE,
          "payments.card_number", ValueKind.CARD_NUMBER);

  private final SortedMap<String, Integer> found = new TreeMap<>();
  private final SortedMap<String, Integer> expected = new TreeMap<>();
  private int values;

  @Test
  void everyRealValueIsFoundAndNothingElse() throws IOException {
    for (ShopContent.Table table : ShopContent.tables()) {
      table
          .rows()
          .writeTo(row -> {
            for (int column = 0; column < row.length; column++) {
              String value = row[column];
              if (value != null) {
                count(table.name() + "." + table.columns().get(column), value);
              }
            }
          });
    }
    System.out.println("detectors on the shop: %d values, found %s".formatted(values, found));
    assertThat(found).isEqualTo(expected);
  }

  private void count(String column, String value) {
    values++;
    ValueKind kind = REAL.get(column);
    if (kind != null) {
      expected.merge(column + " " + kind.word(), 1, Integer::sum);
    }
    for (Found each : Detectors.find(value)) {
      found.merge(column + " " + each.kind().word(), 1, Integer::sum);
    }
  }
}
