package dev.countersign.localstack.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.canonical.Digest;
import dev.countersign.localstack.crash.Told.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule finds the fault that is planted for it, and nothing in what is as it must be. */
final class ChecksTest {

  private static final String[] APPROVED = {
    "approval-needed", "voted", "voted-by-dave", "approved"
  };

  @Test
  void aPermittedRunThatSucceededOnceIsAsItMustBe() {
    assertThat(
            scene("permitted", "started", "finished")
                .ran(1)
                .answerKept()
                .told(Request.WRITE, 200, "")
                .broken())
        .isEmpty();
  }

  @Test
  void anApprovedRunThatSucceededOnceIsAsItMustBe() {
    assertThat(
            scene(APPROVED)
                .recorded("started", "finished")
                .ran(1)
                .answerKept()
                .vouched("carol")
                .told(Request.APPROVED_WRITE, 202, "")
                .told(Request.POLL, 200, "")
                .broken())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"voided", "cancelled", "refused", "expired"})
  void whatEndedWithoutAStartAndDidNotRunIsAsItMustBe(String end) {
    assertThat(scene("approval-needed", end).broken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anUnknownEndMayBeEitherIfTheRequesterIsToldSo(int runs) {
    SceneBuilder scene =
        scene("permitted", "started", "unknown").askedAgain(500, "outcome-unknown");
    assertThat((runs == 0 ? scene : scene.ran(runs)).broken()).isEmpty();
  }

  @Test
  void whatWaitsMayWaitUntilItsTimeHasCome() {
    assertThat(scene("approval-needed").broken()).isEmpty();
    assertThat(scene("approval-needed").afterItsTime().broken())
        .containsExactly(Rule.OPEN_AFTER_THE_BOUND);
  }

  @Test
  void whatIsOpenAfterTheBoundIsFound() {
    assertThat(scene("permitted").broken()).containsExactly(Rule.OPEN_AFTER_THE_BOUND);
    assertThat(scene("permitted", "started").broken()).containsExactly(Rule.OPEN_AFTER_THE_BOUND);
    assertThat(scene(APPROVED).broken()).containsExactly(Rule.OPEN_AFTER_THE_BOUND);
  }

  @Test
  void aMarkerThatStandsTwiceIsFound() {
    assertThat(scene("permitted", "started", "finished").ran(2).answerKept().broken())
        .containsExactly(Rule.RAN_TWICE);
    assertThat(
            scene("permitted", "started", "unknown")
                .ran(2)
                .askedAgain(500, "outcome-unknown")
                .broken())
        .as("also of an operation whose end is not known")
        .containsExactly(Rule.RAN_TWICE);
  }

  @Test
  void aMarkerOfNothingRecordedIsFound() {
    assertThat(new SceneBuilder().ran(1).broken()).containsExactly(Rule.RAN_WITHOUT_REQUEST);
  }

  @Test
  void aMarkerWithoutAStartIsFound() {
    assertThat(scene("approval-needed").ran(1).broken()).containsExactly(Rule.RAN_WITHOUT_START);
  }

  @Test
  void aStartWithoutAnApprovalIsFound() {
    assertThat(scene("approval-needed", "started", "finished").ran(1).answerKept().broken())
        .containsExactly(Rule.STARTED_WITHOUT_CLEARANCE);
    assertThat(scene("denied", "started", "finished").ran(1).answerKept().broken())
        .containsExactly(Rule.STARTED_WITHOUT_CLEARANCE);
    assertThat(
            scene("approval-needed", "voted", "approved", "started", "finished")
                .ran(1)
                .answerKept()
                .broken())
        .as("one vote of two")
        .containsExactly(Rule.STARTED_WITHOUT_CLEARANCE);
    assertThat(
            scene(APPROVED)
                .recorded("cancelled", "started", "finished")
                .ran(1)
                .answerKept()
                .broken())
        .as("cancelled before")
        .containsExactly(Rule.STARTED_WITHOUT_CLEARANCE);
  }

  @Test
  void aSuccessWithoutAMarkerIsFound() {
    assertThat(scene("permitted", "started", "finished").answerKept().broken())
        .containsExactly(Rule.SUCCEEDED_WITHOUT_RUNNING);
  }

  @Test
  void aMarkerOfWhatEndedWithoutEffectIsFound() {
    assertThat(scene("permitted", "started", "failed").ran(1).broken())
        .containsExactly(Rule.ENDED_WITHOUT_EFFECT_BUT_RAN);
    assertThat(scene("denied").ran(1).broken())
        .containsExactly(Rule.RAN_WITHOUT_START, Rule.ENDED_WITHOUT_EFFECT_BUT_RAN);
  }

  @Test
  void anUnknownEndThatTheRequesterIsNotToldIsFound() {
    assertThat(scene("permitted", "started", "unknown").broken())
        .containsExactly(Rule.UNKNOWN_NOT_SAID);
    assertThat(scene("permitted", "started", "unknown").askedAgain(200, "").broken())
        .containsExactly(Rule.UNKNOWN_NOT_SAID);
  }

  @Test
  void anAnswerThatIsNotTheRecordedOneIsFound() {
    Told other =
        new Told(
            Request.WRITE,
            SceneBuilder.ID.text(),
            200,
            "",
            "application/json",
            false,
            Digest.ofText("another answer"),
            false);
    assertThat(scene("permitted", "started", "finished").ran(1).answerKept().told(other).broken())
        .containsExactly(Rule.ANSWER_NOT_RECORDED);
    assertThat(scene("permitted", "started", "failed").told(Request.WRITE, 200, "").broken())
        .as("an answer of what failed")
        .containsExactly(Rule.ANSWER_NOT_RECORDED);
  }

  @Test
  void aSuccessWhoseAnswerIsNotKeptIsFound() {
    assertThat(scene("permitted", "started", "finished").ran(1).broken())
        .containsExactly(Rule.ANSWER_NOT_KEPT);
  }

  @Test
  void anAcknowledgementOfNothingRecordedIsFound() {
    assertThat(new SceneBuilder().told(Request.APPROVED_WRITE, 202, "").broken())
        .containsExactly(Rule.ACKNOWLEDGEMENT_LOST);
  }

  @Test
  void aVoteThatWasAcknowledgedAndIsNotRecordedIsFound() {
    assertThat(scene("approval-needed", "voted").vouched("dave").broken())
        .containsExactly(Rule.VOTE_LOST);
  }

  @Test
  void votesThatSufficeAndDidNotEndTheWaitingAreFound() {
    assertThat(scene("approval-needed", "voted", "voted-by-dave").broken())
        .containsExactly(Rule.QUORUM_NOT_COUNTED);
  }

  @Test
  void anUnmaskedAnswerIsFound() {
    Told clear =
        new Told(Request.READ, "", 200, "", "application/json", false, Digest.ofText(""), true);
    assertThat(new SceneBuilder().told(clear).broken()).containsExactly(Rule.UNMASKED);
  }

  @ParameterizedTest
  @CsvSource({
    "READ, 503, busy",
    "READ, 503, unavailable",
    "WRITE, 502, target-unavailable",
    "POLL, 500, outcome-unknown",
    "POLL, 410, approval-expired",
    "CANCEL, 409, not-cancellable",
    "DENIED, 403, denied-by-policy",
  })
  void aProperProblemIsNoFinding(Request request, int status, String problem) {
    assertThat(scene("denied").told(request, status, problem).broken()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "READ, 500, unavailable",
    "READ, 503, no-such-problem",
    "READ, 403, denied-by-policy",
    "READ, 401, unauthenticated",
    "DENIED, 202, ''",
    "POLL, 404, unknown-operation",
  })
  void anythingElseIsFound(Request request, int status, String problem) {
    assertThat(scene("denied").told(request, status, problem).broken())
        .containsExactly(Rule.IMPROPER_ANSWER);
  }

  @ParameterizedTest
  @CsvSource({"429, true", "502, true", "504, true", "0, true", "500, false", "503, false"})
  void whatIsNoProblemIsProperOnlyFromTheFront(int status, boolean proper) {
    Told told =
        new Told(Request.READ, "", status, "", "application/json", false, Digest.ofText(""), false);
    assertThat(new SceneBuilder().told(told).broken())
        .isEqualTo(proper ? List.of() : List.of(Rule.IMPROPER_ANSWER));
  }

  @Test
  void whoIsToldToComeAgainIsToldWhen() {
    for (String problem : List.of("busy", "unavailable")) {
      Told told =
          new Told(
              Request.READ,
              "",
              503,
              problem,
              "application/problem+json",
              false,
              Digest.ofText(""),
              false);
      assertThat(new SceneBuilder().told(told).broken()).containsExactly(Rule.IMPROPER_ANSWER);
    }
  }

  private static SceneBuilder scene(String... samples) {
    return new SceneBuilder().recorded(samples);
  }
}
