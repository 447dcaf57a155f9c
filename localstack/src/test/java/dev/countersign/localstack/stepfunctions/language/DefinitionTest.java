package dev.countersign.localstack.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused when a machine is created, and that the message names the place. */
class DefinitionTest {
  private static String machine(String states) {
    return "{\"StartAt\":\"A\",\"States\":{" + states + "}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"A\":{\"Type\":\"Pass\",\"Next\":\"B\"} | the state 'B' does not exist | /States/A",
        "\"A\":{\"Type\":\"Pass\",\"End\":true},\"B\":{\"Type\":\"Succeed\"} | the state 'B' is not reachable | /States/B",
        "\"A\":{\"Type\":\"Pass\"} | 'Next' or | /States/A/Next",
        "\"A\":{\"Type\":\"Pass\",\"Next\":\"A\",\"End\":true} | 'Next' or | /States/A/Next",
        "\"A\":{\"Type\":\"Pass\",\"End\":true,\"Colour\":\"red\"} | 'Colour' is not supported | /States/A/Colour",
        "\"A\":{\"Type\":\"Jump\",\"End\":true} | 'Jump' is unknown | /States/A/Type",
        "\"A\":{\"End\":true} | 'Type' is missing | /States/A",
        "\"A\":{\"Type\":\"Pass\",\"QueryLanguage\":\"JSONata\",\"End\":true} | only JSONPath | /States/A/QueryLanguage",
        "\"A\":{\"Type\":\"Pass\",\"Output\":1,\"End\":true} | 'Output' is not supported | /States/A/Output",
        "\"A\":{\"Type\":\"Pass\",\"InputPath\":\"x\",\"End\":true} | does not start with $ | /States/A/InputPath",
        "\"A\":{\"Type\":\"Pass\",\"ResultPath\":\"$.a[*]\",\"End\":true} | not a reference path | /States/A/ResultPath",
        "\"A\":{\"Type\":\"Pass\",\"ResultPath\":\"$$.a\",\"End\":true} | not a reference path | /States/A/ResultPath",
        "\"A\":{\"Type\":\"Pass\",\"Parameters\":{\"a.$\":1},\"End\":true} | must be a string | /States/A/Parameters/a.$",
        "\"A\":{\"Type\":\"Pass\",\"Parameters\":{\"a.$\":\"States.Nope()\"},\"End\":true} | 'States.Nope' is unknown | /States/A/Parameters/a.$",
        "\"A\":{\"Type\":\"Pass\",\"Parameters\":{\"a\":1,\"a.$\":\"$\"},\"End\":true} | given twice | /States/A/Parameters/a.$",
        "\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage\",\"End\":true} | 'arn:aws:states:::sqs:sendMessage' is not supported | /States/A/Resource",
        "\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"f\",\"LogType\":\"Tail\"},\"End\":true} | has 'LogType' | /States/A/Parameters",
        "\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke.waitForTaskToken\",\"Parameters\":{\"FunctionName\":\"f\"},\"End\":true} | must pass on $$.Task.Token | /States/A/Parameters",
        "\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"f\"},\"TimeoutSeconds\":5,\"HeartbeatSeconds\":5,\"End\":true} | must be less than TimeoutSeconds | /States/A/HeartbeatSeconds",
        "\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"f\"},\"TimeoutSeconds\":5,\"TimeoutSecondsPath\":\"$.a\",\"End\":true} | together | /States/A/TimeoutSecondsPath",
        "\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"f\"},\"Retry\":[{\"ErrorEquals\":[\"States.ALL\",\"x\"]}],\"End\":true} | States.ALL alone | /States/A/Retry/0/ErrorEquals",
        "\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"f\"},\"Retry\":[{\"ErrorEquals\":[\"x\"],\"BackoffRate\":0.5}],\"End\":true} | at least 1 | /States/A/Retry/0/BackoffRate",
        "\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"f\"},\"Catch\":[{\"ErrorEquals\":[\"x\"],\"Next\":\"B\"}],\"End\":true} | 'B' does not exist | /States/A",
        "\"A\":{\"Type\":\"Wait\",\"Seconds\":-1,\"End\":true} | from 0 | /States/A/Seconds",
        "\"A\":{\"Type\":\"Wait\",\"End\":true} | 'Seconds' is missing | /States/A/Seconds",
        "\"A\":{\"Type\":\"Wait\",\"Seconds\":1,\"Timestamp\":\"2026-01-01T00:00:00Z\",\"End\":true} | together | /States/A/Timestamp",
        "\"A\":{\"Type\":\"Choice\",\"Choices\":[]} | not empty | /States/A/Choices",
        "\"A\":{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"StringEquals\":1,\"Next\":\"A\"}]} | of another type | /States/A/Choices/0/StringEquals",
        "\"A\":{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"Resembles\":1,\"Next\":\"A\"}]} | no comparison that is known | /States/A/Choices/0",
        "\"A\":{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"BooleanLessThan\":true,\"Next\":\"A\"}]} | no comparison that is known | /States/A/Choices/0",
        "\"A\":{\"Type\":\"Fail\",\"Error\":\"a\",\"ErrorPath\":\"$.a\"} | together | /States/A/ErrorPath",
        "\"A\":{\"Type\":\"Parallel\",\"Branches\":[{\"StartAt\":\"B\",\"States\":{\"C\":{\"Type\":\"Succeed\"}}}],\"End\":true} | 'B' does not exist | /States/A/Branches/0/StartAt",
        "\"A\":{\"Type\":\"Map\",\"ItemReader\":{},\"ItemProcessor\":{\"StartAt\":\"B\",\"States\":{\"B\":{\"Type\":\"Succeed\"}}},\"End\":true} | 'ItemReader' is not supported | /States/A/ItemReader",
      })
  void whatIsNotSupportedIsRefusedWithItsPlace(String states, String reason, String place) {
    assertThatThrownBy(() -> StateMachine.parse(machine(states)))
        .isInstanceOf(InvalidDefinition.class)
        .hasMessageContaining(reason)
        .hasMessageEndingWith(" at " + place + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense | not JSON",
        "{} | 'StartAt' is missing",
        "{\"StartAt\":\"A\",\"States\":{}} | at least one state",
        "{\"StartAt\":\"B\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}} | 'B' does not exist",
        "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}} | only JSONPath",
        "{\"Version\":\"2.0\",\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}} | must be \"1.0\"",
        "{\"Colour\":1,\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}} | 'Colour' is not supported",
        "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"},\"A\":{\"Type\":\"Succeed\"}}} | not JSON",
      })
  void aMachineThatIsNoneIsRefused(String definition, String reason) {
    assertThatThrownBy(() -> StateMachine.parse(definition))
        .isInstanceOf(InvalidDefinition.class)
        .hasMessageContaining(reason);
  }

  @Test
  void whatIsSupportedIsRead() {
    assertThatCode(() ->
            StateMachine.parse(
                machine("\"A\":{\"Type\":\"Pass\",\"InputPath\":null,\"End\":true}")))
        .doesNotThrowAnyException();
  }
}
