package dev.countersign.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.catalogue.Catalogue;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function's events: an entry and a name, and nothing else in them is believed. */
class ExecutionFunctionTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ShopScene scene = new ShopScene();
  private final ExecutionFunction function = new ExecutionFunction(scene.execution());

  private JsonNode handle(String event) throws JsonProcessingException {
    return function.handle(JSON.readTree(event));
  }

  private static String event(String entry) {
    return "{\"entry\":\"%s\",\"operationId\":\"%s\"}".formatted(entry, ShopScene.ID);
  }

  @Test
  void whatItSaysIsTheStateAndNothingOfTheAnswer() throws JsonProcessingException {
    scene.ask(ShopScene.READ);
    assertThat(handle(event("execute")))
        .isEqualTo(
            JSON.createObjectNode()
                .put("operation", ShopScene.ID.text())
                .put("state", "succeeded"));
  }

  @Test
  void aStatementInItsEventIsNotRead() throws JsonProcessingException {
    scene.ask(ShopScene.READ);
    handle(
        "{\"entry\":\"execute\",\"operationId\":\"%s\",\"statement\":\"drop table orders\"}"
            .formatted(ShopScene.ID));
    assertThat(scene.target.runs()).hasSize(1);
    assertThat(scene.target.runs().getFirst().text()).doesNotContain("drop");
  }

  @Test
  void itSettlesWhatStartedAndNeverEnded() throws JsonProcessingException {
    scene.ask(ShopScene.READ);
    scene.startAndDie();
    scene.later(Duration.ofHours(1));
    assertThat(handle(event("settle")).path("state").asText()).isEqualTo("unknown");
  }

  @Test
  void whatItSaysOfAnEstimateIsTheStateAndNotTheNumber() throws JsonProcessingException {
    scene.ask(ShopScene.WRITE, "shipped", "17");
    assertThat(handle(event("estimate")))
        .isEqualTo(
            JSON.createObjectNode()
                .put("operation", ShopScene.ID.text())
                .put("state", "waiting-for-approval"));
  }

  @Test
  void aSurveyIsPublishedAndOnlyCounted() throws JsonProcessingException {
    Catalogue surveyed = scene.published();
    scene.changeCatalogue();
    assertThat(handle("{\"entry\":\"survey\",\"connection\":\"orders\"}").toString())
        .isEqualTo("{\"relations\":2,\"readerPowers\":[\"writes-relations\"]}");
    assertThat(scene.published()).isEqualTo(surveyed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"entry\":\"vote\",\"operationId\":\"op-0123456789abcdef0123456789abcdef\"}",
        "{\"entry\":\"execute\"}",
        "{\"entry\":\"execute\",\"operationId\":\"' or 1=1\"}",
        "{\"entry\":\"survey\",\"connection\":\"elsewhere\"}",
        "{\"entry\":\"survey\"}"
      })
  void anythingElseIsRefused(String event) {
    assertThatThrownBy(() -> handle(event)).isInstanceOf(IllegalArgumentException.class);
    assertThat(scene.target.runs()).isEmpty();
  }
}
