package dev.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.BundleUnavailable;
import dev.countersign.canonical.Digest;
import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SeparateIssuersTest {

  private static final String PEOPLE = "https://people.example.com";

  @Test
  void aBundleWithAnAgentWherePeopleSignInIsRefusedAndTheAgentNamed() {
    Bundle bundle = bundle(PEOPLE);
    assertThatThrownBy(() -> new SeparateIssuers(() -> bundle, PEOPLE).current())
        .isInstanceOf(BundleUnavailable.class)
        .hasMessageContaining("`refund-agent`")
        .hasMessageContaining("`" + PEOPLE + "`");
  }

  @Test
  void aBundleWithAgentsElsewhereIsTheBundle() {
    Bundle bundle = bundle("https://agents.example.com");
    assertThat(new SeparateIssuers(() -> bundle, PEOPLE).current()).isSameAs(bundle);
  }

  private static Bundle bundle(String agentsIssuer) {
    Person olga =
        new Person(
            "olga",
            "Olga",
            "olga@example.com",
            new TreeSet<>(Set.of(new Account(PEOPLE, "olga-01"))),
            new TreeSet<>());
    Agent agent =
        new Agent(
            "refund-agent",
            new Account(agentsIssuer, "agt-7Q2"),
            new TreeSet<>(Set.of("olga")),
            new TreeSet<>(),
            new TreeSet<>());
    return new Bundle(
        Digest.ofText("bundle"),
        new TreeMap<>(),
        new TreeMap<>(),
        new Roster(
            new TreeMap<>(Map.of("olga", olga)), new TreeMap<>(Map.of("refund-agent", agent))),
        new TreeMap<>());
  }
}
