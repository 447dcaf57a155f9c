package dev.countersign.verify;

/**
 * Everything that can be wrong with an export. The words are stable: vectors, scripts and documents
 * name them. No sentence holds anything of what was asked or answered.
 */
public enum FindingCode {
  // The export as a text.
  NOT_AN_EXPORT("not-an-export", "the first line does not say that this is an export we can read"),
  LINE_TOO_LONG("line-too-long", "the line is longer than any that is written"),
  LINE_NOT_CANONICAL("line-not-canonical", "the line is not JSON in its canonical form"),
  LINE_UNKNOWN("line-unknown", "the line is none that an export has"),
  LINE_OUT_OF_PLACE("line-out-of-place", "such a line does not stand here"),
  LINE_NOT_ENDED("line-not-ended", "the last line does not end"),
  END_MISSING("end-missing", "the closing line is missing: the export was cut"),
  COUNTS_DIFFER("counts-differ", "the closing line counts other lines than there are"),
  CONTENT_DIFFERS("content-differs", "the lines are not those that the closing line was made of"),
  END_HEAD_DIFFERS("end-head-differs", "the head in the closing line is not that of the entries"),
  OPERATIONS_OUT_OF_ORDER(
      "operations-out-of-order", "the operation does not come after the one before it"),
  OUT_OF_SCOPE("out-of-scope", "the operation was not requested in the time of the export"),

  // An entry by itself.
  PLACE_UNKNOWN("place-unknown", "no entry is kept at such a place"),
  HASH_DIFFERS("hash-differs", "the document does not have the hash it is kept under"),
  DOCUMENT_TOO_LARGE("document-too-large", "the document is larger than any that is written"),
  DOCUMENT_NOT_CANONICAL(
      "document-not-canonical", "the document is not JSON in its canonical form"),
  VERSION_UNKNOWN("version-unknown", "the document is of a version that is not known"),
  PLACE_DIFFERS("place-differs", "the document names another place than the one it stands at"),
  NOT_EVIDENCE("not-evidence", "the document is not what is written at such a place"),
  PLACE_TWICE("place-twice", "two entries stand at one place"),
  ENTRIES_OUT_OF_ORDER("entries-out-of-order", "the entry does not come after the one before it"),
  TOO_MANY_ENTRIES("too-many-entries", "the operation has more entries than can be checked"),

  // The entries of one operation together.
  NOTHING_REQUESTED("nothing-requested", "nothing was requested of which these entries speak"),
  RELIANCE_BROKEN("reliance-broken", "the entry relies on one that is not there"),
  RELIANCE_WRONG("reliance-wrong", "the entry does not rely on exactly what such an entry must"),
  NO_GROUNDS("no-grounds", "what must come before the entry is not there"),
  STARTED_WITHOUT_APPROVAL(
      "started-without-approval", "the operation needed approval and was started without"),
  EXCLUDES_EACH_OTHER("excludes-each-other", "the entry stands beside one that excludes it"),
  NOT_FOR_THIS_DECISION(
      "not-for-this-decision", "such an entry does not follow from what was decided"),
  COUNT_DIFFERS("count-differs", "the closing entry counts other entries than there are"),
  OLDER_THAN_ITS_GROUNDS("older-than-its-grounds", "the entry is older than what it relies on"),
  IN_THE_FUTURE("in-the-future", "the entry is younger than the export"),

  // What was asked.
  REQUEST_INCOMPLETE(
      "request-incomplete", "the request does not have what such a decision comes with"),
  OTHER_OPERATION("other-operation", "the request speaks of another operation or time"),
  OPERATION_DIGEST_DIFFERS(
      "operation-digest-differs", "what was asked does not have the recorded digest"),
  APPROVAL_DIGEST_DIFFERS(
      "approval-digest-differs", "what approvers were shown does not have the recorded digest"),
  TEXT_DIFFERS("text-differs", "what would run is not what was asked"),
  EXPIRY_DIFFERS("expiry-differs", "the request expires at another time than the policy gives it"),
  REQUESTER_CONTROLLERS_DIFFER(
      "requester-controllers-differ",
      "those who answer for the requester are not those recorded one by one"),

