package dev.countersign.clearance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Label;
import dev.countersign.bundle.Labels;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Policy;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy decides by the labels of the columns touched; the mask keeps to those of the table. */
class ExaminerTest {

  private static final ColumnName STATUS =
      new ColumnName(new RelationName("public", "orders"), "status");

  private static final String NO_SECRETS =
      """
      @id("no-secrets") @message("not for agents")
      forbid (principal, action == Action::"read", resource) when { context.labels.contains("secret") };
      """;

  private final SmallShop shop = new SmallShop();

  private Examination examine(String statement) {
    Bundle plain = shop.bundle();
    TreeMap<String, String> policies = new TreeMap<>(plain.policies());
    policies.put("policies/secrets.cedar", NO_SECRETS);
    Bundle bundle =
        new Bundle(
            plain.version(),
            plain.connections(),
            new TreeMap<>(
                Map.of(
                    SmallShop.ORDERS,
                    new Labels(
                        new TreeMap<>(Map.of(STATUS, Label.of("secret"))),
                        List.of(),
                        new TreeSet<>()))),
            plain.roster(),
            policies);
    Operation operation =
        shop.requested(
                new OperationId("op-00112233445566778899aabbccddeeff"),
                statement,
                Instant.parse("2026-11-20T09:00:00Z"))
            .operation();
    return shop.examiner()
        .examine(
            operation,
            bundle.connection(SmallShop.ORDERS).orElseThrow(),
            bundle,
            Policy.of(bundle),
            shop.catalogues().of(SmallShop.ORDERS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select id from orders                       | true",
        "select count(*) from orders                 | true",
        "select status from orders                   | false",
        "select * from orders                        | false",
        "select id from orders where status = 'x'    | false",
        "select count(o) from orders o               | false",
        "select id from orders order by 1            | true",
      })
  void onlyALabelOfAColumnTouchedIsHeldAgainstIt(String statement, boolean permitted) {
    Examination examination = examine(statement);

    assertThat(examination.decision() instanceof Decision.Permit).isEqualTo(permitted);
    examination
        .plan()
        .ifPresent(plan -> assertThat(plan.masked()).as("masked").containsExactly(STATUS));
  }
}
