package dev.countersign.execution;

import static dev.countersign.execution.ShopScene.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.detect.ValueKind;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawAnswer.RawColumn;
import dev.countersign.execute.RawOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values that no label names are withheld all the same, but from who may see their kind. */
class LastNetTest {

  private static final String PHONE = "+49 30 23125 000";

  private final ShopScene scene = new ShopScene();

  @BeforeEach
  void ask() {
    scene.target.does((run, cancel) -> answered());
  }

  private static RawOutcome answered() {
    return new RawOutcome.Answered(
        new RawAnswer(
            List.of(new RawColumn("id", "integer"), new RawColumn("status", "text")),
            List.of(
                List.of(Optional.of("1"), Optional.of("call " + PHONE + " or ada@example.com")),
                List.of(Optional.of("2"), Optional.of("paid with 4111 1111 1111 1111"))),
            "SELECT 2",
            2,
            false));
  }

  private String document() {
    scene.ask("select id, status from orders");
    scene.execution().execute(ID);
    return scene.memory.answer(ID).orElseThrow().document();
  }

  @Test
  void whatADetectorRecognisesIsWithheldAndTheAnswerCountsIt() {
    assertThat(document())
        .contains("\"withheld\":{\"card-number\":1,\"email\":1,\"phone\":1}")
        .contains("call ***phone*** or ***email***", "paid with ***card-number***")
        .doesNotContain(PHONE, "ada@example.com", "4111");
  }

  @Test
  void aKindOfWhichTheRequesterSeesAColumnIsNotWithheld() {
    scene.replaceInPolicies(
        "principal in Group::\"support\", action == Action::\"see\"",
        "principal in Group::\"reporting\", action == Action::\"see\"");
    assertThat(document())
        .contains("\"withheld\":{\"card-number\":1,\"email\":1}")
        .contains("call " + PHONE + " or ***email***");
  }

  @Test
  void aKindThatTheConnectionDoesNotSearchForIsNotWithheld() {
    scene.leaveUndetected(ValueKind.CARD_NUMBER);
    assertThat(document())
        .contains("\"withheld\":{\"email\":1,\"phone\":1}")
        .contains("paid with 4111 1111 1111 1111");
  }

  @Test
  void anAnswerWithoutSuchValuesSaysNothingOfThem() {
    scene.target.does((run, cancel) -> ScriptedTarget.answered("nothing"));
    assertThat(document()).doesNotContain("withheld");
  }
}