  // What the recorded policy says.
  BUNDLE_MISSING("bundle-missing", "the bundle that decided is not in the export"),
  BUNDLE_CHANGED("bundle-changed", "the bundle does not have the digest that is its version"),
  BUNDLE_UNREADABLE("bundle-unreadable", "the bundle cannot be read"),
  REQUESTER_DIFFERS("requester-differs", "the bundle knows the requester otherwise than recorded"),
  CONNECTION_DIFFERS("connection-differs", "the bundle has another connection than recorded"),
  LABELS_DIFFER("labels-differ", "the bundle gives the columns other labels than recorded"),
  DECISION_DIFFERS("decision-differs", "the bundle's policies decide otherwise than recorded"),
  MASK_DIFFERS("mask-differs", "the bundle's policies mask other columns than recorded"),

  // Votes and what they came to.
  VOTER_UNKNOWN("voter-unknown", "the bundle does not know the voter's account as that person's"),
  VOTER_GROUPS_DIFFER("voter-groups-differ", "the bundle does not have the voter in those groups"),
  VOTER_NOT_ASKED("voter-not-asked", "the voter is in none of the groups that the policy asks"),
  VOTER_CONTROLLERS_DIFFER(
      "voter-controllers-differ", "those who answer for voters are not those recorded one by one"),
  VOTE_BY_CONTROLLER("vote-by-controller", "the voter answers for the requester"),
  VOTED_TWICE("voted-twice", "one person stands behind two votes"),
  VOTE_ON_OTHER_CONTENT("vote-on-other-content", "the voter was shown something else"),
  VOTE_TIME_DIFFERS("vote-time-differs", "the vote was cast at another time than it was recorded"),
  VOTE_TOO_LATE("vote-too-late", "the vote was cast after the request had expired"),
  VOTE_AFTER_THE_END("vote-after-the-end", "the vote was recorded after the vote had ended"),
  VOTER_NOT_SIGNED_IN("voter-not-signed-in", "the voter signed in after they voted"),
  APPROVAL_NAMES_REFUSAL("approval-names-refusal", "the approval relies on a vote that refuses"),
  QUORUM_SHORT("quorum-short", "the votes named do not make the quorum that the policy asks for"),
  NOBODY_REFUSED("nobody-refused", "the refusal relies on no vote that refuses"),
  EXPIRED_EARLY("expired-early", "the request expired before its time"),
  STARTED_TOO_LATE("started-too-late", "the operation was started after its approval had expired"),

  // The answer.
  ANSWER_DIFFERS("answer-differs", "the answer does not have the digest that its end records"),
  RESULT_DIFFERS("result-differs", "the answer names other rows beside it than its end records"),
  ANSWER_WITHOUT_END("answer-without-end", "there is an answer of what did not finish"),
  COLLECTED_BY_ANOTHER("collected-by-another", "the answer was picked up by another than asked"),

  /** Fails closed: what could not be checked is not clean. */
  CANNOT_BE_CHECKED("cannot-be-checked", "the checks of the operation came to no end"),

  // Against an earlier head.
  HEAD_NOT_COMPARABLE(
      "head-not-comparable", "the earlier head is of an export that was asked for something else"),
  HEAD_NOT_REACHED("head-not-reached", "the export ends before the instant of the earlier head"),
  HEAD_OPERATION_MISSING(
      "head-operation-missing", "the earlier head counts more operations of this day"),
  HEAD_ENTRY_MISSING("head-entry-missing", "the earlier head counts more entries of this day"),
  HEAD_MORE("head-more", "the earlier head counts fewer operations or entries of this day"),
  HEAD_DIFFERS("head-differs", "the earlier head was made of other entries");

  private final String word;
  private final String sentence;

  FindingCode(String word, String sentence) {
    this.word = word;
    this.sentence = sentence;
  }

  /** The stable word. */
  public String word() {
    return word;
  }

  /** One sentence in words of the domain. */
  public String sentence() {
    return sentence;
  }
}
