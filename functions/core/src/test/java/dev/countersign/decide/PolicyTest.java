package dev.countersign.decide;

import static dev.countersign.decide.Shop.CUSTOMERS;
import static dev.countersign.decide.Shop.EMAIL;
import static dev.countersign.decide.Shop.INES;
import static dev.countersign.decide.Shop.ORDERS;
import static dev.countersign.decide.Shop.PAYMENTS;
import static dev.countersign.decide.Shop.PHONE;
import static dev.countersign.decide.Shop.POLICIES;
import static dev.countersign.decide.Shop.REPORTER;
import static dev.countersign.decide.Shop.facts;
import static dev.countersign.decide.Shop.policy;
import static dev.countersign.decide.Shop.reads;
import static dev.countersign.decide.Shop.writes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.canonical.Digest;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Effect;
import dev.countersign.classify.Signal;
import dev.countersign.operation.ConnectionName;
import dev.countersign.people.Account;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {

  private static final String DROPS_NEVER =
      """
      @id("no-schema-changes") @message("schema changes go through the migration pipeline")
      forbid (principal, action == Action::"schema", resource in Connection::"orders");
      """;

  private static final String DELETES_NEED_TWO =
      """
      @id("unbounded-needs-two") @message("two DBAs countersign a write without WHERE")
      @approvers("dba") @quorum("2") @expires("PT1H")
      forbid (principal, action == Action::"write", resource == Connection::"orders")
      when { context.signals.noWhere }
      unless { context.approved };
      """;

  private static final String DRY_RUNS =
      """
      @id("may-be-tried")
      permit (principal in Group::"reporting", action == Action::"dry-run",
        resource in Connection::"orders")
      when { !context.signals.noWhere };
      """;

  private static SortedSet<String> dryRunBy(Decision decision) {
    return switch (decision) {
      case Decision.ApprovalNeeded needed -> new TreeSet<>(needed.dryRun().keySet());
      case Decision.Permit _, Decision.Deny _ -> throw new AssertionError(decision);
    };
  }

  @Test
  void aDryRunIsPermittedByAPolicyOfItsOwnAndByNothingElse() {
    Facts write = facts(REPORTER, Effect.WRITE, Set.of(), writes(CUSTOMERS));
    assertThat(dryRunBy(policy(POLICIES).decide(write))).isEmpty();
    Decision decision = policy(POLICIES, DRY_RUNS).decide(write);
    assertThat(dryRunBy(decision)).containsExactly("may-be-tried");
    assertThat(decision.policies()).doesNotContainKey("may-be-tried");
    Facts everyRow = facts(REPORTER, Effect.WRITE, Set.of(Signal.NO_WHERE), writes(CUSTOMERS));
    assertThat(dryRunBy(policy(POLICIES, DRY_RUNS).decide(everyRow))).isEmpty();
  }

  @Test
  void aDryRunIsPermittedOnlyIfItIsForTheConnectionAndEachRelationTouched() {
    Facts write = facts(REPORTER, Effect.WRITE, Set.of(), writes(CUSTOMERS), reads(PAYMENTS));
    String forbid =
        """
        @id("not-of-payments") @message("no")
        forbid (principal, action == Action::"dry-run",
          resource == Relation::"orders.public.payments");
        """;
    assertThat(dryRunBy(policy(POLICIES, DRY_RUNS).decide(write))).isNotEmpty();
    assertThat(dryRunBy(policy(POLICIES, DRY_RUNS, forbid).decide(write))).isEmpty();
    String ofOneRelation =
        """
        @id("customers-may-be-tried")
        permit (principal, action == Action::"dry-run",
          resource == Relation::"orders.public.customers");
        """;
    Facts ofCustomers = facts(REPORTER, Effect.WRITE, Set.of(), writes(CUSTOMERS));
    assertThat(dryRunBy(policy(POLICIES, ofOneRelation).decide(ofCustomers))).isEmpty();
  }

  @Test
  void noApprovalMakesADryRunPermittedThatIsForbiddenUntilThen() {
    String afterApproval =
        """
        @id("tried-once-approved") @message("a DBA first") @approvers("dba") @quorum("1")
        @expires("PT4H")
        forbid (principal, action == Action::"dry-run", resource in Connection::"orders")
        unless { context.approved };
        """;
    Facts write = facts(REPORTER, Effect.WRITE, Set.of(), writes(CUSTOMERS));
    Decision decision = policy(POLICIES, DRY_RUNS, afterApproval).decide(write);
    assertThat(dryRunBy(decision)).isEmpty();
  }

  @Test
  void aPermittedReadIsPermittedByThePoliciesThatPermitIt() {
    Decision decision = policy(POLICIES).decide(facts(REPORTER, Effect.READ, reads(CUSTOMERS)));

    assertThat(decision).isInstanceOf(Decision.Permit.class);
    assertThat(decision.policies()).containsOnlyKeys("reporting-works");
  }

  @Test
  void aWriteNeedsTheApprovalThatThePolicyAsksFor() {
    Decision decision = policy(POLICIES).decide(facts(REPORTER, Effect.WRITE, writes(CUSTOMERS)));

    assertThat(decision)
        .asInstanceOf(type(Decision.ApprovalNeeded.class))
        .extracting(Decision.ApprovalNeeded::requirement)
        .isEqualTo(
            new ApprovalRequirement(
                List.of(
                    new Demand(
                        "writes-need-a-dba", "dba", 1, "a DBA countersigns writes to orders")),
                Duration.ofHours(4)));
  }

  @Test
  void anApprovalRestsOnThePoliciesThatAskAndOnThoseThatWouldPermit() {
    Decision decision = policy(POLICIES).decide(facts(REPORTER, Effect.WRITE, writes(CUSTOMERS)));

    assertThat(decision.policies()).containsOnlyKeys("reporting-works", "writes-need-a-dba");
  }

  @Test
  void thePolicyIsKnownByTheDigestOfItsTextAnnotationsIncluded() {
    String one = POLICIES;
    String two = POLICIES.replace("@quorum(\"1\")", "@quorum(\"2\")");
    Facts write = facts(REPORTER, Effect.WRITE, writes(CUSTOMERS));

    Digest first = policy(one).decide(write).policies().get("writes-need-a-dba");
    Digest second = policy(two).decide(write).policies().get("writes-need-a-dba");

    assertThat(first).isNotNull().isNotEqualTo(second);
    assertThat(policy("// other words\n" + one).decide(write).policies().get("writes-need-a-dba"))
        .isEqualTo(first);
  }

  @Test
  void twoPoliciesThatAskAreBothSatisfiedAndTheShorterTimeHolds() {
    Decision decision =
        policy(POLICIES, DELETES_NEED_TWO)
            .decide(facts(REPORTER, Effect.WRITE, Set.of(Signal.NO_WHERE), writes(CUSTOMERS)));

    ApprovalRequirement requirement = ((Decision.ApprovalNeeded) decision).requirement();
    assertThat(requirement.demands())
        .extracting(Demand::policy, Demand::quorum)
        .containsExactly(tuple("unbounded-needs-two", 2), tuple("writes-need-a-dba", 1));
    assertThat(requirement.expiresAfter()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aForbidThatNoApprovalLiftsBeatsPermitsAndApprovals() {
    String never =
        """
        @id("not-payments") @message("payments are closed")
        forbid (principal, action in Action::"operate",
          resource == Relation::"orders.public.payments");
        """;

    Decision decision =
        policy(POLICIES, never)
            .decide(facts(REPORTER, Effect.WRITE, writes(CUSTOMERS), reads(PAYMENTS)));

    assertThat(decision)
        .isEqualTo(
            new Decision.Deny(
                decision.policies(), DenyReason.POLICY_FORBIDS, "payments are closed"));
    assertThat(decision.policies()).containsOnlyKeys("not-payments");
  }

  @Test
  void aSchemaChangeIsDeniedInThePolicysOwnWordsEvenWhereNothingWouldPermitIt() {
    Decision decision =
        policy(POLICIES, DROPS_NEVER).decide(facts(REPORTER, Effect.SCHEMA, writes(CUSTOMERS)));

    assertThat(decision)
        .asInstanceOf(type(Decision.Deny.class))
        .extracting(Decision.Deny::reason, Decision.Deny::message)
        .containsExactly(
            DenyReason.POLICY_FORBIDS, "schema changes go through the migration pipeline");
  }

  @ParameterizedTest
  @EnumSource(
      value = Effect.class,
      names = {"SCHEMA", "ADMIN", "UNKNOWN"})
  void whatNoPolicyPermitsIsDenied(Effect effect) {
    assertDenied(
        policy(POLICIES).decide(facts(REPORTER, effect, reads(CUSTOMERS))),
        DenyReason.NOTHING_PERMITS);
  }

  @Test
  void approvalDoesNotPermitWhatNothingPermits() {
    String asksOnly =
        POLICIES.replace(
            "action in [Action::\"read\", Action::\"write\"]", "action == Action::\"read\"");

    assertDenied(
        policy(asksOnly).decide(facts(REPORTER, Effect.WRITE, writes(CUSTOMERS))),
        DenyReason.NOTHING_PERMITS);
  }

  @Test
  void noPoliciesPermitNothing() {
    assertDenied(
        policy().decide(facts(REPORTER, Effect.READ, reads(CUSTOMERS))), DenyReason.NO_CONNECTION);
  }

  @Test
  void whoMayNotConnectLearnsNothingOfTheConnection() {
    assertDenied(
        policy(POLICIES, DROPS_NEVER).decide(facts(INES, Effect.SCHEMA, reads(CUSTOMERS))),
        DenyReason.NO_CONNECTION);
  }

  @Test
  void aConnectionThatTheBundleDoesNotHaveIsDeniedAlike() {
    Facts known = facts(INES, Effect.READ);
    Facts unknown =
        new Facts(
            INES,
            new ConnectionName("elsewhere"),
            known.classification(),
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(),
            true,
            Shop.NOON);
    Policy policy = policy(POLICIES);

    assertThat(policy.decide(unknown)).isEqualTo(policy.decide(known));
    assertDenied(policy.decide(unknown), DenyReason.NO_CONNECTION);
  }

  @Test
  void anAgentForWhomNobodyAnswersGetsNothingThatNeedsApproval() {
    Account stranger = new Account("https://issuer.example", "stranger");
    Principal delegated =
        Shop.principal(REPORTER.account(), PrincipalKind.AGENT, List.of(stranger));
    Policy policy = policy(POLICIES);

    assertThat(policy.decide(facts(delegated, Effect.READ, reads(CUSTOMERS))))
        .isInstanceOf(Decision.Permit.class);
    assertDenied(
        policy.decide(facts(delegated, Effect.WRITE, writes(CUSTOMERS))), DenyReason.NO_CONTROLLER);
  }

  @Test
  void groupsAreThoseOfTheBundleWhateverThePrincipalBrings() {
    Principal boastful =
        new Principal(
            Shop.account("ines"),
            PrincipalKind.PERSON,
            "ines",
            new TreeSet<>(Set.of("reporting")),
            List.of(),
            INES.controllers());

    assertDenied(policy(POLICIES).decide(facts(boastful, Effect.READ)), DenyReason.NO_CONNECTION);
  }

  @Test
  void aStrangerWhoseSubjectReadsLikeANameOfTheBundleIsStillAStranger() {
    String byName =
        """
        @id("a") permit (principal == Agent::"reporter",
          action in [Action::"connect", Action::"read"], resource in Connection::"orders");
        """;
    Principal namesake =
        Shop.principal(
            new Account("https://other.example", "reporter"), PrincipalKind.AGENT, List.of());
    Principal person = Shop.principal(REPORTER.account(), PrincipalKind.PERSON, List.of());
    Policy policy = policy(byName);

    assertThat(policy.decide(facts(REPORTER, Effect.READ))).isInstanceOf(Decision.Permit.class);
    assertDenied(policy.decide(facts(namesake, Effect.READ)), DenyReason.NO_CONNECTION);
    assertDenied(policy.decide(facts(person, Effect.READ)), DenyReason.NO_CONNECTION);
  }

  @Test
  void aRelationWhoseSchemaNobodyKnowsIsTreatedAsTheWorst() {
    RelationName somewhere = new RelationName("", "customers");

    assertDenied(
        policy(POLICIES).decide(facts(REPORTER, Effect.READ, reads(somewhere))),
        DenyReason.NOTHING_PERMITS);
  }

  @ParameterizedTest
  @EnumSource(Effect.class)
  void everyEffectWithEverySignalFitsTheSchema(Effect effect) {
    String everything =
        """
        @id("a") permit (principal, action in [Action::"connect", Action::"operate"], resource)
        when { !(principal is Person) || principal is Person };
        @id("b") @message("never") forbid (principal, action in Action::"operate", resource)
        when {
          context.signals.unparsable && context.signals.severalStatements
          && context.signals.noWhere && context.signals.locking && context.signals.dynamicCode
          && context.signals.transactionControl && context.signals.sessionControl
          && context.signals.notOnAllowList && context.signals.relationUnknown
        };
        """;
    Policy policy = policy(everything);

    assertThat(policy.decide(facts(REPORTER, effect, Set.of(), writes(CUSTOMERS))))
        .isInstanceOf(Decision.Permit.class);
    assertDenied(
        policy.decide(facts(REPORTER, effect, EnumSet.allOf(Signal.class), writes(CUSTOMERS))),
        DenyReason.POLICY_FORBIDS);
  }

  @Test
  void policiesSpeakOfLabelsColumnsControllersPurposeAndTime() {
    String speaking =
        POLICIES
            + """
            @id("b") @message("not like this")
            forbid (principal is Agent, action in Action::"operate", resource)
            when {
              context.labels.contains("phone")
              && context.columns.contains(Column::"orders.public.customers.phone")
              && context.controllers.contains(Person::"olga")
              && context.effect == Effect::"read"
              && context.actors == 0 && !context.purposeGiven
              && context.hour == 12 && context.weekday == 6
            };
            """;
    Classification read = facts(REPORTER, Effect.READ).classification();
    Facts with =
        new Facts(
            REPORTER,
            ORDERS,
            read,
            new TreeSet<>(Set.of("phone")),
            new TreeSet<>(Set.of(PHONE)),
            new TreeSet<>(),
            false,
            Shop.NOON);
    Facts without =
        new Facts(
            REPORTER,
            ORDERS,
            read,
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(),
            false,
            Shop.NOON);

    assertDenied(policy(speaking).decide(with), DenyReason.POLICY_FORBIDS);
    assertThat(policy(speaking).decide(without)).isInstanceOf(Decision.Permit.class);
  }

  @Test
  void aLabelledColumnIsVisibleOnlyWhereAPolicyPermitsToSeeIt() {
    String support =
        """
        @id("support-sees-phones")
        permit (principal in Group::"support", action == Action::"see",
          resource in Connection::"orders")
        when { resource.label == "phone" };
        """;
    Policy policy = policy(POLICIES, support);

    assertThat(policy.visible(INES, ORDERS, List.of(PHONE, EMAIL))).containsExactly(PHONE);
    assertThat(policy.visible(REPORTER, ORDERS, List.of(PHONE, EMAIL))).isEmpty();
    assertThat(policy.visible(INES, new ConnectionName("elsewhere"), List.of(PHONE))).isEmpty();
    assertThat(
            policy.visible(
                INES, ORDERS, List.of(new ColumnName(new RelationName("", "customers"), "phone"))))
        .isEmpty();
  }

  @Test
  void aColumnOfWhichAPolicyErrsIsNotVisible() {
    String erring =
        """
        @id("a") permit (principal, action == Action::"see", resource in Connection::"orders");
        @id("b") @message("never") forbid (principal, action == Action::"see", resource)
        when { context.actors + 9223372036854775807 + 1 > 0 };
        """;

    assertThat(policy(erring).visible(INES, ORDERS, List.of(PHONE))).isEmpty();
  }

  private static void assertDenied(Decision decision, DenyReason reason) {
    assertThat(decision)
        .asInstanceOf(type(Decision.Deny.class))
        .extracting(Decision.Deny::reason)
        .isEqualTo(reason);
  }
}
