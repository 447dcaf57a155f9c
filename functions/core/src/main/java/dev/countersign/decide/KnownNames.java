package dev.countersign.decide;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.bundle.Bundle;
import dev.countersign.operation.ConnectionName;
import dev.countersign.people.Agent;
import dev.countersign.people.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that a bundle gives. A policy that names anything else can never match it, and a forbid
 * that never matches forbids nothing: so a misspelt name is refused.
 */
final class KnownNames {

  private static final String NAME = "\\.(?:[a-z_][a-z0-9_$]*|\"(?:[^\"]|\"\")*\")";
  private static final Pattern RELATION = Pattern.compile("([^.]*)(?:" + NAME + "){2}");
  private static final Pattern COLUMN = Pattern.compile("([^.]*)(?:" + NAME + "){3}");

  private final Bundle bundle;
  private final Set<String> groups = new TreeSet<>();

  KnownNames(Bundle bundle) {
    this.bundle = bundle;
    for (Person person : bundle.roster().persons().values()) {
      groups.addAll(person.groups());
    }
    for (Agent agent : bundle.roster().agents().values()) {
      groups.addAll(agent.groups());
    }
  }

  /** The entities that the policy names and that the bundle does not have. */
  List<String> unknown(PolicyText policy) {
    List<String> unknown = new ArrayList<>();
    collectUnknown(policy.form(), unknown);
    return unknown;
  }

  private void collectUnknown(JsonNode form, List<String> unknown) {
    JsonNode type = form.path("type");
    JsonNode id = form.path("id");
    if (type.isTextual() && id.isTextual() && !isKnown(type.textValue(), id.textValue())) {
      unknown.add(type.textValue() + "::\"" + id.textValue() + "\"");
    }
    for (JsonNode part : form) {
      collectUnknown(part, unknown);
    }
  }

  private boolean isKnown(String type, String id) {
    return switch (type) {
      case "Group" -> groups.contains(id);
      case "Person" -> bundle.roster().persons().containsKey(id);
      case "Agent" -> bundle.roster().agents().containsKey(id);
      case "Connection" -> isConnection(id);
      case "Relation" -> isWithinConnection(RELATION.matcher(id));
      case "Column" -> isWithinConnection(COLUMN.matcher(id));
      // Of every other type the schema lists the ids.
      default -> true;
    };
  }

  private boolean isWithinConnection(Matcher matcher) {
    return matcher.matches() && isConnection(matcher.group(1));
  }

  private boolean isConnection(String name) {
    return ConnectionName.isName(name)
        && bundle.connections().containsKey(new ConnectionName(name));
  }
}
