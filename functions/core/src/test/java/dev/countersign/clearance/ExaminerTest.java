package dev.countersign.clearance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Label;
import dev.countersign.bundle.Labels;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.decide.Decision;
import dev.countersign.decide.DenyReason;
import dev.countersign.decide.Policy;
import dev.countersign.mask.MaskRefusal;
import dev.countersign.mask.MaskingPlan;
import dev.countersign.operation.Operation;
import dev.countersign.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy decides by the labels of the columns touched; the mask keeps to those of the table. */
class ExaminerTest {

  private static final ColumnName STATUS =
      new ColumnName(new RelationName("public", "orders"), "status");

  private static final String NO_SECRETS =
      """
      @id("no-secrets") @message("not for agents")
      forbid (principal, action == Action::"read", resource) when { context.labels.contains("secret") };
      """;

  private static final OperationId ID = new OperationId("op-00112233445566778899aabbccddeeff");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final SmallShop shop = new SmallShop();

  private static final String EXPOSE =
      """
      @id("agents-expose") permit (principal, action == Action::"expose", resource);
      @id("exposures-need-a-dba") @message("a DBA weighs it") @approvers("dba") @quorum("2")
      @expires("PT1H")
      forbid (principal, action == Action::"expose", resource) unless { context.approved };
      """;

  private Examination examine(String statement, String more) {
    return examine(shop.requested(ID, statement, NOON).operation(), more);
  }

  private Examination examine(Operation operation, String more) {
    Bundle plain = shop.bundle();
    TreeMap<String, String> policies = new TreeMap<>(plain.policies());
    policies.put("policies/more.cedar", more);
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
    Examination examination = examine(statement, NO_SECRETS);

    assertThat(examination.decision() instanceof Decision.Permit).isEqualTo(permitted);
    examination
        .plan()
        .ifPresent(plan -> assertThat(plan.masked()).as("masked").containsExactly(STATUS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update orders set id = 'x' where status like 's%'",
        "update orders set id = status",
        "update orders set id = 'x' returning status",
        "update orders set id = 'x' returning *",
        "delete from orders o where o::text like '%s%'",
        "insert into orders (id) select status from orders",
        "insert into orders (id) values ('1') on conflict (id) do update set id = '2' where"
            + " orders.status = 's'",
        "with o as (select status from orders) delete from orders using o",
        "update orders set id = 'x' from (select status as s from orders) o where o.s = 's'",
      })
  void aWriteThatUsesAMaskedColumnIsDeniedUnlessPolicyHasApproversAsked(String statement) {
    Examination denied = examine(statement, "");
    Examination asked = examine(statement, EXPOSE);

    assertThat(denied.decision())
        .isInstanceOfSatisfying(
            Decision.Deny.class, deny -> assertThat(deny.reason()).isEqualTo(DenyReason.MASKING));
    assertThat(denied.unmaskable())
        .hasValue(new Unmaskable(MaskRefusal.COLUMN_IN_WRITE, new TreeSet<>(List.of(STATUS))));
    assertThat(asked.decision())
        .isInstanceOfSatisfying(
            Decision.ApprovalNeeded.class,
            needed ->
                assertThat(needed.policies())
                    .containsKeys("agents-expose", "exposures-need-a-dba", "writes-need-a-dba"));
    assertThat(asked.plan().orElseThrow().exposures())
        .isNotEmpty()
        .allSatisfy(exposure -> assertThat(exposure.column()).isEqualTo(STATUS));
    assertThat(asked.plan().orElseThrow().text()).isEqualTo(statement);
  }

  @Test
  void aReadAskedForAsAWriteIsNotOneChangeAndIsRefused() {
    Operation like =
        shop.requested(ID, "select id from orders where status = 's'", NOON).operation();
    Operation asWrite =
        new Operation(
            like.id(),
            like.connection(),
            like.statement(),
            like.parameters(),
            true,
            like.purpose(),
            like.session(),
            like.requester(),
            like.requestedAt());

    assertThat(examine(asWrite, EXPOSE).decision())
        .isInstanceOfSatisfying(
            Decision.Deny.class, deny -> assertThat(deny.reason()).isEqualTo(DenyReason.MASKING));
  }

  @Test
  void whatIsExposedIsPartOfWhatAnApproverSigns() {
    String statement = "update orders set id = 'x' where status = 's'";
    Examination asked = examine(statement, EXPOSE);
    MaskingPlan plan = asked.plan().orElseThrow();
    MaskingPlan silent =
        new MaskingPlan(
            plan.text(),
            plan.labels(),
            plan.masked(),
            plan.outputs(),
            plan.uses(),
            new TreeSet<>());
    Operation operation = shop.requested(ID, statement, NOON).operation();
    Decision.ApprovalNeeded needed = (Decision.ApprovalNeeded) asked.decision();

    assertThat(Approvals.approvalDigest(operation, silent, needed, asked.connectionDigest(), NOON))
        .isNotEqualTo(
            Approvals.approvalDigest(operation, plan, needed, asked.connectionDigest(), NOON));
  }
}
