package dev.countersign.localstack.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of paths, intrinsic functions, conditions, result paths, delays and retries. */
class EvaluationTest {
  private static final String DATA =
      """
      {"a": 1, "b": {"c": [10, 20, 30], "d": null}, "text": "Hello", "yes": true, "list": [1, 2, 2, 3],
       "people": [{"name": "Ada", "age": 36}, {"name": "Bob", "age": 17}],
       "time": "2026-01-02T03:04:05Z", "stars": "a*b", "x.y": 7}
      """;

  private static JsonNode json(String text) {
    return JsonText.read(text).orElseThrow();
  }

  private static Scope scope() {
    return new Scope(
        json(DATA),
        json("{\"Execution\":{\"Name\":\"op-1\"}}"),
        Map.of("total", json("{\"sum\":[1,2]}")),
        new SplittableRandom(1));
  }

  private static String evaluate(String expression) {
    return JsonText.write(Expression.parse(expression).evaluate(scope(), "field.$"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.a | 1",
        "$['x.y'] | 7",
        "$.b.c[1] | 20",
        "$.b.c[-1] | 30",
        "$.b.c[0:2] | [10,20]",
        "$.b.d | null",
        "$.people[*].name | [\"Ada\",\"Bob\"]",
        "$.people[?(@.age > 18)].name | [\"Ada\"]",
        "$..name | [\"Ada\",\"Bob\"]",
        "$.missing[*] | []",
        "$.missing.deeper[1:3] | []",
        "$$.Execution.Name | \"op-1\"",
        "$total.sum[1] | 2",
        "$total | {\"sum\":[1,2]}",
      })
  void aPathFindsWhatAwsFinds(String path, String expected) {
    assertThat(evaluate(path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$.missing", "$.b.c[3]", "$.a.b", "$$.Task.Token", "$nobody", "$total.no"})
  void aPathToNothingIsAFaultOfTheData(String path) {
    assertThatThrownBy(() -> evaluate(path))
        .asInstanceOf(type(StateFailure.class))
        .extracting(failure -> failure.error().name())
        .isEqualTo(StatesError.RUNTIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$.a[",
        "$.list.length()",
        "$['a",
        "a.b",
        "$.a..",
        "States.Format(",
        "States.Format('{}', $.a) x",
        "States.Array('a' 'b')",
        "States.MathAdd(1)",
        "States.Format('\\n')",
        "States.Array(nope)"
      })
  void whatIsNoExpressionIsRefusedWhenRead(String text) {
    assertThatThrownBy(() -> Expression.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "States.Format('{} is {}', $.text, $.a) | \"Hello is 1\"",
        "States.Format('\\{\\} {}', $.b) | \"{} {\\\"c\\\":[10,20,30],\\\"d\\\":null}\"",
        "States.Format('it\\'s') | \"it's\"",
        "States.Format('{}', States.MathAdd($.a, 1)) | \"2\"",
        "States.StringToJson('[1, \"x\"]') | [1,\"x\"]",
        "States.JsonToString($.list) | \"[1,2,2,3]\"",
        "States.Array(1, 'a', true, null, $.a) | [1,\"a\",true,null,1]",
        "States.Array() | []",
        "States.ArrayPartition($.list, 3) | [[1,2,2],[3]]",
        "States.ArrayContains($.list, 2) | true",
        "States.ArrayContains($.list, 9) | false",
        "States.ArrayRange(1, 9, 4) | [1,5,9]",
        "States.ArrayRange(3, 1, -1) | [3,2,1]",
        "States.ArrayGetItem($.list, 3) | 3",
        "States.ArrayLength($.list) | 4",
        "States.ArrayUnique($.list) | [1,2,3]",
        "States.Base64Encode('hello') | \"aGVsbG8=\"",
        "States.Base64Decode('aGVsbG8=') | \"hello\"",
        "States.Hash('input data', 'SHA-1') | \"aaff4a450a104cd177d28d18d74485e8cae074b7\"",
        "States.JsonMerge($.b, $total, false) | {\"c\":[10,20,30],\"d\":null,\"sum\":[1,2]}",
        "States.MathAdd(111, -1) | 110",
        "States.MathRandom(5, 6) | 5",
        "States.StringSplit('1,2,3', ',') | [\"1\",\"2\",\"3\"]",
        "States.StringSplit('a.b+c', '.+') | [\"a\",\"b\",\"c\"]",
      })
  void anIntrinsicFunctionYieldsWhatAwsDocuments(String call, String expected) {
    assertThat(evaluate(call)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "States.Format('{}')",
        "States.Format('no', 1)",
        "States.StringToJson('{')",
        "States.ArrayGetItem($.list, 4)",
        "States.ArrayPartition($.list, 0)",
        "States.ArrayRange(1, 2000, 1)",
        "States.ArrayRange(1, 2, 0)",
        "States.ArrayLength($.text)",
        "States.Base64Decode('%')",
        "States.Hash('x', 'CRC')",
        "States.JsonMerge($.b, $total, true)",
        "States.MathAdd('1', 2)",
        "States.MathRandom(6, 5)"
      })
  void aWrongArgumentIsAnIntrinsicFailure(String call) {
    assertThatThrownBy(() -> evaluate(call))
        .asInstanceOf(type(StateFailure.class))
        .extracting(failure -> failure.error().name())
        .isEqualTo(StatesError.INTRINSIC_FAILURE);
  }

  @Test
  void randomValuesComeFromTheSourceOfTheScope() {
    assertThat(evaluate("States.UUID()"))
        .isEqualTo(evaluate("States.UUID()"))
        .matches("\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Variable\":\"$.text\",\"StringEquals\":\"Hello\" | true",
        "\"Variable\":\"$.text\",\"StringLessThan\":\"World\" | true",
        "\"Variable\":\"$.text\",\"StringMatches\":\"H*o\" | true",
        "\"Variable\":\"$.text\",\"StringMatches\":\"h*\" | false",
        "\"Variable\":\"$.stars\",\"StringMatches\":\"a\\\\*b\" | true",
        "\"Variable\":\"$.text\",\"StringMatches\":\"a\\\\*b\" | false",
        "\"Variable\":\"$.a\",\"StringEquals\":\"1\" | false",
        "\"Variable\":\"$.a\",\"NumericEquals\":1.0 | true",
        "\"Variable\":\"$.a\",\"NumericGreaterThan\":1 | false",
        "\"Variable\":\"$.a\",\"NumericGreaterThanEquals\":1 | true",
        "\"Variable\":\"$.a\",\"NumericLessThanPath\":\"$.b.c[0]\" | true",
        "\"Variable\":\"$.text\",\"NumericEquals\":1 | false",
        "\"Variable\":\"$.yes\",\"BooleanEquals\":true | true",
        "\"Variable\":\"$.yes\",\"BooleanEqualsPath\":\"$.yes\" | true",
        "\"Variable\":\"$.time\",\"TimestampLessThan\":\"2026-01-02T03:04:06Z\" | true",
        "\"Variable\":\"$.time\",\"TimestampEquals\":\"2026-01-02T04:04:05+01:00\" | true",
        "\"Variable\":\"$.text\",\"TimestampEquals\":\"2026-01-02T04:04:05+01:00\" | false",
        "\"Variable\":\"$.missing\",\"IsPresent\":false | true",
        "\"Variable\":\"$.b.d\",\"IsPresent\":true | true",
        "\"Variable\":\"$.b.d\",\"IsNull\":true | true",
        "\"Variable\":\"$.a\",\"IsNumeric\":true | true",
        "\"Variable\":\"$.a\",\"IsString\":true | false",
        "\"Variable\":\"$.yes\",\"IsBoolean\":true | true",
        "\"Variable\":\"$.time\",\"IsTimestamp\":true | true",
        "\"Variable\":\"$.text\",\"IsTimestamp\":true | false",
        "\"And\":[{\"Variable\":\"$.missing\",\"IsPresent\":true},{\"Variable\":\"$.missing\",\"NumericEquals\":1}] | false",
        "\"Or\":[{\"Variable\":\"$.a\",\"NumericEquals\":1},{\"Variable\":\"$.missing\",\"NumericEquals\":1}] | true",
        "\"Not\":{\"Variable\":\"$.a\",\"NumericEquals\":1} | false",
      })
  void aConditionHoldsAsOnAws(String condition, boolean expected) throws InvalidDefinition {
    assertThat(condition(condition).holds(scope())).isEqualTo(expected);
  }

  @Test
  void aConditionOnNothingIsAFaultOfTheData() throws InvalidDefinition {
    Condition condition = condition("\"Variable\":\"$.missing\",\"StringEquals\":\"x\"");
    assertThatThrownBy(() -> condition.holds(scope())).isInstanceOf(StateFailure.class);
  }

  private static Condition condition(String fields) throws InvalidDefinition {
    StateMachine machine =
        StateMachine.parse(
            "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Choice\",\"Choices\":[{\"Next\":\"A\",%s}]}}}"
                .formatted(fields));
    return ((State.Choice) machine.root().state("A")).rules().getFirst().condition();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$ | 9",
        "$.new | {\"a\":{\"b\":[1,2]},\"new\":9}",
        "$.a | {\"a\":9}",
        "$.a.b[1] | {\"a\":{\"b\":[1,9]}}",
        "$.x.y.z | {\"a\":{\"b\":[1,2]},\"x\":{\"y\":{\"z\":9}}}",
        "$['two words'] | {\"a\":{\"b\":[1,2]},\"two words\":9}",
      })
  void aResultIsPutAtItsReferencePath(String path, String expected) {
    JsonNode document = json("{\"a\":{\"b\":[1,2]}}");
    assertThat(JsonText.write(ReferencePath.parse(path).put(document, json("9"))))
        .isEqualTo(expected);
    assertThat(JsonText.write(document)).isEqualTo("{\"a\":{\"b\":[1,2]}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.a.b[2]", "$.a.b.c", "$.a[0]"})
  void aPlaceThatCannotBeMadeIsAResultPathMatchFailure(String path) {
    ReferencePath reference = ReferencePath.parse(path);
    assertThatThrownBy(() -> reference.put(json("{\"a\":{\"b\":[1,2]}}"), json("9")))
        .asInstanceOf(type(StateFailure.class))
        .extracting(failure -> failure.error().name())
        .isEqualTo(StatesError.RESULT_PATH_MATCH_FAILURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "$$.a", "$.a[*]", "$..a", "$.a[?(@.b)]", "$.a[-1]", "$.", "$.a[1:2]"})
  void whatNamesNoSinglePlaceIsNoReferencePath(String path) {
    assertThatThrownBy(() -> ReferencePath.parse(path))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 6", "2, 10", "3, 10"})
  void retriesBackOffUpToTheMaximumDelay(int retry, int seconds) {
    Retrier retrier = new Retrier(List.of(StatesError.ALL), 2, 5, 3, 10L, false);
    assertThat(retrier.delay(retry, new SplittableRandom(1)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void fullJitterDrawsBetweenNothingAndTheDelay() {
    Retrier retrier = new Retrier(List.of(StatesError.ALL), 8, 5, 2, null, true);
    SplittableRandom random = new SplittableRandom(1);
    List<Duration> delays = Stream.generate(() -> retrier.delay(0, random)).limit(200).toList();
    assertThat(delays).allMatch(delay -> delay.compareTo(Duration.ofSeconds(8)) <= 0);
    assertThat(delays).anyMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) < 0);
    assertThat(delays).anyMatch(delay -> delay.compareTo(Duration.ofSeconds(7)) > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "Some.Error, States.ALL, true",
    "Some.Error, States.TaskFailed, true",
    "Some.Error, Some.Error, true",
    "Some.Error, Other.Error, false",
    "States.Timeout, States.TaskFailed, false",
    "States.Timeout, States.ALL, true",
    "States.Timeout, States.HeartbeatTimeout, false",
    "States.Runtime, States.ALL, false",
    "States.Runtime, States.Runtime, false",
    "States.DataLimitExceeded, States.ALL, false"
  })
  void anErrorIsTakenByTheNamesThatAwsGives(String error, String pattern, boolean expected) {
    assertThat(new StatesError(error, null).matches(pattern)).isEqualTo(expected);
  }

  @Test
  void aMissedHeartbeatIsATimeOutByBothNames() {
    assertThat(StatesError.missedHeartbeat().matches(StatesError.HEARTBEAT_TIMEOUT)).isTrue();
    assertThat(StatesError.missedHeartbeat().matches(StatesError.TIMEOUT)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"$.a, 2026-01-01T00:00:01Z", "$.far, ", "$.text, ", "$.half, ", "$.less, "})
  void secondsFromTheDataAreWholeAndNotNegative(String path, Instant expected) {
    Instant entered = Instant.parse("2026-01-01T00:00:00Z");
    ObjectNode data = json(DATA).deepCopy();
    data.put("far", 3_000_000_000L).put("half", 1.5).put("less", -1);
    Delay delay = new Delay.SecondsAt(Path.parse(path));
    if (expected != null) {
      assertThat(delay.end(entered, scope().withInput(data))).isEqualTo(expected);
    } else {
      assertThatThrownBy(() -> delay.end(entered, scope().withInput(data)))
          .isInstanceOf(StateFailure.class);
    }
  }
}
