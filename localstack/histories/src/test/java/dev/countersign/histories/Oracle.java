package dev.countersign.histories;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges a history by the rules as the documents state them, from what an observer saw and from the
 * truth about people at each time. It uses nothing of the code under test.
 *
 * <p>Where people or rules changed while a call was under way, the call may go by any of the times
 * that it lived in.
 */
final class Oracle {

  /** One call as the observer saw it. */
  private record Seen(Deed deed, Instant begunAt, Set<Era> eras) {}

  private final Map<Integer, Seen> calls = new HashMap<>();
  private final Set<Integer> live = new TreeSet<>();
  private final Map<String, Docket> dockets = new LinkedHashMap<>();
  private final Set<String> promisedNotToRun = new TreeSet<>();
  private final List<String> violations = new ArrayList<>();
  private Era era = Era.BASE;

  private Oracle() {}

  /** Everything in it that breaks a rule, each starting with the name of the rule. */
  static List<String> violations(List<Event> history) {
    Oracle oracle = new Oracle();
    history.forEach(oracle::see);
    return oracle.violations;
  }

  private void see(Event event) {
    switch (event) {
      case Event.Begun begun -> {
        calls.put(begun.call(), new Seen(begun.deed(), begun.at(), EnumSet.of(era)));
        live.add(begun.call());
      }
      case Event.Changed changed -> {
        era = changed.era();
        live.forEach(call -> seen(call).eras().add(era));
      }
      case Event.Wrote wrote -> {
        Docket docket = docket(wrote.operation());
        boolean wasClosed = docket.isClosed();
        if (docket.take(wrote)) {
          written(docket, wrote, wasClosed);
        } else if (docket.wrote(wrote.kind()).call() != wrote.call()) {
          // The same call may write the same again: a transaction that DynamoDB knows by its token.
          broken("an entry is written once", wrote.operation() + " " + wrote.kind());
        }
      }
      case Event.Ran ran -> ran(docket(ran.operation()), ran);
      case Event.Ended ended -> {
        told(ended);
        live.remove(ended.call());
      }
      case Event.Swept swept -> dockets.forEach(this::counted);
      case Event.Settled settled -> dockets.forEach(this::closed);
      case Event.Jumped jumped -> {}
      case Event.Faulted faulted -> {}
    }
  }

  private Seen seen(int call) {
    return Optional.ofNullable(calls.get(call)).orElseThrow();
  }

  private Docket docket(String operation) {
    return dockets.computeIfAbsent(operation, id -> new Docket());
  }

  private void broken(String rule, String detail) {
    violations.add(rule + ": " + detail);
  }

  private Deed.Submit asked(Docket docket) {
    return (Deed.Submit) request(docket).deed();
  }

  private Seen request(Docket docket) {
    return seen(docket.wrote("intake/requested").call());
  }

  private void written(Docket docket, Event.Wrote wrote, boolean wasClosed) {
    String operation = wrote.operation();
    if (wrote.kind().equals("execution/started") && wasClosed) {
      broken("nothing starts after its end", operation);
    }
    if (Docket.closes(wrote.kind()) && wasClosed) {
      broken("closed stays closed", operation + " got " + wrote.kind());
    }
    if (wrote.kind().startsWith("approval/voted#")) {
      voted(docket, wrote, wasClosed);
    }
    if (wrote.kind().equals("approval/approved") && !wasQuorum(docket)) {
      broken("only a quorum of independent people approves", operation);
    }
  }

  private void voted(Docket docket, Event.Wrote wrote, boolean wasClosed) {
    Seen call = seen(wrote.call());
    Deed.CastVote vote = (Deed.CastVote) call.deed();
    Deed.Submit asked = asked(docket);
    String what = wrote.operation() + " " + vote.account();
    if (wasClosed || docket.has("approval/approved")) {
      broken("no vote counts after the end of the vote", what);
    }
    if (!call.begunAt().isBefore(docket.expiresAt(asked.kind()))) {
      broken("no vote counts after the expiry", what);
    }
    if (!vote.sawIt()) {
      broken("no vote counts on what was not seen", what);
    }
    if (conflicts(vote.person(), asked.asker(), request(docket).eras())
        || conflicts(vote.person(), asked.asker(), call.eras())) {
      broken("no vote by a conflicting person counts", what);
    }
    if (call.eras().stream().noneMatch(then -> then.dbas().contains(vote.person()))) {
      broken("only who is asked may vote", what);
    }
  }

  private static boolean conflicts(String person, Asker asker, Set<Era> eras) {
    return eras.stream().allMatch(then -> asker.behind(then).contains(person));
  }

  /**
   * Whether the votes were enough for what the request needed, each judged by its own time. Who
   * became a controller since is seen when it would run, which has to be by the rules of then.
   */
  private boolean wasQuorum(Docket docket) {
    Deed.Submit asked = asked(docket);
    Set<Era> eras = request(docket).eras();
    Set<String> persons = new TreeSet<>();
    for (Event.Wrote wrote : docket.votes()) {
      Seen call = seen(wrote.call());
      Deed.CastVote vote = (Deed.CastVote) call.deed();
      boolean mayVote =
          call.eras().stream()
              .anyMatch(then ->
                  then.dbas().contains(vote.person())
                      && !asked.asker().behind(then).contains(vote.person()));
      if (vote.approves() && mayVote && !conflicts(vote.person(), asked.asker(), eras)) {
        persons.add(vote.person());
      }
    }
    return eras.stream()
        .map(then -> then.approvals(asked.kind()))
        .anyMatch(needed -> needed != Era.DENIED && persons.size() >= needed);
  }

