package dev.countersign.audit;

import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import dev.countersign.record.KeptCase;
import dev.countersign.record.ListedOperation;
import dev.countersign.record.ListingFilter;
import dev.countersign.record.OperationIndex;
import dev.countersign.record.OperationIndex.Order;
import dev.countersign.record.OperationIndex.Stretch;
import dev.countersign.record.OperationIndex.Walk;
import dev.countersign.record.OperationState;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the operations of a filter. What one page costs is bounded whatever is recorded: it looks
 * at about a thousand operations at the most, and says where to go on.
 */
final class Search {

  /** How many operations a page looks at before it offers to go on. */
  static final int EXAMINED = 1_000;

  /** How many operations a page opens, where only their entries say whether they fit. */
  private static final int OPENED = 200;

  private final OperationIndex index;

  Search(OperationIndex index) {
    this.index = index;
  }

  /** A page of at most so many operations, behind this place. */
  ListPage page(
      ListingFilter filter, Roster roster, Order order, Optional<String> after, int most) {
    SortedSet<Account> requesters = accounts(filter, roster);
    if (filter.who().isPresent() && requesters.isEmpty()) {
      return new ListPage(filter, List.of(), 0, Optional.empty());
    }
    List<ListPage.Row> rows = new ArrayList<>();
    int examined = 0;
    int opened = 0;
    Optional<String> place = after;
    do {
      Stretch stretch =
          index.walk(
              new Walk(
                  requesters,
                  indexed(filter),
                  filter.from(),
                  filter.to(),
                  order,
                  place,
                  most - rows.size(),
                  EXAMINED - examined),
              operation -> isWanted(operation, filter, requesters));
      rows.addAll(opened(stretch.rows(), filter));
      examined += stretch.examined();
      opened += stretch.rows().size();
      place = stretch.next();
      // An outcome that no index keeps is seen only in the entries, so the next stretch may do.
    } while (place.isPresent()
        && !place.equals(after)
        && rows.size() < most
        && examined < EXAMINED
        && opened < OPENED
        && isJudgedByEntries(filter));
    return new ListPage(filter, rows, examined, place);
  }

  /** What has ended is found by its end; what goes on is not, and has few. */
  private static Optional<OperationState> indexed(ListingFilter filter) {
    return filter.outcome().filter(OperationState::closed);
  }

  private static boolean isJudgedByEntries(ListingFilter filter) {
    return filter.outcome().isPresent() || filter.table().isPresent();
  }

  private static boolean isWanted(
      ListedOperation operation, ListingFilter filter, SortedSet<Account> requesters) {
    return filter.matches(operation)
        && (requesters.isEmpty() || requesters.contains(operation.requester()));
  }

  /**
   * The entries are the truth: what an index says too early, too late or in part is left out. What
   * cannot be read may be what is looked for, so it is not.
   */
  private List<ListPage.Row> opened(List<ListedOperation> operations, ListingFilter filter) {
    List<OperationId> ids = operations.stream().map(ListedOperation::id).toList();
    SortedMap<OperationId, KeptCase> outlines = index.outlines(ids);
    List<ListPage.Row> rows = new ArrayList<>();
    for (ListedOperation operation : operations) {
      KeptCase outline =
          outlines.getOrDefault(
              operation.id(), new KeptCase(operation.id(), List.of(), Optional.empty()));
      ListPage.Row row = ListPage.Row.of(operation, outline);
      if (fits(row, filter)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static boolean fits(ListPage.Row row, ListingFilter filter) {
    return (filter.outcome().isEmpty()
            || row.state().isEmpty()
            || filter.outcome().equals(row.state()))
        && filter.table().map(table -> touches(row, table)).orElse(true);
  }

  private static boolean touches(ListPage.Row row, String table) {
    return row.requested().isEmpty()
        || row.requested().get().classification().relations().stream()
            .map(use -> use.relation())
            .anyMatch(
                relation -> relation.toString().equals(table) || relation.name().equals(table));
  }

  /** The accounts of whoever has this name, or this account as text. */
  private static NavigableSet<Account> accounts(ListingFilter filter, Roster roster) {
    NavigableSet<Account> accounts = new TreeSet<>();
    String who = filter.who().orElse("");
    Person person = roster.persons().get(who);
    if (person != null) {
      accounts.addAll(person.accounts());
    }
    Agent agent = roster.agents().get(who);
    if (agent != null) {
      accounts.add(agent.account());
    }
    int hash = who.lastIndexOf('#');
    if (hash > 0) {
      accounts.add(new Account(who.substring(0, hash), who.substring(hash + 1)));
    }
    return accounts;
  }
}
