package dev.countersign.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Effect;
import dev.countersign.classify.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Policies that have answered other questions before decide as policies that are asked for the
 * first time.
 */
class NamedResourcesTest {

  private static final List<RelationName> RELATIONS =
      List.of(
          Shop.CUSTOMERS,
          Shop.PAYMENTS,
          new RelationName("public", "orders"),
          new RelationName("sales", "customers"),
          new RelationName("public", "*"),
          new RelationName("*", "*"),
          new RelationName("", "customers"));

  private static final List<SortedSet<ColumnName>> TOUCHED =
      List.of(
          columns(),
          columns(Shop.PHONE),
          columns(Shop.EMAIL),
          columns(Shop.PHONE, Shop.EMAIL),
          columns(new ColumnName(Shop.PAYMENTS, "pan")),
          columns(new ColumnName(Shop.PAYMENTS, "pan"), new ColumnName(Shop.PAYMENTS, "iban")),
          columns(Shop.PHONE, new ColumnName(Shop.PAYMENTS, "pan")),
          columns(new ColumnName(new RelationName("*", "*"), "*")));

  private static SortedSet<ColumnName> columns(ColumnName... names) {
    return new TreeSet<>(List.of(names));
  }

  private static List<Facts> questions() {
    List<Facts> questions = new ArrayList<>();
    for (Effect effect : List.of(Effect.READ, Effect.WRITE)) {
      for (RelationName relation : RELATIONS) {
        for (SortedSet<ColumnName> touched : TOUCHED) {
          Facts facts = Shop.facts(Shop.REPORTER, effect, Set.<Signal>of(), Shop.reads(relation));
          questions.add(
              new Facts(
                  facts.principal(),
                  facts.connection(),
                  facts.classification(),
                  facts.labels(),
                  touched,
                  facts.exposures(),
                  facts.purposeGiven(),
                  facts.requestedAt()));
        }
      }
    }
    return questions;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resource == Relation::\"orders.public.customers\"",
        "resource in Relation::\"orders.sales.customers\"",
        "resource != Relation::\"orders.public.payments\"",
        "resource == Relation::\"orders.\\\"*\\\".\\\"*\\\"\"",
        "resource == Relation::\"orders.public.\\u{63}ustomers\"",
        "resource is Relation",
        "resource in Connection::\"orders\"",
        "context.columns.contains(Column::\"orders.public.customers.phone\")",
        "context.columns.containsAny([Column::\"orders.public.payments.pan\","
            + " Column::\"orders.public.customers.email\"])",
        "context.columns.containsAll([Column::\"orders.public.customers.phone\","
            + " Column::\"orders.public.customers.email\"])",
        "[Column::\"orders.public.customers.phone\"].containsAll(context.columns)",
        "context.columns == [Column::\"orders.public.payments.pan\"]",
        "context.columns != [Column::\"orders.public.customers.phone\"]",
        "context.columns.isEmpty()",
        "[context.columns].contains([Column::\"orders.public.customers.email\"])",
        "context.columns == [Column::\"orders.\\\"*\\\".\\\"*\\\".\\\"*\\\"\"]"
      })
  void whatWasAnsweredBeforeChangesNoDecision(String condition) {
    String forbid =
        """
        @id("no") @message("no")
        forbid (principal, action in [Action::"read", Action::"write"], resource)
        when { %s };
        """
            .formatted(condition);
    List<Facts> questions = questions();
    Policy asked = Shop.policy(Shop.POLICIES, forbid);
    List<Decision> together = questions.stream().map(asked::decide).toList();
    List<Decision> apart =
        questions.stream()
            .map(question -> Shop.policy(Shop.POLICIES, forbid).decide(question))
            .toList();
    assertThat(together).isEqualTo(apart);
  }

  @Test
  void aColumnThatAPolicyNamesIsSeenWhereOthersLikeItAreNot() {
    String see =
        """
        @id("one-is-seen")
        permit (principal, action == Action::"see",
          resource == Column::"orders.public.customers.phone");
        """;
    SortedSet<ColumnName> all = columns(Shop.EMAIL, Shop.PHONE);
    assertThat(Shop.policy(Shop.POLICIES, see).visible(Shop.REPORTER, Shop.ORDERS, all))
        .containsExactly(Shop.PHONE);
  }

  @Test
  void whatIsInARelationThatAPolicyNamesIsSeenAndNoOther() {
    String see =
        """
        @id("customers-are-seen")
        permit (principal, action == Action::"see",
          resource in Relation::"orders.public.customers");
        """;
    SortedSet<ColumnName> all =
        columns(new ColumnName(Shop.PAYMENTS, "a"), Shop.PHONE, new ColumnName(Shop.PAYMENTS, "b"));
    assertThat(Shop.policy(Shop.POLICIES, see).visible(Shop.REPORTER, Shop.ORDERS, all))
        .containsExactly(Shop.PHONE);
  }

  @Test
  void aColumnThatIsToldOfBesideColumnsTouchedKeepsItsName() {
    Asker asker = new Asker("Agent", "reporter", new TreeSet<>(), new TreeSet<>(), 0);
    Facts facts = Shop.facts(Shop.REPORTER, Effect.WRITE, Shop.reads(Shop.CUSTOMERS));
    // A policy could ask whether the one is among the others.
    Question question =
        new Question(
            asker,
            PolicyAction.WRITE,
            Lineage.of(Shop.ORDERS, Shop.PHONE),
            Optional.of("phone"),
            Optional.of(Circumstances.of(facts)),
            new TreeSet<>());
    assertThat(new NamedResources(List.of()).standingFor(question)).isEqualTo(question);
  }

  @Test
  void questionsThatNoPolicyCanTellApartAreOne() {
    NamedResources named = new NamedResources(List.of());
    Asker asker = new Asker("Agent", "reporter", new TreeSet<>(), new TreeSet<>(), 0);
    assertThat(named.standingFor(Question.see(asker, Lineage.of(Shop.ORDERS, Shop.PHONE), "phone")))
        .isEqualTo(
            named.standingFor(
                Question.see(
                    asker,
                    Lineage.of(Shop.ORDERS, new ColumnName(Shop.PAYMENTS, "mobile")),
                    "phone")))
        .isNotEqualTo(
            named.standingFor(Question.see(asker, Lineage.of(Shop.ORDERS, Shop.PHONE), "email")));
  }
}
