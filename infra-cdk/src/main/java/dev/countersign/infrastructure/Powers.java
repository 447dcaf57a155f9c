package dev.countersign.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.dynamodb.ITableV2;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * The statements of which roles are made, each with a name that says what it is for. They are
 * written out, never granted by the CDK's own methods, which give more than asked.
 */
final class Powers {

  /** The objects of large answers; nothing else is in their bucket. */
  static final String RESULTS = "results/*";

  private Powers() {}

  /** May do these actions on these resources. */
  static PolicyStatement may(String name, List<String> actions, List<String> resources) {
    return PolicyStatement.Builder.create()
        .sid(name)
        .effect(Effect.ALLOW)
        .actions(actions)
        .resources(resources)
        .build();
  }

  /** May read single items of this table. */
  static PolicyStatement readsItems(String name, ITableV2 table) {
    return may(name, List.of("dynamodb:GetItem"), List.of(table.getTableArn()));
  }

  /** May read every duty's evidence, and make its own writes depend on it. */
  static PolicyStatement readsEvidence(ITableV2 evidence) {
    return may(
        "ReadsEvidence",
        List.of("dynamodb:GetItem", "dynamodb:Query", "dynamodb:ConditionCheckItem"),
        List.of(evidence.getTableArn()));
  }

  /**
   * May put evidence under this duty's leading key and no other. A request without a leading key is
   * refused too: {@code ForAllValues} alone is true of no values.
   */
  static PolicyStatement writesOwnEvidence(String duty, ITableV2 evidence) {
    return PolicyStatement.Builder.create()
        .sid("WritesOwnEvidence")
        .effect(Effect.ALLOW)
        .actions(List.of("dynamodb:PutItem"))
        .resources(List.of(evidence.getTableArn()))
        .conditions(
            Map.of(
                "ForAllValues:StringLike",
                Map.of("dynamodb:LeadingKeys", List.of(duty + "#*")),
                "Null",
                Map.of("dynamodb:LeadingKeys", "false")))
        .build();
  }

  /** May take an operation that it closes from the list of what is open. */
  static PolicyStatement takesOffTheList(ITableV2 open) {
    return may(
        "TakesWhatItClosesOffTheList", List.of("dynamodb:DeleteItem"), List.of(open.getTableArn()));
  }
}
