package dev.countersign.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.countersign.authenticate.Principal;
import dev.countersign.authenticate.PrincipalKind;
import dev.countersign.bundle.Bundle;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Effect;
import dev.countersign.classify.RelationUse;
import dev.countersign.classify.Signal;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Demand;
import dev.countersign.decide.DenyReason;
import dev.countersign.decide.Facts;
import dev.countersign.decide.Policy;
import dev.countersign.operation.ConnectionName;
import dev.countersign.people.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shop's own bundle says what the documentation says it does. */
class ShopBundleTest {

  private static final ConnectionName ORDERS = new ConnectionName("orders");
  private static final RelationName CUSTOMERS = new RelationName("public", "customers");
  private static final Bundle BUNDLE =
      BundleFolder.read(
              Path.of(System.getProperty("countersign.repository"), "localstack/src/main/bundle"),
              Map.of(
                  "ISSUER_PEOPLE", "http://127.0.0.1:7001/people",
                  "ISSUER_AGENTS", "http://127.0.0.1:7001/agents",
                  "SHOP_PORT", "5432",
                  "SHOP_DATABASE", "shop"))
          .bundle();
  private static final Policy POLICY = Policy.of(BUNDLE);

  @ParameterizedTest
  @CsvSource({"reporter", "deployer"})
  void itsAgentsReadOrders(String agent) {
    assertThat(POLICY.decide(asks(agent(agent), Effect.READ))).isInstanceOf(Decision.Permit.class);
  }

  @Test
  void aWriteNeedsOneDbaWithinFourHours() {
    Decision decision = POLICY.decide(asks(agent("reporter"), Effect.WRITE));

    assertThat(decision)
        .asInstanceOf(type(Decision.ApprovalNeeded.class))
        .satisfies(needed -> {
          assertThat(needed.requirement().demands())
              .containsExactly(
                  new Demand("writes-need-a-dba", "dba", 1, "a DBA countersigns writes to orders"));
          assertThat(needed.requirement().expiresAfter()).isEqualTo(Duration.ofHours(4));
        });
  }

  @Test
  void aWriteWithoutWhereNeedsTwoDbasWithinAnHour() {
    Decision decision = POLICY.decide(asks(agent("reporter"), Effect.WRITE, Signal.NO_WHERE));

    assertThat(decision)
        .asInstanceOf(type(Decision.ApprovalNeeded.class))
        .satisfies(needed -> {
          assertThat(needed.requirement().demands()).extracting(Demand::quorum).contains(1, 2);
          assertThat(needed.requirement().expiresAfter()).isEqualTo(Duration.ofHours(1));
        });
  }

  @Test
  void aSchemaChangeIsSentToTheMigrationPipeline() {
    assertThat(POLICY.decide(asks(agent("deployer"), Effect.SCHEMA)))
        .asInstanceOf(type(Decision.Deny.class))
        .extracting(Decision.Deny::reason, Decision.Deny::message)
        .containsExactly(
            DenyReason.POLICY_FORBIDS, "schema changes go through the migration pipeline");
  }

  @ParameterizedTest
  @CsvSource({"ADMIN, POLICY_FORBIDS", "UNKNOWN, NOTHING_PERMITS"})
  void whatIsWorseIsDenied(Effect effect, DenyReason reason) {
    assertThat(POLICY.decide(asks(agent("reporter"), effect)))
        .asInstanceOf(type(Decision.Deny.class))
        .extracting(Decision.Deny::reason)
        .isEqualTo(reason);
  }

  @Test
  void supportSeesPhoneNumbersAndNobodySeesCardNumbers() {
    Set<ColumnName> labelled = BUNDLE.labelsOf(ORDERS).columns().keySet();

    assertThat(POLICY.visible(person("ines"), ORDERS, labelled))
        .containsExactly(new ColumnName(CUSTOMERS, "phone"));
    for (Principal other : List.of(agent("reporter"), person("dana"), person("olga"))) {
      assertThat(POLICY.visible(other, ORDERS, labelled)).as(other.name()).isEmpty();
    }
  }

  @Test
  void aStrangerDoesNotLearnThatTheConnectionExists() {
    Principal stranger =
        principal(new Account("http://127.0.0.1:7001/agents", "agent-x"), PrincipalKind.AGENT);

    assertThat(POLICY.decide(asks(stranger, Effect.READ)))
        .asInstanceOf(type(Decision.Deny.class))
        .extracting(Decision.Deny::reason)
        .isEqualTo(DenyReason.NO_CONNECTION);
  }

  private static Principal agent(String name) {
    return principal(
        Objects.requireNonNull(BUNDLE.roster().agents().get(name)).account(), PrincipalKind.AGENT);
  }

  private static Principal person(String name) {
    return principal(
        Objects.requireNonNull(BUNDLE.roster().persons().get(name)).accounts().first(),
        PrincipalKind.PERSON);
  }

  private static Principal principal(Account account, PrincipalKind kind) {
    return new Principal(
            account, kind, account.subject(), new TreeSet<>(), List.of(), Optional.empty())
        .under(BUNDLE.roster());
  }

  private static Facts asks(Principal principal, Effect effect, Signal... signals) {
    RelationUse.Access access =
        effect == Effect.READ ? RelationUse.Access.READ : RelationUse.Access.WRITE;
    return new Facts(
        principal,
        ORDERS,
        new Classification(
            effect,
            new TreeSet<>(Set.of(new RelationUse(CUSTOMERS, access))),
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(List.of(signals)),
            effect == Effect.READ ? "" : "it changes something"),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        true,
        Instant.parse("2026-11-21T12:00:00Z"));
  }
}
