package dev.countersign.audit;

import dev.countersign.approve.Verdict;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Bundles;
import dev.countersign.canonical.Digest;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.record.Append;
import dev.countersign.record.AppendOutcome;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Delivery;
import dev.countersign.record.Duty;
import dev.countersign.record.Entry;
import dev.countersign.record.EntryKey;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.InMemoryEvidenceLog;
import dev.countersign.record.InMemoryOperationIndex;
import dev.countersign.record.Listing;
import dev.countersign.record.OperationState;
import dev.countersign.record.SampleEvidence;
import dev.countersign.record.SettableClock;
import dev.countersign.record.StoredAnswer;
import dev.countersign.verify.BundleDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is recorded for a test of audit, and who is there: erin audits, carol is a DBA. */
final class AuditScene {

  static final String PEOPLE = "https://id.example.com/";
  static final Account ERIN = new Account(PEOPLE, "erin-01");
  static final Account CAROL = new Account(PEOPLE, "carol-01");
  static final Account AGENT = new Account("https://id.example.com/agents", "agt-7Q2");

  final SettableClock clock = new SettableClock(SampleEvidence.ASKED.plus(Duration.ofHours(1)));
  final InMemoryEvidenceLog log = new InMemoryEvidenceLog(clock);
  final List<Evidence> read = new ArrayList<>();
  Roster roster = roster();

  private final BundleDocuments documents = version -> Optional.empty();
  private final Random random = new Random(7);

  /** The duty over what is recorded here. */
  Audit audit() {
    return new Audit(
        bundles(),
        documents,
        log,
        new RecordingLog(log, read),
        new Search(new InMemoryOperationIndex(log)),
        clock,
        random);
  }

  Pages pages() {
    return new Pages();
  }

  Bundles bundles() {
    return () ->
        new Bundle(
            Digest.ofText("the bundle"), new TreeMap<>(), new TreeMap<>(), roster, new TreeMap<>());
  }

  Auditor erin() {
    return Auditor.of(ERIN, roster).orElseThrow();
  }

  private static Roster roster() {
    SortedMap<String, Person> persons = new TreeMap<>();
    person(persons, "erin", "auditor");
    person(persons, "carol", "dba");
    person(persons, "alice", "staff");
    person(persons, "bob", "staff");
    SortedMap<String, Agent> agents = new TreeMap<>();
    agents.put(
        "refund-agent",
        new Agent(
            "refund-agent",
            AGENT,
            new TreeSet<>(Set.of("alice")),
            new TreeSet<>(Set.of("bob")),
            new TreeSet<>()));
    return new Roster(persons, agents);
  }

  private static void person(SortedMap<String, Person> persons, String name, String group) {
    persons.put(
        name,
        new Person(
            name,
            name,
            name + "@example.com",
            new TreeSet<>(Set.of(new Account(PEOPLE, name + "-01"))),
            new TreeSet<>(Set.of(group))));
  }

  static OperationId id(int number) {
    return new OperationId("op-%032x".formatted(number));
  }

  /** A request that needs approval, asked so many seconds after the first. */
  OperationId requested(int number) {
    OperationId id = id(number);
    requested(at(SampleEvidence.needsApproval(id), SampleEvidence.ASKED.plusSeconds(number)));
    return id;
  }

  void requested(Evidence.Requested requested) {
    OperationId id = requested.operation().id();
    log.append(
        Append.of(EvidenceCodec.encode(id, requested)).indexedBy(Listing.attributes(requested)));
  }

  static Evidence.Requested at(Evidence.Requested like, Instant at) {
    Operation operation = like.operation();
    return new Evidence.Requested(
        new Operation(
            operation.id(),
            operation.connection(),
            operation.statement(),
            operation.parameters(),
            operation.asWrite(),
            operation.purpose(),
            operation.session(),
            operation.requester(),
            at),
        like.operationDigest(),
        like.classification(),
        like.plan(),
        like.decision(),
        like.bundle(),
        like.connectionDigest(),
        like.approvalDigest(),
        like.expiresAt(),
        at);
  }

  /** Carol's approval, the run, and an answer with a masked column. */
  void approvedAndRun(OperationId id) {
    Evidence.Voted voted = SampleEvidence.voted("carol", Verdict.APPROVED);
    log.append(Append.of(EvidenceCodec.encode(id, voted, "carol")));
    add(id, new Evidence.Approved(clock.instant(), file(id).hashes(EvidenceKind.VOTED)));
    add(
        id,
        new Evidence.Started(
            "5f",
            clock.instant(),
            List.of(
                file(id).hashes(EvidenceKind.REQUESTED).getFirst(),
                file(id).hashes(EvidenceKind.APPROVED).getFirst())));
    String answer =
        "{\"operation\":\""
            + id
            + "\",\"state\":\"succeeded\",\"command\":\"UPDATE"
            + " 2\",\"affectedRows\":2,\"truncated\":false,\"withheld\":{\"iban\":2},"
            + "\"columns\":[{\"name\":\"id\",\"type\":\"int8\",\"masked\":false},"
            + "{\"name\":\"email\",\"type\":\"text\",\"masked\":true}],"
            + "\"rows\":[[\"1\",\"***\"],[\"2\\u202e\",null]]}";
    Evidence.Finished finished =
        new Evidence.Finished(
            Digest.ofText(answer),
            "UPDATE 2",
            2,
            2,
            false,
            Optional.empty(),
            5,
            clock.instant().plusMillis(12),
            file(id).hashes(EvidenceKind.STARTED));
    log.append(
        Append.of(EvidenceCodec.encode(id, finished))
            .with(
                new StoredAnswer(
                    id, answer, Digest.ofText(answer), clock.instant().plus(Duration.ofHours(24))))
            .indexedBy(Listing.ending(file(id), OperationState.SUCCEEDED)));
  }

  /** Ends it so, found by lists under this state. */
  void ended(OperationId id, Evidence end, OperationState state) {
    log.append(Append.of(EvidenceCodec.encode(id, end)).indexedBy(Listing.ending(file(id), state)));
  }

  void add(OperationId id, Evidence evidence) {
    log.append(Append.of(EvidenceCodec.encode(id, evidence)));
  }

  CaseFile file(OperationId id) {
    return CaseFile.replay(id, log.read(id));
  }

  /** The one thing that was recorded of a reading. */
  Evidence reading() {
    if (read.size() != 1) {
      throw new AssertionError(read.size() + " readings are recorded");
    }
    return read.getFirst();
  }

  /** Hands appends on, and keeps what audit wrote. */
  private record RecordingLog(InMemoryEvidenceLog log, List<Evidence> read) implements EvidenceLog {

    @Override
    public AppendOutcome append(Append append) {
      for (Entry entry : append.entries()) {
        if (entry.key().duty() != Duty.AUDIT) {
          throw new AssertionError("audit wrote " + entry.key());
        }
        read.add(EvidenceCodec.decode(entry));
      }
      return log.append(append);
    }

    @Override
    public List<Entry> read(OperationId operation) {
      return log.read(operation);
    }

    @Override
    public Optional<Entry> find(EntryKey key) {
      return log.find(key);
    }

    @Override
    public Optional<StoredAnswer> answer(OperationId operation) {
      return log.answer(operation);
    }

    @Override
    public List<Entry> read(OperationId operation, Duty duty) {
      return log.read(operation, duty);
    }

    @Override
    public List<Entry> find(SortedSet<EntryKey> keys) {
      return log.find(keys);
    }

    @Override
    public Optional<Delivery> delivery(OperationId operation) {
      return log.delivery(operation);
    }
  }
}
