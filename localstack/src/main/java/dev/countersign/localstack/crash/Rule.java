package dev.countersign.localstack.crash;

/** What must hold after any crash. Each has a test that plants its fault. */
enum Rule {
  OPEN_AFTER_THE_BOUND("is closed, or waits for an approval whose time has not come"),
  RAN_TWICE("no operation ran twice"),
  RAN_WITHOUT_REQUEST("what ran was requested"),
  RAN_WITHOUT_START("what ran was started in evidence first"),
  STARTED_WITHOUT_CLEARANCE("what was started was permitted, or approved"),
  SUCCEEDED_WITHOUT_RUNNING("what succeeded ran"),
  ENDED_WITHOUT_EFFECT_BUT_RAN("what ended without an effect committed nothing"),
  UNKNOWN_NOT_SAID("the requester of an operation with an unknown end is told so"),
  ANSWER_NOT_RECORDED("an answer with rows is the recorded one"),
  ANSWER_NOT_KEPT("what succeeded has its recorded answer kept"),
  ACKNOWLEDGEMENT_LOST("what a client was told of is recorded"),
  VOTE_LOST("a vote that was acknowledged is recorded"),
  QUORUM_NOT_COUNTED("votes that suffice end the waiting"),
  IMPROPER_ANSWER("an error is a proper problem, or a broken connection"),
  UNMASKED("an answer is masked, whatever crashed");

  private final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
