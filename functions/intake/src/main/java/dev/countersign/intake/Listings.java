package dev.countersign.intake;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Bundles;
import dev.countersign.bundle.Connection;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Catalogues;
import dev.countersign.catalogue.RelationName;
import dev.countersign.clearance.CallerCatalogue;
import dev.countersign.clearance.Examiner;
import dev.countersign.clearance.UsableRelation;
import dev.countersign.decide.Policies;
import dev.countersign.decide.Policy;
import dev.countersign.operation.ConnectionName;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a caller may know before it asks: the connections, and the relations behind each, that it
 * may use. Everything else is as if it were not there. It reads the bundle and the surveyed
 * catalogue and no target, and writes nothing.
 */
public final class Listings {

  private final Callers callers;
  private final Policies policies;
  private final Catalogues catalogues;
  private final Examiner examiner;
  private final InstantSource clock;

  /** Listings with these powers and no others. */
  public Listings(
      TokenVerifier tokens,
      Bundles bundles,
      Policies policies,
      Catalogues catalogues,
      Examiner examiner,
      InstantSource clock) {
    this.callers = new Callers(tokens, bundles);
    this.policies = policies;
    this.catalogues = catalogues;
    this.examiner = examiner;
    this.clock = clock;
  }

  /**
   * A part of a listing as it is asked for.
   *
   * @param limit how many items at the most
   * @param next the token that the page before gave
   */
  public record Asked(int limit, Optional<String> next) {}

  /** What a listing comes to. */
  public sealed interface Answer {

    /**
     * A page.
     *
     * @param document the page as JSON
     */
    record Listed(String document) implements Answer {}

    /**
     * There is no such page.
     *
     * @param problem why
     */
    record Refused(Problem problem) implements Answer {}
  }

  /** The connections that the caller may use, by name. */
  public Answer connections(List<String> authorization, Asked asked) {
    return switch (callers.caller(authorization)) {
      case Callers.Caller.Unknown unknown -> new Answer.Refused(unknown.problem());
      case Callers.Caller.Known(Principal principal, Bundle bundle) -> {
        Page.Listing listing = new Page.Listing(principal.account(), "connections");
        yield page(listing, asked, 1)
            .map(page -> connections(principal, bundle, listing, page))
            .orElseGet(Listings::invalidPage);
      }
    };
  }

  private Answer connections(Principal principal, Bundle bundle, Page.Listing listing, Page page) {
    Policy policy = policies.of(bundle);
    ConnectionsDocument document = new ConnectionsDocument(listing, page);
    SortedSet<ConnectionName> names = new TreeSet<>(bundle.connections().keySet());
    page.after()
        .map(List::getFirst)
        .ifPresent(last -> names.removeIf(name -> name.text().compareTo(last) <= 0));
    Iterator<ConnectionName> rest = names.iterator();
    while (rest.hasNext() && !document.isFull()) {
      ConnectionName name = rest.next();
      if (policy.mayConnect(principal, name)) {
        document.add(name);
      }
    }
    return new Answer.Listed(document.text());
  }

  /** The relations behind a connection that the caller may use, by schema and name. */
  public Answer catalogue(List<String> authorization, String connection, Asked asked) {
    return switch (callers.caller(authorization)) {
      case Callers.Caller.Unknown unknown -> new Answer.Refused(unknown.problem());
      case Callers.Caller.Known(Principal principal, Bundle bundle) ->
          usable(principal, bundle, connection)
              .map(door -> catalogue(principal, bundle, door, asked))
              .orElseGet(() -> new Answer.Refused(Denials.unknownConnection()));
    };
  }

  private Optional<Connection> usable(Principal principal, Bundle bundle, String connection) {
    return Optional.of(connection)
        .filter(ConnectionName::isName)
        .map(ConnectionName::new)
        .flatMap(bundle::connection)
        .filter(door -> policies.of(bundle).mayConnect(principal, door.name()));
  }

  private Answer catalogue(Principal principal, Bundle bundle, Connection connection, Asked asked) {
    Page.Listing listing =
        new Page.Listing(principal.account(), "connections/" + connection.name() + "/catalogue");
    return page(listing, asked, 2)
        .map(page -> catalogue(principal, bundle, connection, listing, page))
        .orElseGet(Listings::invalidPage);
  }

  private Answer catalogue(
      Principal principal, Bundle bundle, Connection connection, Page.Listing listing, Page page) {
    Catalogue catalogue = catalogues.of(connection.name());
    CallerCatalogue known =
        new CallerCatalogue(
            examiner,
            principal,
            connection,
            bundle,
            policies.of(bundle),
            catalogue,
            clock.instant());
    CatalogueListing document =
        new CatalogueListing(connection.name(), !catalogue.isNone(), listing, page);
    SortedSet<RelationName> names = known.names();
    page.after()
        .map(last -> new RelationName(last.getFirst(), last.getLast()))
        .ifPresent(last -> names.removeIf(name -> name.compareTo(last) <= 0));
    Iterator<RelationName> rest = names.iterator();
    // Looks on until one more is found than fits, so that a next page is never an empty one: that
    // would tell that something is there which the caller may not use.
    while (rest.hasNext() && !document.isFull()) {
      Optional<UsableRelation> found = known.usable(rest.next());
      found.ifPresent(document::add);
    }
    return new Answer.Listed(document.text());
  }

  private static Optional<Page> page(Page.Listing listing, Asked asked, int parts) {
    if (asked.next().isEmpty()) {
      return Optional.of(new Page(asked.limit(), Optional.empty()));
    }
    return listing
        .after(asked.next().get(), parts)
        .map(after -> new Page(asked.limit(), Optional.of(after)));
  }

  private static Answer invalidPage() {
    return new Answer.Refused(
        Problem.of(
            ProblemType.PAGE_INVALID,
            "`next` is none that this listing has given you; begin again without it"));
  }
}
