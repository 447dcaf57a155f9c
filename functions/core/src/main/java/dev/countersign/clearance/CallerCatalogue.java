package dev.countersign.clearance;

import dev.countersign.authenticate.Principal;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.KeyConstraint;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.clearance.UsableRelation.Leave;
import dev.countersign.clearance.UsableRelation.Use;
import dev.countersign.decide.Decision;
import dev.countersign.decide.DenyReason;
import dev.countersign.decide.Policy;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The catalogue of a connection as one caller may know it. What the caller may do with a relation
 * is not worked out by rules of its own: a plain read and a plain write of it are examined as any
 * request would be, so what is told here is what a request would meet. A relation that the caller
 * may use for nothing is not there, and neither is a foreign key that points at it.
 *
 * <p>For one request and one thread: what a relation comes to is worked out once.
 */
public final class CallerCatalogue {

  private final Examiner examiner;
  private final Principal caller;
  private final Connection connection;
  private final Bundle bundle;
  private final Policy policy;
  private final Catalogue catalogue;
  private final Instant now;
  private final Map<RelationName, Optional<Known>> known = new HashMap<>();

  /** What a relation comes to, apart from other relations. */
  private record Known(Relation relation, SortedMap<Use, Leave> uses, SortedSet<String> masked) {}

  /** What this caller may know of this catalogue at this time. */
  public CallerCatalogue(
      Examiner examiner,
      Principal caller,
      Connection connection,
      Bundle bundle,
      Policy policy,
      Catalogue catalogue,
      Instant now) {
    this.examiner = examiner;
    this.caller = caller;
    this.connection = connection;
    this.bundle = bundle;
    this.policy = policy;
    this.catalogue = catalogue;
    this.now = now;
  }

  /** The names of every relation of the target that holds rows, in order, whoever may use it. */
  public SortedSet<RelationName> names() {
    SortedSet<RelationName> names = new TreeSet<>();
    catalogue.relations().values().stream()
        .filter(relation -> relation.kind() != RelationKind.SEQUENCE)
        .forEach(relation -> names.add(relation.name()));
    return names;
  }

  /** The relation of this name, if the caller may use it for anything. */
  public Optional<UsableRelation> usable(RelationName name) {
    return known(name)
        .map(found ->
            new UsableRelation(
                found.relation(), found.uses(), found.masked(), keys(found.relation())));
  }

  private List<KeyConstraint> keys(Relation relation) {
    return relation.keys().stream()
        .filter(
            key -> key.reference().map(other -> known(other.relation()).isPresent()).orElse(true))
        .toList();
  }

  private Optional<Known> known(RelationName name) {
    Optional<Known> before = known.get(name);
    if (before != null) {
      return before;
    }
    Optional<Known> found = catalogue.find(name).flatMap(this::known);
    known.put(name, found);
    return found;
  }

  private Optional<Known> known(Relation relation) {
    Examination read = examine("select * from " + written(relation.name()));
    Examination write = examine("insert into " + written(relation.name()) + " default values");
    SortedMap<Use, Leave> uses = new TreeMap<>();
    leave(read).ifPresent(leave -> uses.put(Use.READ, leave));
    leave(write).ifPresent(leave -> uses.put(Use.WRITE, leave));
    return uses.isEmpty()
        ? Optional.empty()
        : Optional.of(new Known(relation, uses, masked(relation, read, write)));
  }

  private Examination examine(String statement) {
    Operation operation =
        new Operation(
            OperationId.derived(caller.account(), statement),
            connection.name(),
            statement,
            List.of(),
            false,
            "to know what may be used",
            "",
            caller,
            now);
    return examiner.examine(operation, connection, bundle, policy, catalogue);
  }

  private static Optional<Leave> leave(Examination examination) {
    return switch (examination.decision()) {
      case Decision.Permit _ -> Optional.of(Leave.PERMITTED);
      case Decision.ApprovalNeeded _ -> Optional.of(Leave.NEEDS_APPROVAL);
      case Decision.Deny deny when deny.reason() == DenyReason.MASKING ->
          Optional.of(Leave.CANNOT_BE_MASKED);
      case Decision.Deny _ -> Optional.empty();
    };
  }

  /** The columns that come masked; where no plan of any use says it, all. */
  private static SortedSet<String> masked(Relation relation, Examination read, Examination write) {
    SortedSet<String> masked = new TreeSet<>();
    for (int position = 0; position < relation.columns().size(); position++) {
      Column column = relation.columns().get(position);
      int place = position;
      boolean hidden =
          read.plan()
              .map(plan -> plan.outputs().covers(place))
              .or(() -> write.plan().map(plan -> isMasked(plan, relation, column)))
              .orElse(true);
      if (hidden) {
        masked.add(column.name());
      }
    }
    return masked;
  }

  private static boolean isMasked(MaskingPlan plan, Relation relation, Column column) {
    return plan.masked().contains(new ColumnName(relation.name(), column.name()))
        || (column.generated()
            && plan.masked().stream().anyMatch(other -> other.relation().equals(relation.name())));
  }

  private static String written(RelationName name) {
    return quoted(name.schema()) + "." + quoted(name.name());
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
