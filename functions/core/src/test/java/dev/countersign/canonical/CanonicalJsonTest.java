package dev.countersign.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are those that RFC 8785 publishes. */
class CanonicalJsonTest {

  private static final int LIMIT = 64 * 1024;

  @Test
  void theSampleOfTheRfcHasTheBytesThatTheRfcPrints() throws InvalidJson {
    JsonNode sample =
        parse(
            """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3,
                          0.000000000000000000000000001],
              "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
              "literals": [null, true, false]
            }
            """);

    assertThat(CanonicalJson.bytes(sample))
        .asHexString()
        .isEqualToIgnoringCase(
            """
            7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e\
            756d62657273223a5b3333333333333333332e333333333333332c31652b3330\
            2c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac24\
            5c75303030665c6e4127425c225c5c5c5c5c222f227d\
            """);
  }

  @Test
  void membersAreSortedByUtf16CodeUnitsAsTheRfcShows() throws InvalidJson {
    JsonNode sample =
        parse(
            """
            {
              "\\u20ac": "Euro Sign",
              "\\r": "Carriage Return",
              "\\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\\ud83d\\ude00": "Emoji: Grinning Face",
              "\\u0080": "Control",
              "\\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """);

    assertThat(parse(written(sample)).valueStream().map(JsonNode::asText))
        .containsExactly(
            "Carriage Return",
            "One",
            "Control",
            "Latin Small Letter O With Diaeresis",
            "Euro Sign",
            "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh");
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void aNumberIsWrittenAsAppendixBLists(String bits, String expected) {
    assertThat(written(DoubleNode.valueOf(ofBits(bits)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7fffffffffffffff", "7ff0000000000000", "fff0000000000000"})
  void aNumberThatIsNotFiniteHasNoCanonicalForm(String bits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CanonicalJson.bytes(DoubleNode.valueOf(ofBits(bits))));
  }

  @Test
  void aNumberReadsBackAsItself() throws InvalidJson {
    long seed = RandomGenerator.getDefault().nextLong();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < 20_000; round++) {
      double value = Double.longBitsToDouble(random.nextLong());
      // Integers beyond 2^53 - 1 are written without a point, and then not read again.
      if (Double.isFinite(value) && (Math.abs(value) < 1e15 || Math.abs(value) > 1e22)) {
        double read = parse(written(DoubleNode.valueOf(value))).doubleValue();
        assertThat(read).as("seed %d", seed).isEqualTo(value == 0 ? 0.0 : value);
      }
    }
  }

  @Test
  void theDigestIsThatOfTheCanonicalBytes() throws InvalidJson {
    assertThat(CanonicalJson.digest(parse("{\"b\": 1.0, \"a\": [ ]}")))
        .isEqualTo(Digest.ofText("{\"a\":[],\"b\":1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":2}                 | not JSON at byte 10",
        "{\"a\":1,\"\\u0061\":2}           | not JSON at byte 15",
        "{\"ä\":1,\"ä\":2}                 | not JSON at byte 12",
        "\"\\ud800\"                       | a text has half of a surrogate pair",
        "\"\\udc00\\ud800\"                | a text has half of a surrogate pair",
        "{\"\\ud800\":1}                   | a text has half of a surrogate pair",
        "9007199254740992                  | an integer is beyond 2^53 - 1",
        "-9007199254740992                 | an integer is beyond 2^53 - 1",
        "-9223372036854775808              | an integer is beyond 2^53 - 1",
        "18446744073709551616              | an integer is beyond 2^53 - 1",
        "1e400                             | a number is not finite",
        "NaN                               | not JSON at byte 3",
        "1 2                               | not JSON at byte 2",
        "[1,]                              | not JSON at byte 3",
        "01                                | not JSON at byte 1",
        "'a'                               | not JSON at byte 0",
        "\uFEFF{}                          | not JSON at byte 0",
        "/* a */ 1                         | not JSON at byte 0",
        "{\"a\":                           | not JSON at byte 5",
      })
  void whatHasNoCanonicalFormIsRefused(String text, String message) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(InvalidJson.class).hasMessage(message);
  }

  @Test
  void nothingAtAllIsRefused() {
    assertThatThrownBy(() -> parse("  ")).isInstanceOf(InvalidJson.class).hasMessage("no value");
  }

  @ParameterizedTest
  @CsvSource({"9007199254740991", "-9007199254740991"})
  void theLargestSafeIntegersAreRead(String text) throws InvalidJson {
    assertThat(written(parse(text))).isEqualTo(text);
  }

  @Test
  void sixtyFourLevelsAreReadAndWrittenAndOneMoreIsNeither() throws InvalidJson {
    String deepest = "[".repeat(64) + "]".repeat(64);
    assertThat(written(parse(deepest))).isEqualTo(deepest);

    assertThatThrownBy(() -> parse("[" + deepest + "]"))
        .isInstanceOf(InvalidJson.class)
        .hasMessage("deeper than 64 levels, or a number or name too long");
    ArrayNode deeper = JsonNodeFactory.instance.arrayNode().add(parse(deepest));
    assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.bytes(deeper));
  }

  @Test
  void aNumberOfAThousandDigitsIsRefusedAndNotCalculated() {
    assertThatThrownBy(() -> parse("9".repeat(5_000)))
        .isInstanceOf(InvalidJson.class)
        .hasMessage("deeper than 64 levels, or a number or name too long");
  }

  @Test
  void moreBytesThanTheLimitAreRefused() {
    byte[] bytes = "[1,2]".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> CanonicalJson.parse(bytes, 4))
        .isInstanceOf(InvalidJson.class)
        .hasMessage("more than 4 bytes");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] overlong = {'"', (byte) 0xC0, (byte) 0xAF, '"'};
    assertThatThrownBy(() -> CanonicalJson.parse(overlong, LIMIT))
        .isInstanceOf(InvalidJson.class)
        .hasMessage("not UTF-8 at byte 1");
  }

  @Test
  void aMessageNeverQuotesTheText() {
    assertThatThrownBy(() -> parse("{\"password\": hunter2}"))
        .isInstanceOf(InvalidJson.class)
        .hasMessageNotContainingAny("password", "hunter2")
        .hasNoCause();
  }

  @Test
  void anIntegerThatOnlyALongHoldsHasNoCanonicalForm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CanonicalJson.bytes(LongNode.valueOf(Long.MIN_VALUE)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CanonicalJson.bytes(TextNode.valueOf("\ud800")));
  }

  private static JsonNode parse(String text) throws InvalidJson {
    return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8), LIMIT);
  }

  private static String written(JsonNode value) {
    return new String(CanonicalJson.bytes(value), StandardCharsets.UTF_8);
  }

  private static double ofBits(String hex) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
  }
}
