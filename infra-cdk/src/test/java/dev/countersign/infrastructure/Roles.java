package dev.countersign.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every role of a template with all that it may do, from wherever it has it: policies within the
 * role, policies attached to it, and AWS's own policies by name.
 */
final class Roles {

  private static final List<String> POLICIES =
      List.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy");

  private Roles() {}

  static SortedMap<String, SortedSet<Power>> powers(Template template) {
    SortedMap<String, SortedSet<Power>> roles = new TreeMap<>();
    template
        .resources("AWS::IAM::Role")
        .forEach((name, role) -> roles.put(name, within(role.get("Properties"))));
    for (String type : POLICIES) {
      template.resources(type).values().forEach(policy -> attach(policy.get("Properties"), roles));
    }
    return roles;
  }

  /** Which service may take on each role. */
  static SortedMap<String, String> takenOnBy(Template template) {
    SortedMap<String, String> services = new TreeMap<>();
    template
        .resources("AWS::IAM::Role")
        .forEach((name, role) -> {
          JsonNode statements =
              role.get("Properties").get("AssumeRolePolicyDocument").get("Statement");
          List<String> principals = new ArrayList<>();
          statements.forEach(statement ->
              principals.add(
                  Template.text(statement.get("Action")) + " by " + statement.get("Principal")));
          services.put(name, String.join(", ", principals));
        });
    return services;
  }

  private static SortedSet<Power> within(JsonNode role) {
    SortedSet<Power> powers = new TreeSet<>();
    role.path("Policies").forEach(policy -> powers.addAll(document(policy)));
    role.path("ManagedPolicyArns")
        .forEach(
            policy -> powers.add(new Power("Allow", "managed policy", Template.text(policy), "")));
    return powers;
  }

  private static void attach(JsonNode policy, Map<String, SortedSet<Power>> roles) {
    List<JsonNode> attachedTo = new ArrayList<>();
    policy.path("Roles").forEach(attachedTo::add);
    if (policy.has("RoleName")) {
      attachedTo.add(policy.get("RoleName"));
    }
    for (JsonNode role : attachedTo) {
      String name = Template.text(role).replaceAll("[${}]", "");
      roles.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(document(policy));
    }
  }

  private static List<Power> document(JsonNode policy) {
    List<Power> powers = new ArrayList<>();
    for (JsonNode statement : policy.get("PolicyDocument").get("Statement")) {
      if (statement.has("NotAction") || statement.has("NotResource")) {
        throw new AssertionError("a statement by exclusion: " + statement);
      }
      for (JsonNode action : each(statement.get("Action"))) {
        for (JsonNode resource : each(statement.get("Resource"))) {
          powers.add(
              new Power(
                  statement.get("Effect").asText(),
                  Template.text(action),
                  Template.text(resource),
                  statement.has("Condition") ? condition(statement.get("Condition")) : ""));
        }
      }
    }
    return powers;
  }

  private static Iterable<JsonNode> each(JsonNode oneOrMany) {
    return oneOrMany.isArray() ? oneOrMany : List.of(oneOrMany);
  }

  /** Operator, key and values in a fixed order, references by name. */
  private static String condition(JsonNode condition) {
    SortedSet<String> parts = new TreeSet<>();
    condition
        .properties()
        .forEach(operator ->
            operator
                .getValue()
                .properties()
                .forEach(key -> {
                  List<String> values = new ArrayList<>();
                  each(key.getValue()).forEach(value -> values.add(Template.text(value)));
                  parts.add(operator.getKey() + " " + key.getKey() + "=" + values);
                }));
    return String.join(" and ", parts);
  }
}