  /** Whether the votes are enough under one of these eras, and people were independent in it. */
  private boolean isApproved(Docket docket, Set<Era> eras) {
    Deed.Submit asked = asked(docket);
    return eras.stream()
        .anyMatch(then -> {
          int needed = asked.kind().equals(Kind.READ) ? 0 : then.approvals(asked.kind());
          return needed != Era.DENIED && independent(docket, asked, then).size() >= needed;
        });
  }

  private Set<String> independent(Docket docket, Deed.Submit asked, Era then) {
    Set<String> persons = new TreeSet<>();
    for (Event.Wrote wrote : docket.votes()) {
      Deed.CastVote vote = (Deed.CastVote) seen(wrote.call()).deed();
      if (vote.approves()
          && then.dbas().contains(vote.person())
          && !asked.asker().behind(then).contains(vote.person())
          && !conflicts(vote.person(), asked.asker(), request(docket).eras())) {
        persons.add(vote.person());
      }
    }
    return persons;
  }

  private void ran(Docket docket, Event.Ran ran) {
    docket.run(ran);
    if (docket.runs().size() > 1) {
      broken("nothing runs twice", ran.operation());
    }
    if (promisedNotToRun.contains(ran.operation())) {
      broken("what was answered holds", ran.operation() + " runs after all");
    }
    if (!docket.has("intake/requested") || !docket.has("execution/started")) {
      broken("evidence before effect", ran.operation());
      return;
    }
    Deed.Submit asked = asked(docket);
    Seen call = seen(ran.call());
    if (docket.wrote("execution/started").call() != ran.call()) {
      broken("who runs has started", ran.operation());
    }
    if (!isApproved(docket, call.eras())) {
      broken("nothing runs without a valid clearance", ran.operation() + " lacks votes");
    }
    boolean needsApproval = call.eras().stream().allMatch(then -> then.approvals(asked.kind()) > 0);
    if (needsApproval && !call.begunAt().isBefore(docket.expiresAt(asked.kind()))) {
      broken("nothing runs without a valid clearance", ran.operation() + " has expired");
    }
    boolean sameDoor =
        asked.kind().connection.equals("scratch")
            || request(docket).eras().stream().anyMatch(then -> then.host().equals(ran.host()));
    boolean sameText = asked.kind() == Kind.READ || asked.kind().statement.equals(ran.text());
    if (!sameDoor
        || !sameText
        || !ran.parameters().equals(List.of(Integer.toString(asked.number())))) {
      broken("what was asked is what runs", ran.operation());
    }
  }

  private void told(Event.Ended ended) {
    switch (ended.told()) {
      case Told.Answered answered -> recorded(answered.operation(), "execution/finished");
      case Told.Accepted accepted -> recorded(accepted.operation(), "intake/requested");
      case Told.Counted counted -> counted(ended.call(), docket(counted.operation()));
      case Told.NothingRan nothing -> {
        promisedNotToRun.add(nothing.operation());
        if (!docket(nothing.operation()).runs().isEmpty()) {
          broken("what was answered holds", nothing.operation() + " has run");
        }
      }
      case Told.Ended end -> {
        Docket docket = docket(end.operation());
        boolean denied = end.state().equals("denied") && isDenied(docket);
        if (!docket.isClosed() && !denied) {
          broken("what was answered is recorded", end.operation() + " " + end.state());
        }
      }
      case Told.Unforeseen unforeseen -> broken("no fault is unforeseen", unforeseen.how());
      case Told.Nothing nothing -> {}
      case Told.Failed failed -> {}
    }
  }

  private void recorded(String operation, String kind) {
    if (!docket(operation).has(kind)) {
      broken("what was answered is recorded", operation + " has no " + kind);
    }
  }

  /** A vote that is said to count is recorded, as this person gave it. */
  private void counted(int call, Docket docket) {
    Deed.CastVote vote = (Deed.CastVote) seen(call).deed();
    String kind = "approval/voted#" + vote.person();
    if (!docket.has(kind) || !seen(docket.wrote(kind).call()).deed().equals(vote)) {
      broken("what was answered is recorded", "the vote of " + vote.account());
    }
  }

  /** Votes that were enough under whichever rules are not left lying. */
  private void counted(String operation, Docket docket) {
    if (docket.votes().isEmpty() || docket.isClosed() || docket.has("approval/approved")) {
      return;
    }
    Deed.Submit asked = asked(docket);
    List<Deed.CastVote> votes =
        docket.votes().stream().map(wrote -> (Deed.CastVote) seen(wrote.call()).deed()).toList();
    boolean enough =
        request(docket).eras().stream()
            .allMatch(then -> votes.size() >= then.approvals(asked.kind()));
    if (enough || votes.stream().anyMatch(vote -> !vote.approves())) {
      broken("votes that suffice end the waiting", operation);
    }
  }

  private void closed(String operation, Docket docket) {
    if (docket.has("intake/requested") && !docket.isClosed() && !isDenied(docket)) {
      broken("everything comes to an end", operation);
    }
  }

  private boolean isDenied(Docket docket) {
    Deed.Submit asked = asked(docket);
    return request(docket).eras().stream()
        .anyMatch(then -> then.approvals(asked.kind()) == Era.DENIED);
  }
}
