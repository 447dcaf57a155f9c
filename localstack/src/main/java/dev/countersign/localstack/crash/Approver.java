package dev.countersign.localstack.crash;

import dev.countersign.localstack.plane.LocalPlane;
import dev.countersign.localstack.plane.PersonBrowser;
import dev.countersign.operation.OperationId;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/** A person who opens the page in a browser and votes. Votes that the plane counted are kept. */
final class Approver {

  private final LocalPlane plane;
  private final Ledger ledger;
  private final String person;

  Approver(LocalPlane plane, Ledger ledger, String person) {
    this.plane = plane;
    this.ledger = ledger;
    this.person = person;
  }

  /** A browser in which the person is signed in; empty if something of that is away just now. */
  Optional<PersonBrowser> signIn(OperationId operation) {
    PersonBrowser browser = new PersonBrowser();
    try {
      browser.signIn(plane.cast().subjectOf(person), link(operation));
      return Optional.of(browser);
    } catch (UncheckedIOException | IllegalStateException e) {
      // A page did not come: a person would try again later.
      return Optional.empty();
    }
  }

  /** Votes, and says whether the plane counted it. */
  boolean vote(PersonBrowser browser, OperationId operation, String verdict) {
    try {
      boolean counted = browser.vote(link(operation), verdict, "seen");
      if (counted) {
        ledger.add(new Vouched(operation, person));
      }
      return counted;
    } catch (UncheckedIOException e) {
      // Whether the vote was counted, the store says.
      return false;
    }
  }

  /** Signs in and votes. */
  boolean vote(OperationId operation, String verdict) {
    return signIn(operation).filter(browser -> vote(browser, operation, verdict)).isPresent();
  }

  private URI link(OperationId operation) {
    return plane.api().resolve("/approvals/" + operation);
  }
}
