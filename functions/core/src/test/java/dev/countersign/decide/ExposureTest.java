package dev.countersign.decide;

import static dev.countersign.decide.Shop.EMAIL;
import static dev.countersign.decide.Shop.PHONE;
import static dev.countersign.decide.Shop.POLICIES;
import static dev.countersign.decide.Shop.REPORTER;
import static dev.countersign.decide.Shop.facts;
import static dev.countersign.decide.Shop.policy;
import static dev.countersign.decide.Shop.writes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.countersign.classify.Effect;
import dev.countersign.decide.Exposure.Place;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What policies make of a write that uses true values of masked columns: never a permit. */
class ExposureTest {

  private static final String PERMIT =
      """
      @id("reporting-exposes")
      permit (principal in Group::"reporting", action == Action::"expose",
        resource in Connection::"orders") when { resource.label == "phone" };
      """;

  private static final String ASK =
      """
      @id("exposures-need-a-dba") @message("a DBA countersigns the use of masked columns")
      @approvers("dba") @quorum("2") @expires("PT1H")
      forbid (principal, action == Action::"expose", resource in Connection::"orders")
      unless { context.approved };
      """;

  private static final String WRITES_FREELY =
      """
      @id("reporting-connects")
      permit (principal in Group::"reporting", action == Action::"connect", resource);
      @id("reporting-operates")
      permit (principal, action in [Action::"operate"], resource);
      """;

  private static Facts exposing(Exposure... exposures) {
    return facts(REPORTER, Effect.WRITE, writes(Shop.CUSTOMERS))
        .exposing(new TreeSet<>(List.of(exposures)));
  }

  private static void assertMaskingDenies(Decision decision) {
    assertThat(decision)
        .asInstanceOf(type(Decision.Deny.class))
        .satisfies(deny -> {
          assertThat(deny.reason()).isEqualTo(DenyReason.MASKING);
          assertThat(deny.message()).contains("no policy permits it and has approvers asked");
        });
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void whoMayWriteMayNotThereforeExpose(Place place) {
    Exposure exposure = new Exposure(PHONE, place);

    assertMaskingDenies(policy(POLICIES).decide(exposing(exposure)));
    assertMaskingDenies(policy(WRITES_FREELY).decide(exposing(exposure)));
    assertThat(policy(WRITES_FREELY).decide(exposing())).isInstanceOf(Decision.Permit.class);
  }

  @Test
  void aPermitAloneIsNotEnoughSinceItAsksNobody() {
    assertMaskingDenies(
        policy(WRITES_FREELY + PERMIT).decide(exposing(new Exposure(PHONE, Place.VALUE))));
  }

  @Test
  void anApprovalAloneIsNotEnoughSinceNothingPermits() {
    assertMaskingDenies(
        policy(WRITES_FREELY + ASK).decide(exposing(new Exposure(PHONE, Place.VALUE))));
  }

  @Test
  void approvalForWritesIsNotApprovalForExposures() {
    assertMaskingDenies(
        policy(POLICIES + PERMIT).decide(exposing(new Exposure(PHONE, Place.CONDITION))));
  }

  @Test
  void bothTogetherAskApproversBesideWhateverTheWriteNeeds() {
    Decision decision =
        policy(POLICIES + PERMIT + ASK).decide(exposing(new Exposure(PHONE, Place.CONDITION)));

    assertThat(decision)
        .asInstanceOf(type(Decision.ApprovalNeeded.class))
        .satisfies(needed -> {
          assertThat(needed.requirement().demands())
              .extracting(Demand::policy)
              .containsExactly("exposures-need-a-dba", "writes-need-a-dba");
          assertThat(needed.policies()).containsKeys("reporting-exposes", "exposures-need-a-dba");
        });
  }

  @Test
  void everyColumnExposedIsAskedAboutByItself() {
    assertMaskingDenies(
        policy(POLICIES + PERMIT + ASK)
            .decide(
                exposing(
                    new Exposure(PHONE, Place.CONDITION), new Exposure(EMAIL, Place.CONDITION))));
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void aPolicyMayForbidAPlace(Place forbidden) {
    String never =
        """
        @id("never-there") @message("not there")
        forbid (principal, action == Action::"expose", resource)
        when { context.places.%s };
        """
            .formatted(forbidden.word());
    for (Place place : Place.values()) {
      Decision decision =
          policy(POLICIES + PERMIT + ASK + never).decide(exposing(new Exposure(PHONE, place)));
      if (place == forbidden) {
        assertThat(decision)
            .isInstanceOfSatisfying(
                Decision.Deny.class,
                deny -> {
                  assertThat(deny.reason()).isEqualTo(DenyReason.POLICY_FORBIDS);
                  assertThat(deny.message()).isEqualTo("not there");
                });
      } else {
        assertThat(decision).isInstanceOf(Decision.ApprovalNeeded.class);
      }
    }
  }

  @Test
  void aPolicyThatErrsDeniesAnExposure() {
    String erring =
        """
        @id("errs") permit (principal, action == Action::"expose", resource)
        when { context.hour + 9223372036854775807 > 0 };
        """;

    assertThat(
            policy(POLICIES + PERMIT + ASK + erring)
                .decide(exposing(new Exposure(PHONE, Place.VALUE))))
        .isInstanceOfSatisfying(
            Decision.Deny.class,
            deny -> assertThat(deny.reason()).isEqualTo(DenyReason.POLICY_ERROR));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permit (principal, action, resource);",
        "permit (principal, action in [Action::\"see\", Action::\"expose\"], resource) when { context.approved };"
      })
  void noPermitComesToItByNamingNoActionOrByApproval(String permit) {
    assertThatExceptionOfType(UnsoundPolicies.class)
        .isThrownBy(() -> policy(POLICIES + "@id(\"x\") " + permit));
  }
}
