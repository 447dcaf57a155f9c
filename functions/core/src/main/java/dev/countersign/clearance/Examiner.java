package dev.countersign.clearance;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Connection;
import dev.countersign.bundle.Label;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Classifier;
import dev.countersign.classify.ColumnUse;
import dev.countersign.classify.Effect;
import dev.countersign.classify.RelationUse;
import dev.countersign.decide.Decision;
import dev.countersign.decide.DenyReason;
import dev.countersign.decide.Facts;
import dev.countersign.decide.Policy;
import dev.countersign.mask.LabelledColumn;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskRefusal;
import dev.countersign.mask.MaskVerdict;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.Operation;
import dev.countersign.record.EvidenceCodec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Classifies, decides and plans the mask, in that order, for both duties that must: intake before
 * anything is recorded, and execution again on what is recorded, so that a wrong intake cannot
 * clear anything.
 */
public final class Examiner {

  /** The label of a column that has none, on a connection where such columns are masked. */
  public static final String UNLABELLED = "unlabelled";

  private final Classifier classifier;
  private final MaskPlanner planner;

  /** An examiner that classifies and plans with these. */
  public Examiner(Classifier classifier, MaskPlanner planner) {
    this.classifier = classifier;
    this.planner = planner;
  }

  /** What the stages make of this operation on this connection. */
  public Examination examine(
      Operation operation,
      Connection connection,
      Bundle bundle,
      Policy policy,
      Catalogue catalogue) {
    Classification classified = classifier.classify(operation.statement(), catalogue);
    Classification classification = operation.asWrite() ? asWrite(classified) : classified;
    SortedSet<LabelledColumn> labels = labels(classification, connection, bundle, catalogue);
    SortedSet<LabelledColumn> touched = touched(labels, classification);
    Facts facts =
        new Facts(
            operation.requester(),
            operation.connection(),
            classification,
            words(touched),
            columnsOf(touched),
            new TreeSet<>(),
            !operation.purpose().isBlank(),
            operation.requestedAt());
    Digest digest = EvidenceCodec.digest(connection);
    Decision decision = policy.decide(facts);
    if (decision instanceof Decision.Deny deny) {
      return denied(classification, deny, digest);
    }
    SortedSet<ColumnName> masked = new TreeSet<>(columnsOf(labels));
    masked.removeAll(policy.visible(operation.requester(), operation.connection(), masked));
    Optional<String> text = text(operation, connection, bundle, policy, catalogue, classification);
    if (text.isEmpty()) {
      return denied(
          classification,
          unmaskable(
              "the catalogue is too large to be read so; read it at /v1/connections/"
                  + connection.name()
                  + "/catalogue"),
          digest);
    }
    MaskVerdict verdict =
        planner.plan(
            text.get(),
            operation.parameters().size(),
            classification.effect(),
            catalogue,
            labels,
            masked);
    return switch (verdict) {
      case MaskVerdict.Planned planned ->
          decided(
              classification,
              planned.plan(),
              // What a write exposes is known only now, and the policies decide about it too.
              planned.plan().exposures().isEmpty()
                  ? decision
                  : policy.decide(facts.exposing(planned.plan().exposures())),
              digest);
      case MaskVerdict.Refused refused ->
          new Examination(
              classification,
              Optional.empty(),
              unmaskable(refused.message()),
              digest,
              Optional.of(new Unmaskable(refused.cause(), masked)));
    };
  }

  private static Examination decided(
      Classification classification, MaskingPlan plan, Decision decision, Digest digest) {
    return switch (decision) {
      case Decision.Deny deny when deny.reason() == DenyReason.MASKING ->
          new Examination(
              classification,
              Optional.empty(),
              deny,
              digest,
              Optional.of(new Unmaskable(MaskRefusal.COLUMN_IN_WRITE, exposed(plan))));
      case Decision.Deny deny -> denied(classification, deny, digest);
      case Decision.Permit _, Decision.ApprovalNeeded _ ->
          new Examination(classification, Optional.of(plan), decision, digest, Optional.empty());
    };
  }

  private static Examination denied(
      Classification classification, Decision.Deny deny, Digest digest) {
    return new Examination(classification, Optional.empty(), deny, digest, Optional.empty());
  }

  private static Decision.Deny unmaskable(String message) {
    return new Decision.Deny(new TreeMap<>(), DenyReason.MASKING, message);
  }

