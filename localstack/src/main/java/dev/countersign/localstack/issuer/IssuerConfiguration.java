package dev.countersign.localstack.issuer;

import java.util.List;
import java.util.Optional;

/**
 * Who and what a development issuer knows, as {@link ConfigurationReader} reads it.
 *
 * @param audience the audience of the access tokens: the plane
 * @param clients the applications that people may sign in to
 * @param persons the people that one may sign in as
 * @param agents the agents that may ask for tokens
 */
record IssuerConfiguration(
    String audience,
    List<Application> clients,
    List<PersonEntry> persons,
    List<AgentEntry> agents) {

  /**
   * An application that people sign in to.
   *
   * @param id its {@code client_id}
   * @param redirects where it may ask to be answered, compared exactly
   * @param secret what it proves itself with; a public client has none
   */
  record Application(String id, List<String> redirects, Optional<String> secret) {

    Application {
      redirects = List.copyOf(redirects);
    }

    @Override
    public String toString() {
      return "client `" + id + "`";
    }
  }

  /**
   * A person.
   *
   * @param subject their immutable {@code sub}
   * @param name how the page calls them
   * @param note what the page says of them
   */
  record PersonEntry(String subject, String name, String note) {}

  /**
   * An agent.
   *
   * @param subject its immutable {@code sub}
   * @param client its {@code client_id}
   * @param secret what it proves itself with
   */
  record AgentEntry(String subject, String client, String secret) {

    @Override
    public String toString() {
      return "agent `" + client + "`";
    }
  }

  IssuerConfiguration {
    clients = List.copyOf(clients);
    persons = List.copyOf(persons);
    agents = List.copyOf(agents);
  }

  Optional<Application> client(String id) {
    return clients.stream().filter(client -> client.id().equals(id)).findFirst();
  }

  Optional<PersonEntry> person(String subject) {
    return persons.stream().filter(person -> person.subject().equals(subject)).findFirst();
  }

  Optional<AgentEntry> agent(String client) {
    return agents.stream().filter(agent -> agent.client().equals(client)).findFirst();
  }

  Optional<AgentEntry> agentOfSubject(String subject) {
    return agents.stream().filter(agent -> agent.subject().equals(subject)).findFirst();
  }
}
