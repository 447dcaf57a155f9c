package dev.countersign.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.classify.Effect;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What lists keep of an operation beside its entries, so that a filter need not open each one. It
 * is a copy for finding; the entries are the truth.
 *
 * @param id the operation
 * @param requestedAt when it was asked
 * @param requester the requester's account
 * @param name the requester's name
 * @param kind person or agent
 * @param connection the connection
 * @param session the session's label
 * @param effect what it would do
 * @param tables the relations that it touches; at most the first 40
 * @param moreTables whether it touches more than those
 */
public record ListedOperation(
    OperationId id,
    Instant requestedAt,
    Account requester,
    String name,
    PrincipalKind kind,
    ConnectionName connection,
    String session,
    Effect effect,
    SortedSet<String> tables,
    boolean moreTables) {

  private static final int MOST_TABLES = 40;

  public ListedOperation {
    tables = Collections.unmodifiableSortedSet(new TreeSet<>(tables));
  }

  /** What lists keep of this request. */
  public static ListedOperation of(Evidence.Requested requested) {
    Operation operation = requested.operation();
    SortedSet<String> all = new TreeSet<>();
    requested.classification().relations().forEach(use -> all.add(use.relation().toString()));
    SortedSet<String> first = new TreeSet<>(all.stream().limit(MOST_TABLES).toList());
    return new ListedOperation(
        operation.id(),
        operation.requestedAt(),
        operation.requester().account(),
        operation.requester().name(),
        operation.requester().kind(),
        operation.connection(),
        operation.session(),
        requested.classification().effect(),
        first,
        all.size() > first.size());
  }

  /**
   * Whether it touches the relation of this name, with or without its schema. Where not all of its
   * relations are kept it may, and only its entries can say.
   */
  public boolean touches(String table) {
    return moreTables
        || tables.stream().anyMatch(name -> name.equals(table) || name.endsWith("." + table));
  }

  /** Its place among all operations in time: texts in whose order the operations were asked. */
  public String position() {
    return Listing.position(requestedAt, id);
  }

  /** As the text that indexes keep. */
  String text() {
    try {
      return ValueJson.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a listed operation cannot be written", e);
    }
  }

  /**
   * The operation that an index keeps as this text.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static ListedOperation read(String text) {
    try {
      return ValueJson.MAPPER.readValue(text, ListedOperation.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the text of a listed operation", e);
    }
  }
}
