package dev.countersign.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.detect.LabelledTexts.LabelledText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Precision and recall on texts that {@link LabelledTexts} makes, for each kind and family. */
class DetectorsMeasuredTest {

  private static final long SEED = 20_261_126;
  private static final int EACH = 200;

  private final Map<ValueKind, int[]> counts = new EnumMap<>(ValueKind.class);
  private final Map<String, int[]> families = new TreeMap<>();

  @Test
  void precisionAndRecallAreAsDocumented() {
    for (ValueKind kind : ValueKind.values()) {
      counts.put(kind, new int[3]);
    }
    List<LabelledText> texts = LabelledTexts.of(SEED, EACH);
    texts.forEach(this::count);
    families.forEach((family, share) -> {
      if (share[1] != share[0]) {
        System.out.println("  %s: %d of %d right".formatted(family, share[1], share[0]));
      }
    });
    counts.forEach((kind, count) ->
        System.out.println(
            "detectors: %s: found %d, wrong %d, missed %d: precision %.4f, recall %.4f"
                .formatted(
                    kind.word(), count[0], count[1], count[2], precision(kind), recall(kind))));
    System.out.println(
        "detectors: %d texts, %d without a value".formatted(texts.size(), withoutValue(texts)));
    assertThat(precision(ValueKind.CARD_NUMBER)).isGreaterThan(0.98);
    assertThat(precision(ValueKind.IBAN)).isGreaterThan(0.99);
    assertThat(precision(ValueKind.EMAIL)).isGreaterThan(0.85);
    assertThat(precision(ValueKind.PHONE)).isGreaterThan(0.98);
    assertThat(recall(ValueKind.CARD_NUMBER)).isGreaterThan(0.80);
    assertThat(recall(ValueKind.IBAN)).isGreaterThan(0.99);
    assertThat(recall(ValueKind.EMAIL)).isGreaterThan(0.70);
    assertThat(recall(ValueKind.PHONE)).isGreaterThan(0.80);
  }

  private void count(LabelledText text) {
    List<Found> found = Detectors.find(text.text());
    int start = text.text().indexOf(text.value());
    int[] family = families.computeIfAbsent(text.family(), name -> new int[2]);
    family[0]++;
    boolean right = text.kind().isEmpty() && found.isEmpty();
    boolean hit = false;
    for (Found each : found) {
      boolean exact =
          text.kind().isPresent()
              && each.kind() == text.kind().get()
              && each.start() == start
              && each.end() == start + text.value().length();
      hit |= exact;
      countOf(each.kind())[exact ? 0 : 1]++;
    }
    if (text.kind().isPresent() && !hit) {
      countOf(text.kind().get())[2]++;
    }
    family[1] += right || (hit && found.size() == 1) ? 1 : 0;
  }

  private static long withoutValue(List<LabelledText> texts) {
    return texts.stream().filter(text -> text.kind().isEmpty()).count();
  }

  private int[] countOf(ValueKind kind) {
    return Objects.requireNonNull(counts.get(kind));
  }

  private double precision(ValueKind kind) {
    int[] count = countOf(kind);
    return (double) count[0] / (count[0] + count[1]);
  }

  private double recall(ValueKind kind) {
    int[] count = countOf(kind);
    return (double) count[0] / (count[0] + count[2]);
  }
}
