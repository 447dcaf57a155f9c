package dev.countersign.audit;

import dev.countersign.browser.Visible;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.record.Evidence;
import dev.countersign.record.ListedOperation;
import dev.countersign.record.ListingFilter;
import dev.countersign.record.OperationState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** The values of the list's page: its operations by their sessions, newest first. */
final class ListView {

  private static final int EXCERPT = 160;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private ListView() {}

  /** One principal on one connection with one label or day. */
  private record Session(String requester, String connection, String label) {
    static Session of(ListedOperation operation) {
      return new Session(
          operation.requester().toString(), operation.connection().text(), operation.session());
    }
  }

  static Map<String, Object> values(ListPage page, SortedSet<String> names) {
    Map<String, Object> values = new HashMap<>();
    putFilter(page.filter(), values);
    values.put("names", names);
    values.put("groups", groups(page));
    values.put("older", address(page));
    boolean full = page.rows().size() == Audit.PAGE;
    values.put("goOn", full ? "Older" : "Go on looking");
    values.put(
        "nothing",
        page.next().isPresent()
            ? "Nothing was found so far; there is more to look at."
            : "Nothing was found.");
    values.put(
        "summary",
        page.rows().size()
            + " shown, "
            + page.examined()
            + " looked at"
            + (page.next().isPresent() ? "" : "; the end of the list"));
    return values;
  }

  private static Object address(ListPage page) {
    return page.next().isPresent()
        ? FilterForm.address("/audit", page.filter(), page.next())
        : false;
  }

  private static void putFilter(ListingFilter filter, Map<String, Object> values) {
    values.put("who", filter.who().orElse(""));
    values.put("connection", filter.connection().map(ConnectionName::text).orElse(""));
    values.put("table", filter.table().orElse(""));
    values.put("from", day(filter.from()));
    values.put("to", day(filter.to().minusNanos(1)));
    values.put("session", filter.session().isPresent() ? filter.session().get() : false);
    values.put(
        "wholeAddress",
        FilterForm.address("/audit", withSession(filter, Optional.empty()), Optional.empty()));
    values.put(
        "outcomes",
        Arrays.stream(OperationState.values())
            .map(state ->
                Map.of(
                    "word",
                    state.word(),
                    "selected",
                    filter.outcome().filter(state::equals).isPresent()))
            .toList());
  }

  private static LocalDate day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static ListingFilter withSession(ListingFilter filter, Optional<String> session) {
    return new ListingFilter(
        filter.who(),
        filter.connection(),
        session,
        filter.outcome(),
        filter.table(),
        filter.from(),
        filter.to());
  }

  private static List<Map<String, Object>> groups(ListPage page) {
    Map<Session, List<ListPage.Row>> sessions = new LinkedHashMap<>();
    for (ListPage.Row row : page.rows()) {
      sessions.computeIfAbsent(Session.of(row.operation()), session -> new ArrayList<>()).add(row);
    }
    return sessions.values().stream().map(rows -> group(rows, page.filter())).toList();
  }

  private static Map<String, Object> group(List<ListPage.Row> rows, ListingFilter filter) {
    ListedOperation first = rows.getFirst().operation();
    Map<String, Object> group = new HashMap<>();
    group.put("name", Visible.text(first.name()));
    group.put("kind", Words.of(first.kind()));
    group.put("connection", first.connection().text());
    group.put("session", Visible.text(first.session()));
    group.put("address", FilterForm.address("/audit", session(first, filter), Optional.empty()));
    group.put("rows", rows.stream().map(ListView::row).toList());
    return group;
  }

  /** The whole session of this operation, within the time of the filter. */
  static ListingFilter session(ListedOperation operation, ListingFilter filter) {
    return new ListingFilter(
        Optional.of(operation.requester().toString()),
        Optional.of(operation.connection()),
        Optional.of(operation.session()),
        Optional.empty(),
        Optional.empty(),
        filter.from(),
        filter.to());
  }

  private static Map<String, Object> row(ListPage.Row row) {
    ListedOperation operation = row.operation();
    Map<String, Object> values = new HashMap<>();
    values.put("operation", operation.id().text());
    values.put("day", day(operation.requestedAt()));
    values.put("time", TIME.format(operation.requestedAt()));
    Optional<Operation> asked = row.requested().map(Evidence.Requested::operation);
    values.put("statement", asked.map(Operation::statement).map(ListView::excerpt).orElse("…"));
    values.put("purpose", asked.map(Operation::purpose).map(ListView::excerpt).orElse(""));
    values.put("state", Words.state(row.state()));
    values.put("stateClass", Words.colour(row.state()));
    values.put("effect", Words.of(operation.effect()));
    values.put(
        "tables",
        operation.tables().isEmpty()
            ? false
            : Words.list(operation.tables()) + (operation.moreTables() ? " and more" : ""));
    return values;
  }

  private static String excerpt(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    int end = line.offsetByCodePoints(0, Math.min(EXCERPT, line.codePointCount(0, line.length())));
    return Visible.text(line.substring(0, end)) + (end < line.length() ? " …" : "");
  }
}
