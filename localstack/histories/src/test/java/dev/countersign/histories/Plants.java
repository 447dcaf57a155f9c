package dev.countersign.histories;

import dev.countersign.bundle.Bundles;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.Delivery;
import dev.countersign.record.Duty;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.StoredAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Bugs, each behind one port of one duty, and the rule by whose breach each is found. */
enum Plants implements Plant {
  /** Intake withdraws whatever has happened since. */
  CANCELLED_WITHOUT_CONDITIONS("closed stays closed", Duty.INTAKE, EvidenceKind.CANCELLED),
  /** A vote is written whoever answers for the requester. */
  VOTED_WITHOUT_CONDITIONS(
      "no vote by a conflicting person counts", Duty.APPROVAL, EvidenceKind.VOTED),
  /** Execution starts whatever has happened since it read. */
  STARTED_WITHOUT_CONDITIONS("nothing starts after its end", Duty.EXECUTION, EvidenceKind.STARTED),
  /** Whoever settles looks at a clock that is ahead, and the end of what works still is written. */
  FINISHED_BESIDE_AN_END("closed stays closed", Duty.EXECUTION, EvidenceKind.FINISHED) {
    @Override
    public InstantSource clock(Duty duty, InstantSource clock) {
      AtomicLong readings = new AtomicLong();
      return duty == Duty.EXECUTION
          ? () -> clock.instant().plusSeconds(readings.getAndIncrement() == 0 ? 180 : 0)
          : clock;
    }
  },
  /** The store forgets that an entry is written once. */
  WRITTEN_TWICE("nothing runs twice") {
    @Override
    public DynamoDbClient client(Duty duty, DynamoDbClient client) {
      return duty == Duty.EXECUTION ? new UnconditionalDynamoDb(client) : client;
    }
  },
  /** Execution's clock stands still, so that nothing expires for it. */
  NEVER_EXPIRED("nothing runs without a valid clearance") {
    @Override
    public InstantSource clock(Duty duty, InstantSource clock) {
      Instant then = clock.instant().minusSeconds(14_400);
      return duty == Duty.EXECUTION ? () -> then : clock;
    }
  },
  /** Approval never hears of a change of people. */
  OLD_ROSTER_AT_THE_VOTE("no vote by a conflicting person counts") {
    @Override
    public Bundles bundles(Duty duty, Bundles bundles) {
      return duty == Duty.APPROVAL ? () -> EraBundles.of(Era.BASE) : bundles;
    }
  },
  /** Execution never hears of a change of people or rules. */
  OLD_RULES_AT_THE_START("nothing runs without a valid clearance") {
    @Override
    public Bundles bundles(Duty duty, Bundles bundles) {
      return duty == Duty.EXECUTION ? () -> EraBundles.of(Era.BASE) : bundles;
    }
  },
  /** Execution takes what is not written yet for written. */
  STARTED_LATER("evidence before effect") {
    @Override
    public EvidenceLog log(Duty duty, EvidenceLog log) {
      return duty == Duty.EXECUTION ? new Behind(log, EvidenceKind.STARTED) : log;
    }
  },
  /** Approval takes votes for written that are not. */
  VOTE_LOST("what was answered is recorded") {
    @Override
    public EvidenceLog log(Duty duty, EvidenceLog log) {
      return duty == Duty.APPROVAL ? new Behind(log, EvidenceKind.VOTED) : log;
    }
  },
  /** The sweep does not see the votes that nobody counted. */
  UNCOUNTED_VOTES_FORGOTTEN("votes that suffice end the waiting") {
    @Override
    public EvidenceLog log(Duty duty, EvidenceLog log) {
      return duty == Duty.INTAKE
          ? new Altered(log, append -> append, entry -> !isOf(EvidenceKind.VOTED, entry))
          : log;
    }
  },
  /** The end of what nobody knows is never written. */
  NEVER_SETTLED("everything comes to an end") {
    @Override
    public EvidenceLog log(Duty duty, EvidenceLog log) {
      return duty == Duty.EXECUTION ? new Behind(log, EvidenceKind.UNKNOWN) : log;
    }
  };

