package dev.countersign.decide;

import static dev.countersign.decide.Shop.CUSTOMERS;
import static dev.countersign.decide.Shop.REPORTER;
import static dev.countersign.decide.Shop.facts;
import static dev.countersign.decide.Shop.reads;
import static dev.countersign.decide.Shop.writes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.classify.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Properties that hold for any set of policies, tried on random subsets of a pool. */
class PolicySubsetsTest {

  private static final int ROUNDS = 60;

  private static final String CONNECTS =
      "@id(\"connects\") permit (principal, action == Action::\"connect\", resource);";

  private static final List<String> PERMITS =
      List.of(
          permit("p-read", "action == Action::\"read\", resource", ""),
          permit("p-all", "action in Action::\"operate\", resource in Connection::\"orders\"", ""),
          permit("p-write", "action == Action::\"write\", resource", ""),
          permit("p-door", "action == Action::\"write\", resource == Connection::\"orders\"", ""),
          permit(
              "p-purpose",
              "action in Action::\"operate\", resource",
              "when { context.purposeGiven }"),
          permit(
              "p-night", "action in Action::\"operate\", resource", "when { context.hour < 6 }"));

  private static final List<String> FORBIDS =
      List.of(
          forbid("f-schema", "action == Action::\"schema\", resource"),
          forbid("f-customers", "action, resource == Relation::\"orders.public.customers\""),
          forbid("f-writes", "action == Action::\"write\", resource is Relation"),
          forbid("f-other", "action, resource == Relation::\"orders.public.payments\""),
          asking("a-write", "action == Action::\"write\", resource", 1, "PT4H"),
          asking("a-write-two", "action == Action::\"write\", resource is Connection", 2, "PT1H"),
          asking("a-read", "action == Action::\"read\", resource is Relation", 1, "PT2H"),
          asking("a-schema", "action == Action::\"schema\", resource", 1, "PT3H"));

  private static final List<Facts> ASKED =
      List.of(
          facts(REPORTER, Effect.READ),
          facts(REPORTER, Effect.READ, reads(CUSTOMERS)),
          facts(REPORTER, Effect.WRITE, writes(CUSTOMERS)),
          facts(REPORTER, Effect.WRITE, writes(Shop.PAYMENTS), reads(CUSTOMERS)),
          facts(REPORTER, Effect.SCHEMA, writes(CUSTOMERS)));

  @Test
  void addingAForbidNeverOpensAndRemovingAPermitNeverDoesEither() {
    long seed = RandomGenerator.getDefault().nextLong();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Set<Integer> met = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<String> policies = new ArrayList<>(List.of(CONNECTS));
      policies.addAll(subset(PERMITS, random));
      policies.addAll(subset(FORBIDS, random));
      List<String> stricter = new ArrayList<>(policies);
      if (random.nextBoolean()) {
        stricter.add(FORBIDS.get(random.nextInt(FORBIDS.size())).replace("@id(\"", "@id(\"more-"));
      } else {
        stricter.removeIf(text -> text.contains("permit") && random.nextInt(3) == 0);
      }
      Policy before = Shop.policy(String.join("\n", policies));
      Policy after = Shop.policy(String.join("\n", stricter));
      for (Facts facts : ASKED) {
        Decision open = before.decide(facts);
        Decision closed = after.decide(facts);
        met.add(severity(open));
        assertThat(severity(closed))
            .as("seed %d, round %d: %s, then %s", seed, round, open, closed)
            .isGreaterThanOrEqualTo(severity(open));
        if (open instanceof Decision.ApprovalNeeded less
            && closed instanceof Decision.ApprovalNeeded more) {
          assertThat(more.requirement().demands())
              .as("seed %d, round %d", seed, round)
              .containsAll(less.requirement().demands());
          assertThat(more.requirement().expiresAfter())
              .isLessThanOrEqualTo(less.requirement().expiresAfter());
        }
      }
    }
    assertThat(met).as("the rounds met every kind of decision").containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void nothingIsOpenToWhomNoPolicyPermitsToConnect() {
    long seed = RandomGenerator.getDefault().nextLong();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < ROUNDS / 4; round++) {
      List<String> policies = new ArrayList<>(subset(PERMITS, random));
      policies.addAll(subset(FORBIDS, random));
      Policy policy = Shop.policy(String.join("\n", policies));
      for (Facts facts : ASKED) {
        assertThat(policy.decide(facts)).as("seed %d", seed).isInstanceOf(Decision.Deny.class);
      }
    }
  }

  private static int severity(Decision decision) {
    return switch (decision) {
      case Decision.Permit _ -> 0;
      case Decision.ApprovalNeeded _ -> 1;
      case Decision.Deny _ -> 2;
    };
  }

  private static List<String> subset(List<String> pool, RandomGenerator random) {
    return pool.stream().filter(_ -> random.nextInt(3) == 0).toList();
  }

  private static String permit(String id, String scope, String condition) {
    return "@id(\"%s\") permit (principal, %s) %s;".formatted(id, scope, condition);
  }

  private static String forbid(String id, String scope) {
    return "@id(\"%s\") @message(\"no\") forbid (principal, %s)".formatted(id, scope)
        + " unless { action == Action::\"connect\" };";
  }

  private static String asking(String id, String scope, int quorum, String expires) {
    return "@id(\"%s\") @message(\"ask\") @approvers(\"dba\") @quorum(\"%d\") @expires(\"%s\")"
            .formatted(id, quorum, expires)
        + " forbid (principal, %s) unless { context.approved };".formatted(scope);
  }
}
