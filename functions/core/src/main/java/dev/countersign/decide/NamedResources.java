package dev.countersign.decide;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.decide.Lineage.Step;
import dev.countersign.operation.ConnectionName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The relations and columns that the policies of a bundle name. Policies have no other way to tell
 * one from another: they can compare an entity with one that they name, ask what it is in, and read
 * its attributes; of its id they see nothing. So two questions that differ only in the names of
 * relations and columns that no policy names have the same answer.
 *
 * <p>Of the columns touched a policy can know which of those that it names are there, and whether
 * there are any others: a set can be compared with named sets and be empty, but not be counted or
 * walked through.
 */
final class NamedResources {

  private static final RelationName ANY_RELATION = new RelationName("*", "*");
  private static final ColumnName ANY_COLUMN = new ColumnName(ANY_RELATION, "*");

  private final Set<Step> named = new HashSet<>();

  NamedResources(Collection<PolicyText> policies) {
    policies.forEach(policy -> collect(policy.form()));
  }

  private void collect(JsonNode form) {
    JsonNode type = form.path("type");
    JsonNode id = form.path("id");
    if (type.isTextual() && id.isTextual()) {
      named.add(new Step(type.textValue(), id.textValue()));
    }
    for (JsonNode part : form) {
      collect(part);
    }
  }

  /** The question that stands for all that no policy can tell from this one. */
  Question standingFor(Question question) {
    if (question.label().isPresent() && question.circumstances().isPresent()) {
      // The column could be looked for among the columns touched.
      return question;
    }
    return new Question(
        question.asker(),
        question.action(),
        standingFor(question.resource()),
        question.label(),
        question.circumstances().map(this::standingFor),
        question.places());
  }

  /** Whatever a policy names of it, it keeps its name. */
  private Lineage standingFor(Lineage resource) {
    Lineage any = ofAnyName(resource);
    return isNamed(resource) || isNamed(any) ? resource : any;
  }

  private static Lineage ofAnyName(Lineage resource) {
    ConnectionName connection = new ConnectionName(resource.steps().getLast().id());
    return switch (resource.steps().size()) {
      case 1 -> resource;
      case 2 -> Lineage.of(connection, ANY_RELATION);
      default -> Lineage.of(connection, ANY_COLUMN);
    };
  }

  private Circumstances standingFor(Circumstances all) {
    SortedSet<ColumnName> columns = new TreeSet<>();
    boolean anyIsNamed = isNamed(Lineage.of(all.connection(), ANY_COLUMN));
    for (ColumnName column : all.columns()) {
      boolean keeps = anyIsNamed || isNamed(Lineage.of(all.connection(), column));
      columns.add(keeps ? column : ANY_COLUMN);
    }
    return new Circumstances(
        all.effect(),
        all.signals(),
        all.labels(),
        all.connection(),
        columns,
        all.purposeGiven(),
        all.hour(),
        all.weekday());
  }

  private boolean isNamed(Lineage resource) {
    return resource.steps().stream()
        .filter(step -> !step.type().equals("Connection"))
        .anyMatch(named::contains);
  }
}