  private static SortedSet<ColumnName> exposed(MaskingPlan plan) {
    SortedSet<ColumnName> columns = new TreeSet<>();
    plan.exposures().forEach(exposure -> columns.add(exposure.column()));
    return columns;
  }

  /** Those of the labelled columns that the operation may touch: what a policy decides by. */
  public static SortedSet<LabelledColumn> touched(
      SortedSet<LabelledColumn> labels, Classification classification) {
    SortedSet<ColumnName> columns = classification.touched(columnsOf(labels));
    SortedSet<LabelledColumn> touched = new TreeSet<>(labels);
    touched.removeIf(labelled -> !columns.contains(labelled.column()));
    return touched;
  }

  /** What is planned: the statement, with what it reads of the information schema in it. */
  private Optional<String> text(
      Operation operation,
      Connection connection,
      Bundle bundle,
      Policy policy,
      Catalogue catalogue,
      Classification classification) {
    if (classification.effect() != Effect.READ
        || !InformationSchema.isNamedBy(operation.statement(), classification)) {
      return Optional.of(operation.statement());
    }
    CallerCatalogue known =
        new CallerCatalogue(
            this,
            operation.requester(),
            connection,
            bundle,
            policy,
            catalogue,
            operation.requestedAt());
    if (known.names().size() > InformationSchema.MOST_RELATIONS) {
      return Optional.empty();
    }
    return new InformationSchema(
            connection.database(),
            known.names().stream().flatMap(name -> known.usable(name).stream()).toList())
        .answered(operation.statement());
  }

  /**
   * The same, of a write at least. Who asks for this can only make it worse: what was a read then
   * counts as writing every relation that it touches, since what it writes is not known.
   */
  private static Classification asWrite(Classification classified) {
    if (classified.effect() != Effect.READ) {
      return classified;
    }
    SortedSet<RelationUse> relations = new TreeSet<>(classified.relations());
    for (RelationUse use : classified.relations()) {
      relations.add(new RelationUse(use.relation(), RelationUse.Access.WRITE));
    }
    SortedSet<ColumnUse> columns = new TreeSet<>(classified.columns());
    for (ColumnUse use : classified.columns()) {
      columns.add(new ColumnUse(use.column(), RelationUse.Access.WRITE));
    }
    return new Classification(
        Effect.WRITE,
        relations,
        columns,
        classified.functions(),
        classified.signals(),
        "it looks like a read; the requester asks that it be taken for a write");
  }

  /** The labelled columns of every relation that is touched, also through views and parents. */
  private static SortedSet<LabelledColumn> labels(
      Classification classification, Connection connection, Bundle bundle, Catalogue catalogue) {
    SortedSet<LabelledColumn> labels = new TreeSet<>();
    for (RelationName name : reached(classification, catalogue)) {
      catalogue.find(name).ifPresent(relation -> addLabels(relation, connection, bundle, labels));
    }
    return labels;
  }

  private static void addLabels(
      Relation relation, Connection connection, Bundle bundle, SortedSet<LabelledColumn> labels) {
    for (Column column : relation.columns()) {
      ColumnName name = new ColumnName(relation.name(), column.name());
      Optional<Label> label = bundle.labelsOf(connection.name()).of(name);
      switch (connection.unlabelled()) {
        case MASKED ->
            labels.add(LabelledColumn.of(name, label.orElseGet(() -> Label.of(UNLABELLED))));
        case CLEAR -> label.ifPresent(stated -> labels.add(LabelledColumn.of(name, stated)));
      }
    }
  }

  private static SortedSet<RelationName> reached(
      Classification classification, Catalogue catalogue) {
    Deque<RelationName> open = new ArrayDeque<>();
    classification.relations().stream().map(RelationUse::relation).forEach(open::add);
    SortedSet<RelationName> reached = new TreeSet<>();
    while (!open.isEmpty()) {
      RelationName name = open.remove();
      if (reached.add(name)) {
        catalogue.find(name).ifPresent(relation -> open.addAll(relation.dependsOn()));
      }
    }
    return reached;
  }

  private static SortedSet<ColumnName> columnsOf(SortedSet<LabelledColumn> labels) {
    SortedSet<ColumnName> columns = new TreeSet<>();
    labels.forEach(labelled -> columns.add(labelled.column()));
    return columns;
  }

  private static SortedSet<String> words(SortedSet<LabelledColumn> labels) {
    SortedSet<String> words = new TreeSet<>();
    labels.forEach(labelled -> words.add(labelled.label()));
    return words;
  }
}
