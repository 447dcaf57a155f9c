package dev.countersign.yaml;

import dev.countersign.people.Account;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import dev.countersign.people.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads people, agents and the groups that they are in. */
final class RosterReader {

  private static final String PEOPLE = "people.yaml";
  private static final String AGENTS = "agents.yaml";
  private static final String ROLES = "roles.yaml";

  /** What a policy can name; no account reads like it, so no stranger can pass for it. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

  private final BundleFiles files;
  private final SortedMap<String, SortedSet<String>> groups = new TreeMap<>();
  private final List<SortedSet<String>> exclusive = new ArrayList<>();

  RosterReader(BundleFiles files) {
    this.files = files;
  }

  Roster read() {
    readRoles();
    SortedMap<String, Person> persons = persons();
    SortedMap<String, Agent> agents = agents();
    requireMembersExist(persons, agents);
    try {
      Roster roster = new Roster(persons, agents);
      requireExclusive(roster);
      return roster;
    } catch (IllegalArgumentException e) {
      throw new UnsoundBundle(PEOPLE + "` and `" + AGENTS, String.valueOf(e.getMessage()), e);
    }
  }

  private YamlObject yaml(String file) {
    String text = files.texts().get(file);
    if (text == null) {
      throw new UnsoundBundle(file, "it is missing");
    }
    return YamlObject.read(file, text);
  }

  private void readRoles() {
    YamlObject yaml = yaml(ROLES);
    YamlObject members = yaml.object("groups");
    for (String group : names(members)) {
      groups.put(group, new TreeSet<>(members.texts(group)));
    }
    if (yaml.has("exclusive")) {
      for (YamlObject rule : yaml.objects("exclusive")) {
        exclusive.add(exclusiveGroups(rule));
        rule.end();
      }
    }
    yaml.end();
  }

  /** A rule over a group that does not exist would never hold anybody back. */
  private SortedSet<String> exclusiveGroups(YamlObject rule) {
    SortedSet<String> named = new TreeSet<>(rule.texts("groups"));
    if (named.size() < 2) {
      throw rule.fault("groups", "names fewer than two groups");
    }
    for (String group : named) {
      if (!groups.containsKey(group)) {
        throw rule.fault("groups", "names `" + group + "`, which is not a group");
      }
    }
    return named;
  }

  private static List<String> names(YamlObject yaml) {
    List<String> names = List.copyOf(yaml.names());
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw yaml.fault(name, "is not a name: 1 to 64 of a-z, 0-9, `-` and `_`");
      }
    }
    return names;
  }

  private SortedMap<String, Person> persons() {
    SortedMap<String, Person> persons = new TreeMap<>();
    YamlObject yaml = yaml(PEOPLE);
    for (String name : names(yaml)) {
      YamlObject person = yaml.object(name);
      SortedSet<Account> accounts = new TreeSet<>();
      for (YamlObject account : person.objects("accounts")) {
        accounts.add(account(account));
      }
      persons.put(
          name,
          new Person(name, person.text("name"), person.text("email"), accounts, groupsOf(name)));
      person.end();
    }
    return persons;
  }

  private SortedMap<String, Agent> agents() {
    SortedMap<String, Agent> agents = new TreeMap<>();
    YamlObject yaml = yaml(AGENTS);
    for (String name : names(yaml)) {
      YamlObject agent = yaml.object(name);
      SortedSet<String> owners = new TreeSet<>(agent.texts("owners"));
      if (owners.isEmpty()) {
        throw agent.fault("owners", "names nobody; an agent has at least one owner");
      }
      agents.put(
          name,
          new Agent(
              name,
              account(agent.object("account")),
              owners,
              new TreeSet<>(agent.texts("operators")),
              groupsOf(name)));
      agent.end();
    }
    return agents;
  }

  private static Account account(YamlObject yaml) {
    Account account = new Account(yaml.text("issuer"), yaml.text("subject"));
    yaml.end();
    return account;
  }

  private SortedSet<String> groupsOf(String member) {
    SortedSet<String> found = new TreeSet<>();
    groups.forEach((group, members) -> {
      if (members.contains(member)) {
        found.add(group);
      }
    });
    return found;
  }

  private void requireMembersExist(
      SortedMap<String, Person> persons, SortedMap<String, Agent> agents) {
    for (Map.Entry<String, SortedSet<String>> group : groups.entrySet()) {
      for (String member : group.getValue()) {
        if (persons.containsKey(member) == agents.containsKey(member)) {
          throw new UnsoundBundle(
              ROLES,
              "group `"
                  + group.getKey()
                  + "` names `"
                  + member
                  + "`, who is not exactly one person or agent");
        }
      }
    }
  }

  /**
   * Static separation of duty (INCITS 359): over every group that a person reaches, also through
   * agents.
   */
  private void requireExclusive(Roster roster) {
    for (Person person : roster.persons().values()) {
      SortedSet<String> reached = new TreeSet<>(person.groups());
      for (Agent agent : roster.agents().values()) {
        if (agent.controllers().persons().contains(person.name())) {
          reached.addAll(agent.groups());
        }
      }
      for (SortedSet<String> rule : exclusive) {
        SortedSet<String> held = new TreeSet<>(rule);
        held.retainAll(reached);
        if (held.size() > 1) {
          throw new UnsoundBundle(
              ROLES,
              "`"
                  + person.name()
                  + "` reaches the exclusive groups `"
                  + String.join("`, `", held)
                  + "`");
        }
      }
    }
  }
}
