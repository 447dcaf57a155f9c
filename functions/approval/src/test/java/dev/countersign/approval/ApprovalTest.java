package dev.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approve.DutyConflict;
import dev.countersign.approve.Notices;
import dev.countersign.approve.TaskToken;
import dev.countersign.approve.TaskTokens;
import dev.countersign.approve.Verdict;
import dev.countersign.approve.Vote;
import dev.countersign.bundle.Bundle;
import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.record.Append;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.InMemoryEvidenceLog;
import dev.countersign.record.OpenOperations;
import dev.countersign.record.OperationState;
import dev.countersign.record.SampleEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalTest {

  private static final OperationId ID = new OperationId("op-0123456789abcdef0123456789abcdef");
  private static final String PEOPLE = "https://id.example.com/";
  private static final Digest SHOWN = Digest.ofText("what was shown");

  private Instant now = SampleEvidence.ASKED.plusSeconds(60);
  private Roster roster = roster("bob");
  private final InMemoryEvidenceLog log = new InMemoryEvidenceLog(() -> now);
  private final List<String> resumed = new ArrayList<>();
  private final List<Notices.Notice> sent = new ArrayList<>();
  private final Map<OperationId, TaskToken> tokens = new HashMap<>();
  private final Approval approval =
      new Approval(
          this::bundle,
          log,
          new TaskTokens() {
            @Override
            public void keep(OperationId operation, TaskToken token) {
              tokens.put(operation, token);
            }

            @Override
            public Optional<TaskToken> latest(OperationId operation) {
              return Optional.ofNullable(tokens.get(operation));
            }
          },
          (token, verdict) -> resumed.add(token.text() + " " + verdict),
          sent::add,
          new NoticeText("https://plane.example.com"),
          () -> now);

  @BeforeEach
  void askForApproval() {
    List<Entry> entries = new ArrayList<>();
    entries.add(EvidenceCodec.encode(ID, SampleEvidence.needsApproval(ID)));
    for (String person : List.of("alice", "bob")) {
      entries.add(EvidenceCodec.encode(ID, new Evidence.RequesterController(person, now), person));
    }
    log.append(Append.of(entries.toArray(Entry[]::new)));
  }

  private Bundle bundle() {
    return new Bundle(
        Digest.ofText("bundle"), new TreeMap<>(), new TreeMap<>(), roster, new TreeMap<>());
  }

  private static Roster roster(String operator) {
    SortedMap<String, Person> persons = new TreeMap<>();
    for (String name : List.of("alice", "bob", "carol", "dave", "erin")) {
      SortedSet<String> groups = name.equals("erin") ? sorted("support") : sorted("dba");
      persons.put(
          name,
          new Person(
              name, name, name + "@example.com", new TreeSet<>(Set.of(account(name))), groups));
    }
    Agent agent =
        new Agent(
            "refund-agent",
            new Account("https://id.example.com/agents", "agt-7Q2"),
            sorted("alice"),
            sorted(operator),
            sorted("agents"));
    return new Roster(persons, new TreeMap<>(Map.of("refund-agent", agent)));
  }

  private static Account account(String person) {
    return new Account(PEOPLE, person + "-01");
  }

  private static SortedSet<String> sorted(String... items) {
    return new TreeSet<>(Set.of(items));
  }

  private VoteOutcome vote(String person, Verdict verdict) {
    return vote(person, verdict, SHOWN);
  }

  private VoteOutcome vote(String person, Verdict verdict, Digest digest) {
    return approval.vote(
        ID, new Voter(account(person), now), new Ballot(verdict, "looked at it", digest));
  }

  private CaseFile file() {
    return CaseFile.replay(ID, log.read(ID));
  }

  @Test
  void whoAnswersForTheRequesterIsRefusedAndNothingIsRecorded() {
    for (String person : List.of("alice", "bob")) {
      assertThat(vote(person, Verdict.APPROVED))
          .isEqualTo(
              new VoteOutcome.Conflicted(new DutyConflict.AnswersForRequester(sorted(person))));
    }
    assertThat(file().votes()).isEmpty();
  }

  @Test
  void whoCameToAnswerForTheRequesterSinceIsRefusedToo() {
    roster = roster("carol");
    assertThat(vote("carol", Verdict.APPROVED))
        .isEqualTo(
            new VoteOutcome.Conflicted(new DutyConflict.AnswersForRequester(sorted("carol"))));
  }

  @Test
  void whoIsInNoneOfTheGroupsAskedIsRefused() {
    assertThat(vote("erin", Verdict.APPROVED))
        .isEqualTo(new VoteOutcome.Conflicted(new DutyConflict.NotInGroup(sorted("dba"))));
  }

  @Test
  void twoIndependentPeopleMakeAQuorumOfTwoAndTheWorkflowIsResumedOnce() {
    tokens.put(ID, new TaskToken("t1"));
    assertThat(vote("carol", Verdict.APPROVED))
        .isEqualTo(new VoteOutcome.Counted(OperationState.WAITING));
    assertThat(vote("dave", Verdict.APPROVED))
        .isEqualTo(new VoteOutcome.Counted(OperationState.APPROVED));
    assertThat(resumed).containsExactly("t1 APPROVED");
    assertThat(file().evidence(Evidence.Approved.class).getFirst().reliesOn())
        .containsExactlyElementsOf(file().hashes(EvidenceKind.VOTED));
  }

  @Test
  void nobodyVotesTwice() {
    vote("carol", Verdict.APPROVED);
    now = now.plusSeconds(1);
    assertThat(vote("carol", Verdict.APPROVED))
        .isEqualTo(new VoteOutcome.Conflicted(new DutyConflict.VotedBefore(sorted("carol"))));
  }

  @Test
  void theSameVoteDeliveredTwiceCountsOnce() {
    vote("carol", Verdict.APPROVED);
    assertThat(vote("carol", Verdict.APPROVED))
        .isEqualTo(new VoteOutcome.Counted(OperationState.WAITING));
    assertThat(file().votes()).hasSize(1);
  }

  @Test
  void oneRefusalEndsIt() {
    tokens.put(ID, new TaskToken("t1"));
    vote("carol", Verdict.REFUSED);
    assertThat(file().state()).isEqualTo(OperationState.REFUSED);
    assertThat(resumed).containsExactly("t1 REFUSED");
    assertThat(vote("dave", Verdict.APPROVED))
        .isEqualTo(new VoteOutcome.Closed(OperationState.REFUSED));
  }

  @Test
  void aVoteOnSomethingElseThanWhatIsRecordedDoesNotCount() {
    assertThat(vote("carol", Verdict.APPROVED, Digest.ofText("another page")))
        .isEqualTo(new VoteOutcome.OtherContent());
    assertThat(file().votes()).isEmpty();
  }

  @Test
  void aVoteAfterTheEndExpiresTheRequestInstead() {
    now = SampleEvidence.ASKED.plus(Duration.ofHours(4));
    assertThat(vote("carol", Verdict.APPROVED))
        .isEqualTo(new VoteOutcome.Closed(OperationState.EXPIRED));
  }

  @Test
  void onlyWhoMayVoteIsNotified() {
    approval.notify(ID, new TaskToken("t1"));
    assertThat(sent)
        .extracting(Notices.Notice::to)
        .containsExactly("carol@example.com", "dave@example.com");
    assertThat(sent)
        .allSatisfy(notice ->
            assertThat(notice.text())
                .contains("https://plane.example.com/approvals/" + ID)
                .contains("careful      it uses values that the requester may not know\n\nSee")
                .doesNotContain("email")
                .doesNotContain("UPDATE")
                .doesNotContain("4711"));
  }

  @Test
  void aNoticeAfterTheEndOnlyResumesTheWorkflow() {
    vote("carol", Verdict.REFUSED);
    approval.notify(ID, new TaskToken("t2"));
    assertThat(sent).isEmpty();
    assertThat(resumed).containsExactly("t2 REFUSED");
  }

  @Test
  void aLapseBeforeTheEndSaysHowLongToWaitAgain() {
    assertThat(approval.lapse(ID))
        .isEqualTo(new Approval.Lapse(OperationState.WAITING, 4 * 3600 - 60));
  }

  @Test
  void aLapseAtTheEndExpiresTheRequest() {
    now = SampleEvidence.ASKED.plus(Duration.ofHours(4));
    assertThat(approval.lapse(ID).state()).isEqualTo(OperationState.EXPIRED);
    assertThat(file().state()).isEqualTo(OperationState.EXPIRED);
  }

  @Test
  void aLapseFindsTheVotesWhoseResumeWasLost() {
    vote("carol", Verdict.APPROVED);
    vote("dave", Verdict.APPROVED);
    assertThat(resumed).isEmpty();
    assertThat(approval.lapse(ID).state()).isEqualTo(OperationState.APPROVED);
  }

  /** A vote whose taker died before it was counted. */
  private void voteThatNobodyCounts(String person) {
    Vote vote =
        new Ballot(Verdict.APPROVED, "looked at it", SHOWN)
            .by(new Voter(account(person), now), roster, now);
    log.append(VoteWrite.of(ID, vote, file(), now));
    assertThat(file().state()).isEqualTo(OperationState.WAITING);
  }

  @Test
  void aVoteThatNobodyCountedIsLookedAfterAtOnceAndCountedByTheNextNotice() {
    vote("carol", Verdict.APPROVED);
    now = now.plusSeconds(1);
    voteThatNobodyCounts("dave");
    assertThat(log.due(now, 10)).containsExactly(new OpenOperations.Listed(ID, now));
    approval.notify(ID, new TaskToken("of a recount"));
    assertThat(file().state()).isEqualTo(OperationState.APPROVED);
    assertThat(resumed).containsExactly("of a recount APPROVED");
    assertThat(sent).isEmpty();
  }

  @Test
  void whoVotesAgainSinceTheirVoteGotNoAnswerHasItCounted() {
    tokens.put(ID, new TaskToken("t1"));
    vote("carol", Verdict.APPROVED);
    voteThatNobodyCounts("dave");
    now = now.plusSeconds(1);
    assertThat(vote("dave", Verdict.APPROVED))
        .isEqualTo(new VoteOutcome.Conflicted(new DutyConflict.VotedBefore(sorted("dave"))));
    assertThat(file().state()).isEqualTo(OperationState.APPROVED);
    assertThat(resumed).containsExactly("t1 APPROVED");
  }

  @Test
  void anApprovedOperationIsLookedAfterAtOnceThoughItsWorkflowMayBeGone() {
    vote("carol", Verdict.APPROVED);
    assertThat(log.due(now, 10)).containsExactly(new OpenOperations.Listed(ID, now));
    now = now.plusSeconds(1);
    vote("dave", Verdict.APPROVED);
    assertThat(log.due(now, 10)).containsExactly(new OpenOperations.Listed(ID, now));
  }

  /** What was recorded, and which late or repeated calls come after it. */
  @ParameterizedTest
  @CsvSource({
    "'', lapse, WAITING",
    "'', lapse lapse notify notify, WAITING",
    "APPROVED, notify lapse, APPROVED",
    "APPROVED, late lapse notify lapse, APPROVED",
    "REFUSED, notify lapse late lapse, REFUSED",
    "'', late lapse notify lapse, EXPIRED"
  })
  void callsThatComeLateOrTwiceChangeNothing(String verdict, String calls, OperationState state) {
    if (!verdict.isEmpty()) {
      vote("carol", Verdict.valueOf(verdict));
      vote("dave", Verdict.valueOf(verdict));
    }
    for (String call : calls.split(" ", -1)) {
      switch (call) {
        case "lapse" -> approval.lapse(ID);
        case "notify" -> approval.notify(ID, new TaskToken("late"));
        case "late" -> now = SampleEvidence.ASKED.plus(Duration.ofHours(5));
        default -> throw new IllegalArgumentException(call);
      }
    }
    assertThat(file().state()).isEqualTo(state);
  }
}
