package dev.countersign.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

  @Test
  void ordinaryTextIsShownAsItIs() {
    assertThat(Visible.text("update orders\n\tset status = 'é 漢 😀'"))
        .isEqualTo("update orders\n\tset status = 'é 漢 😀'");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x0d, 0x1b, 0x7f, 0xa0, 0xad, 0x200b, 0x202e, 0x2028, 0x2066, 0xfeff, 0xe000
      })
  void whatCannotBeSeenIsShownAsAnEscape(int point) {
    String text = "a" + Character.toString(point) + "b";
    assertThat(Visible.text(text)).isEqualTo("a\\u{" + Integer.toHexString(point) + "}b");
  }

  @Test
  void halfOfASurrogatePairIsShownAsAnEscape() {
    assertThat(Visible.text("a\ud800b")).isEqualTo("a\\u{d800}b");
  }
}