  /** The rule that the bug breaks. */
  final String rule;

  private final Optional<Duty> duty;
  private final Optional<EvidenceKind> kind;

  Plants(String rule) {
    this.rule = rule;
    this.duty = Optional.empty();
    this.kind = Optional.empty();
  }

  Plants(String rule, Duty duty, EvidenceKind kind) {
    this.rule = rule;
    this.duty = Optional.of(duty);
    this.kind = Optional.of(kind);
  }

  @Override
  public EvidenceLog log(Duty owner, EvidenceLog log) {
    return duty.equals(Optional.of(owner))
        ? new Altered(
            log,
            append ->
                isOf(kind.orElseThrow(), append.entries().getFirst())
                    ? withoutConditions(append)
                    : append,
            entry -> true)
        : log;
  }

  private static Append withoutConditions(Append append) {
    return new Append(
        append.entries(),
        new TreeSet<>(),
        new TreeSet<>(),
        append.answer(),
        append.lookAt(),
        append.index());
  }

  private static boolean isOf(EvidenceKind kind, Entry entry) {
    return EvidenceKind.of(entry.key()).equals(Optional.of(kind));
  }

  /** A log that alters what is written, and does not show everything of a case. */
  private record Altered(EvidenceLog log, UnaryOperator<Append> alteration, Predicate<Entry> shown)
      implements EvidenceLog {
    @Override
    public AppendOutcome append(Append append) {
      return log.append(alteration.apply(append));
    }

    @Override
    public List<Entry> read(OperationId operation) {
      return log.read(operation).stream().filter(shown).toList();
    }

    @Override
    public List<Entry> read(OperationId operation, Duty duty) {
      return log.read(operation, duty).stream().filter(shown).toList();
    }

    @Override
    public List<Entry> find(SortedSet<EntryKey> keys) {
      return log.find(keys);
    }

    @Override
    public Optional<Delivery> delivery(OperationId operation) {
      return log.delivery(operation);
    }

    @Override
    public Optional<Entry> find(EntryKey key) {
      return log.find(key);
    }

    @Override
    public Optional<StoredAnswer> answer(OperationId operation) {
      return log.answer(operation);
    }
  }

  /** A log that keeps one kind of entry to itself, and dies with its call. */
  private static final class Behind implements EvidenceLog {

    private final EvidenceLog log;
    private final EvidenceKind kind;
    private final Map<EntryKey, Entry> kept = new HashMap<>();

    Behind(EvidenceLog log, EvidenceKind kind) {
      this.log = log;
      this.kind = kind;
    }

    @Override
    public AppendOutcome append(Append append) {
      if (!isOf(kind, append.entries().getFirst())) {
        return log.append(append);
      }
      append.entries().forEach(entry -> kept.put(entry.key(), entry));
      return new AppendOutcome.Appended();
    }

    @Override
    public List<Entry> read(OperationId operation) {
      return with(log.read(operation), key -> key.operation().equals(operation));
    }

    @Override
    public List<Entry> read(OperationId operation, Duty duty) {
      return with(
          log.read(operation, duty),
          key -> key.operation().equals(operation) && key.duty() == duty);
    }

    @Override
    public List<Entry> find(SortedSet<EntryKey> keys) {
      return with(log.find(keys), Set.copyOf(keys)::contains);
    }

    private List<Entry> with(List<Entry> found, Predicate<EntryKey> asked) {
      List<Entry> entries = new ArrayList<>(found);
      kept.values().stream().filter(entry -> asked.test(entry.key())).forEach(entries::add);
      return entries;
    }

    @Override
    public Optional<Delivery> delivery(OperationId operation) {
      return log.delivery(operation);
    }

    @Override
    public Optional<Entry> find(EntryKey key) {
      return Optional.ofNullable(kept.get(key)).or(() -> log.find(key));
    }

    @Override
    public Optional<StoredAnswer> answer(OperationId operation) {
      return log.answer(operation);
    }
  }
}
