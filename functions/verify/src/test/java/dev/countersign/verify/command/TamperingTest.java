package dev.countersign.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Bundle;
import dev.countersign.verify.BundleReading;
import dev.countersign.verify.Verifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done to a file that holds an export is found. */
final class TamperingTest {

  private static final SampleBundle BUNDLE = new SampleBundle();
  private static final SampleExport.Written SAMPLE =
      SampleExport.write(
          BUNDLE,
          List.of(
              SampleExport.approved(BUNDLE, 1, SampleExport.MORNING)
                  .started()
                  .finished(SampleExport.ANSWER)));

  /** Reads each bundle once: what is tested here is the lines. */
  private static final Verifier VERIFIER =
      new Verifier(
          new BundleReading() {
            private final Map<String, Optional<Bundle>> read = new HashMap<>();

            @Override
            public Optional<Bundle> read(String document) {
              return read.computeIfAbsent(document, new PublishedBundles()::read);
            }
          });

  @Test
  void everyFlippedByteIsFound() {
    byte[] export = SAMPLE.text().getBytes(StandardCharsets.UTF_8);
    TreeSet<Integer> missed = new TreeSet<>();
    for (int index = 0; index < export.length; index++) {
      byte original = export[index];
      // One bit, another at each place; and all of them, which is no character of ASCII any more.
      for (int flip : new int[] {1 << (index % 8), 0xff}) {
        export[index] = (byte) (original ^ flip);
        if (isClean(export)) {
          missed.add(index);
        }
      }
      export[index] = original;
    }
    assertThat(missed).as("bytes of which a flip is not found").isEmpty();
    assertThat(isClean(export)).as("the export as it was").isTrue();
  }

  @ParameterizedTest
  @MethodSource("indexes")
  void everyLineThatIsDroppedRepeatedOrMovedIsFound(int index) {
    assertThat(isClean(lines().drop(index).text())).as("dropped").isFalse();
    assertThat(isClean(lines().twice(index).text())).as("repeated").isFalse();
    if (index > 0) {
      assertThat(isClean(lines().swap(index, index - 1).text())).as("swapped").isFalse();
      assertThat(isClean(lines().move(index, 0).text())).as("moved to the front").isFalse();
    }
  }

  @Test
  void everyLengthToWhichItIsCutIsFound() {
    byte[] export = SAMPLE.text().getBytes(StandardCharsets.UTF_8);
    List<Integer> missed =
        IntStream.range(0, export.length)
            .filter(length -> isClean(Arrays.copyOf(export, length)))
            .boxed()
            .toList();
    assertThat(missed).isEmpty();
  }

  static Stream<Integer> indexes() {
    return IntStream.range(0, lines().size()).boxed();
  }

  private static Lines lines() {
    return Lines.of(SAMPLE.text());
  }

  private static boolean isClean(String export) {
    return isClean(export.getBytes(StandardCharsets.UTF_8));
  }

  /** The first finding is enough here, and ends the reading. */
  private static boolean isClean(byte[] export) {
    try {
      VERIFIER.verify(
          new ByteArrayInputStream(export),
          Optional.empty(),
          finding -> {
            throw new Found();
          },
          operations -> {});
      return true;
    } catch (Found e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Found extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Found() {
      super(null, null, false, false);
    }
  }
}
