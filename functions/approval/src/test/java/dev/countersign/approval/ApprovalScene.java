package dev.countersign.approval;

import dev.countersign.approve.Notices;
import dev.countersign.approve.SessionStore;
import dev.countersign.approve.TaskToken;
import dev.countersign.approve.TaskTokens;
import dev.countersign.authenticate.KeyAnswer;
import dev.countersign.authenticate.SignIn;
import dev.countersign.browser.Browser;
import dev.countersign.browser.OwnForms;
import dev.countersign.browser.SignedIn;
import dev.countersign.bundle.Bundle;
import dev.countersign.canonical.Digest;
import dev.countersign.oidc.AuthorizationCodeFlow;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.record.Append;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Duty;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.EvidenceUnavailable;
import dev.countersign.record.InMemoryEvidenceLog;
import dev.countersign.record.SampleEvidence;
import dev.countersign.record.SettableClock;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The approval function as it is wired, but for its stores, which are in memory, and its issuer,
 * which nobody reaches: what SampleEvidence asks for waits for DBAs.
 */
@Factory
@Replaces(factory = ApprovalWiring.class)
final class ApprovalScene {

  static final OperationId ID = new OperationId("op-0123456789abcdef0123456789abcdef");
  static final String PLANE = "https://plane.example.com";
  static final Digest SHOWN = Digest.ofText("what was shown");

  private static final String SIGN_IN =
      """
      {"issuer": "https://id.example.com/", "keys": "https://id.example.com/keys",
       "clientId": "countersign", "authorize": "https://id.example.com/authorize",
       "token": "https://id.example.com/token",
       "redirect": "https://plane.example.com/sign-in/callback", "algorithms": ["ES256"]}
      """;

  final SettableClock clock = new SettableClock(SampleEvidence.ASKED.plusSeconds(60));
  final InMemoryEvidenceLog log = new InMemoryEvidenceLog(clock);
  boolean storeIsDown;
  private final Browser browser = new Browser(new SessionsInMemory(), Duty.APPROVAL, clock);

  ApprovalScene() {
    List<Entry> entries = new ArrayList<>();
    entries.add(EvidenceCodec.encode(ID, SampleEvidence.needsApproval(ID)));
    for (String person : List.of("alice", "bob")) {
      entries.add(
          EvidenceCodec.encode(
              ID, new Evidence.RequesterController(person, clock.instant()), person));
    }
    log.append(Append.of(entries.toArray(Entry[]::new)));
  }

  @Singleton
  Approval approval() {
    return new Approval(
        this::bundle,
        log,
        new TaskTokens() {
          @Override
          public void keep(OperationId operation, TaskToken token) {}

          @Override
          public Optional<TaskToken> latest(OperationId operation) {
            return Optional.empty();
          }
        },
        (token, verdict) -> {},
        (Notices.Notice notice) -> {},
        new NoticeText(PLANE),
        clock);
  }

  @Singleton
  ApprovalTask task(Approval approval) {
    return new ApprovalTask(approval);
  }

  @Singleton
  Browser browser() {
    return browser;
  }

  @Singleton
  AuthorizationCodeFlow flow() {
    return new AuthorizationCodeFlow(
        SignIn.deployed(SIGN_IN),
        Optional.empty(),
        (location, keyId) -> new KeyAnswer.Unavailable(),
        clock);
  }

  @Singleton
  Pages pages() {
    return new Pages();
  }

  @Singleton
  OwnForms forms() {
    return new OwnForms(PLANE);
  }

  private Bundle bundle() {
    if (storeIsDown) {
      throw new EvidenceUnavailable("read", new IllegalStateException("table evidence, eu-west-1"));
    }
    SortedMap<String, Person> persons = new TreeMap<>();
    for (String name : List.of("alice", "bob", "carol", "dave")) {
      persons.put(
          name,
          new Person(
              name,
              name,
              name + "@example.com",
              new TreeSet<>(Set.of(account(name))),
              new TreeSet<>(Set.of("dba"))));
    }
    Agent agent =
        new Agent(
            "refund-agent",
            new Account("https://id.example.com/agents", "agt-7Q2"),
            new TreeSet<>(Set.of("alice")),
            new TreeSet<>(Set.of("bob")),
            new TreeSet<>(Set.of("agents")));
    return new Bundle(
        Digest.ofText("bundle"),
        new TreeMap<>(),
        new TreeMap<>(),
        new Roster(persons, new TreeMap<>(Map.of("refund-agent", agent))),
        new TreeMap<>());
  }

  /** The cookie of a person who has signed in just now. */
  String signIn(String person) {
    return browser.open(new SignedIn(account(person), clock.instant()));
  }

  /** What every form of this session carries. */
  String formToken(String session) {
    return browser.session(session).orElseThrow().formToken();
  }

  private static Account account(String person) {
    return new Account("https://id.example.com/", person + "-01");
  }

  CaseFile file() {
    return CaseFile.replay(ID, log.read(ID));
  }

  /** Sessions in memory. */
  private final class SessionsInMemory implements SessionStore {

    private record Kept(String document, Instant expiresAt) {}

    private final Map<String, Kept> documents = new HashMap<>();

    @Override
    public void keep(String key, String document, Instant expiresAt) {
      documents.put(key, new Kept(document, expiresAt));
    }

    @Override
    public Optional<String> find(String key) {
      return Optional.ofNullable(documents.get(key))
          .filter(kept -> clock.instant().isBefore(kept.expiresAt()))
          .map(Kept::document);
    }

    @Override
    public Optional<String> take(String key) {
      Optional<String> found = find(key);
      documents.remove(key);
      return found;
    }
  }
}
