package dev.countersign.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.record.AppendOutcome.Appended;
import dev.countersign.record.AppendOutcome.Conflict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link EvidenceLog} holds when several write about one operation at the same time. */
public interface EvidenceRaceContract {

  int THREADS = 16;
  int ROUNDS = 25;

  /** A log on the store under test; the store may hold anything. */
  EvidenceLog log();

  /** Two that exclude each other, as the duties write them. */
  enum Race {
    CANCEL_AND_START {
      @Override
      List<Append> contenders(OperationId id) {
        Evidence cancelled =
            new Evidence.Cancelled(new Account("i", "s"), SampleEvidence.ASKED, List.of());
        return List.of(
            Append.of(EvidenceCodec.encode(id, cancelled))
                .ifPresent(EvidenceKind.REQUESTED.key(id))
                .ifAbsent(EvidenceKind.STARTED.key(id)),
            start(id, "1"));
      }
    },
    EXPIRE_AND_APPROVE {
      @Override
      List<Append> contenders(OperationId id) {
        return List.of(
            SampleVotes.end(id, new Evidence.Expired(SampleEvidence.ASKED, List.of())),
            SampleVotes.end(id, new Evidence.Approved(SampleEvidence.ASKED, List.of())));
      }
    },
    TWO_EXECUTORS {
      @Override
      List<Append> contenders(OperationId id) {
        return List.of(start(id, "1"), start(id, "2"));
      }
    };

    abstract List<Append> contenders(OperationId id);

    private static Append start(OperationId id, String attempt) {
      Evidence started = new Evidence.Started(attempt, SampleEvidence.ASKED, List.of());
      return Append.of(EvidenceCodec.encode(id, started))
          .ifPresent(EvidenceKind.REQUESTED.key(id))
          .ifAbsent(EvidenceKind.CANCELLED.key(id), EvidenceKind.VOIDED.key(id));
    }
  }

  private OperationId requested() {
    OperationId id = OperationId.random(RandomGenerator.getDefault());
    log().append(Append.of(EvidenceCodec.encode(id, SampleEvidence.needsApproval(id))));
    return id;
  }

  @ParameterizedTest
  @EnumSource
  default void ofTwoThatExcludeEachOtherTheFirstWins(Race race) {
    for (int first = 0; first <= 1; first++) {
      OperationId id = requested();
      Append winner = race.contenders(id).get(first);
      Append loser = race.contenders(id).get(1 - first);
      assertThat(log().append(winner)).isEqualTo(new Appended());
      assertThat(log().append(loser))
          .isEqualTo(new Conflict(new TreeSet<>(List.of(winner.entries().getFirst().key()))));
      assertThat(log().read(id)).hasSize(2).containsAll(winner.entries());
    }
  }

  @ParameterizedTest
  @EnumSource
  default void ofTwoThatExcludeEachOtherExactlyOneWinsAtTheSameTime(Race race) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      OperationId id = requested();
      CyclicBarrier start = new CyclicBarrier(2);
      List<Callable<AppendOutcome>> calls = new ArrayList<>();
      for (Append contender : race.contenders(id)) {
        calls.add(() -> {
          start.await();
          return log().append(contender);
        });
      }
      assertThat(all(calls).stream().filter(Appended.class::isInstance)).hasSize(1);
      assertThat(log().read(id)).hasSize(2);
    }
  }

  /** A thousand votes of 25 people: each person 20 times anew, and each of these twice. */
  @Test
  default void aThousandVotesAtOnceCountEachPersonOnceAndApproveOnce() throws Exception {
    int people = 25;
    OperationId id = requested();
    Set<Append> counted = new HashSet<>();
    Set<Append> approving = new HashSet<>();
    List<Callable<AppendOutcome>> calls = new ArrayList<>();
    for (int ballot = 0; ballot < 1_000; ballot++) {
      int turn = ballot / people;
      Append vote = SampleVotes.vote(id, "person-" + ballot % people, turn / 2);
      Append approval =
          SampleVotes.end(
              id, new Evidence.Approved(SampleEvidence.ASKED.plusSeconds(ballot), List.of()));
      calls.add(() -> {
        AppendOutcome outcome = log().append(vote);
        if (outcome instanceof Appended) {
          add(counted, vote);
          if (CaseFile.replay(id, log().read(id)).votes().size() == people
              && log().append(approval) instanceof Appended) {
            add(approving, approval);
          }
        }
        return outcome;
      });
    }
    all(calls);
    CaseFile file = CaseFile.replay(id, log().read(id));
    assertThat(file.votes()).extracting(vote -> vote.approver()).doesNotHaveDuplicates();
    assertThat(file.votes()).hasSize(people);
    assertThat(file.evidence(Evidence.VoterController.class)).hasSize(people);
    assertThat(file.state()).isEqualTo(OperationState.APPROVED);
    assertThat(approving).hasSize(1);
    // Who was told that a vote counts was told so of the very vote that is recorded.
    assertThat(counted).hasSize(people);
    assertThat(log().read(id))
        .containsAll(counted.stream().flatMap(vote -> vote.entries().stream()).toList());
  }

  private static void add(Set<Append> appends, Append append) {
    synchronized (appends) {
      appends.add(append);
    }
  }

  private static <T> List<T> all(List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
