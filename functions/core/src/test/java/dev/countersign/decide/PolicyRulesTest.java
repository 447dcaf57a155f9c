package dev.countersign.decide;

import static dev.countersign.decide.Shop.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRulesTest {

  private static final String PERMIT = "permit (principal, action == Action::\"read\", resource)";
  private static final String FORBID = "forbid (principal, action == Action::\"write\", resource)";
  private static final String ASKS = FORBID + " unless { context.approved };";
  private static final String LONG = "x".repeat(301);

  static Stream<Arguments> unsoundPolicies() {
    return Stream.of(
        arguments(PERMIT + ";", "a policy has no `@id`: `" + PERMIT + ";`"),
        arguments(
            "@id(\"\") " + PERMIT + ";", "its `@id` is not 1 to 64 of a-z, 0-9, `.`, `_` and `-`"),
        arguments(
            "@id(\"A\") " + PERMIT + ";", "its `@id` is not 1 to 64 of a-z, 0-9, `.`, `_` and `-`"),
        arguments(
            "@id(\"a\") " + PERMIT + "; @id(\"a\") " + PERMIT + ";",
            "its `@id` is already that of a policy in policies/0.cedar"),
        arguments("@id(\"a\") " + FORBID + ";", "a forbid has a `@message` for whom it stops"),
        arguments(
            "@id(\"a\") @message(\" \") " + FORBID + ";",
            "a forbid has a `@message` for whom it stops"),
        arguments(
            "@id(\"a\") @message(\"a\\nb\") " + FORBID + ";",
            "its `@message` is not one line of at most 300 characters"),
        arguments(
            "@id(\"a\") @message(\"" + LONG + "\") " + FORBID + ";",
            "its `@message` is not one line of at most 300 characters"),
        arguments(
            "@id(\"a\") permit (principal, action, resource);",
            "a permit names its actions: without them it would permit `see` too"),
        arguments("@id(\"a\") @approvers(\"dba\") " + PERMIT + ";", "a permit has no `@approvers`"),
        arguments("@id(\"a\") @quorum(\"1\") " + PERMIT + ";", "a permit has no `@quorum`"),
        arguments(
            "@id(\"a\") @message(\"m\") @expires(\"PT1H\") " + FORBID + ";",
            "a forbid without `@approvers` has no `@expires`"),
        arguments(
            asking("two words", "1", "PT1H"), "its `@approvers` is not the name of one group"),
        arguments(asking("", "1", "PT1H"), "its `@approvers` is not the name of one group"),
        arguments(asking("dba", "0", "PT1H"), "its `@quorum` is not a number from 1 to 10"),
        arguments(asking("dba", "11", "PT1H"), "its `@quorum` is not a number from 1 to 10"),
        arguments(asking("dba", "one", "PT1H"), "its `@quorum` is not a number from 1 to 10"),
        arguments(asking("dba", "3", "PT1H"), "it asks for 3 of group `dba`, which has 2"),
        arguments(asking("dbas", "1", "PT1H"), "it asks for 1 of group `dbas`, which has 0"),
        arguments(asking("dba", "1", "4h"), expiresIsWrong()),
        arguments(asking("dba", "1", "PT4S"), expiresIsWrong()),
        arguments(asking("dba", "1", "P31D"), expiresIsWrong()),
        arguments(asking("dba", "1", "-PT1H"), expiresIsWrong()),
        arguments(asking("dba", "1", ""), expiresIsWrong()),
        arguments(
            "@id(\"a\") @message(\"m\") @approvers(\"dba\") @quorum(\"1\") " + ASKS,
            expiresIsWrong()),
        arguments(
            "@id(\"a\") permit (principal == ?principal, action == Action::\"read\", resource);",
            "a template with `?principal` or `?resource` is not a policy"),
        arguments(
            "@id(\"a\") @id(\"b\") " + PERMIT + ";", "it is not Cedar: duplicate annotation: @id"),
        arguments("@id(\"a\") permit (principal", "it is not Cedar: unexpected end of input"),
        arguments(
            "@id(\"a\") permit (principal, action == Action::\"raed\", resource);",
            "unrecognized action `Action::\"raed\"`"),
        arguments(
            "@id(\"a\") " + PERMIT + " when { context.signals.noWere };",
            "attribute `signals.noWere` in context for Action::\"read\" not found"),
        arguments(
            "@id(\"a\") " + PERMIT + " when { context.effect == Effect::\"raed\" };",
            "entity `Effect::\"raed\"` is of an enumerated entity type, but `\"raed\"` is not"
                + " declared as a valid eid: valid entity eids: \"read\", \"write\", \"schema\","
                + " \"admin\", \"unknown\""),
        arguments(
            "@id(\"a\") " + PERMIT + " when { false };",
            "policy is impossible: the policy expression evaluates to false for all valid"
                + " requests"));
  }

  @ParameterizedTest
  @MethodSource("unsoundPolicies")
  void anUnsoundPolicyIsRefusedWithAClearSentence(String text, String message) {
    assertThatExceptionOfType(UnsoundPolicies.class)
        .isThrownBy(() -> policy(text))
        .satisfies(unsound ->
            assertThat(unsound.faults())
                .extracting(PolicyFault::message)
                .anySatisfy(found -> assertThat(found).startsWith(message)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection::\"ordrs\"",
        "Relation::\"public.customers\"",
        "Relation::\"ordrs.public.customers\"",
        "Relation::\"orders.public.Customers\"",
        "Relation::\"orders.public.customers.phone\"",
      })
  void aNameThatTheBundleDoesNotHaveIsRefused(String name) {
    String text =
        "@id(\"a\") @message(\"m\") forbid (principal, action, resource in " + name + ");";

    assertThatExceptionOfType(UnsoundPolicies.class)
        .isThrownBy(() -> policy(text))
        .withMessageContaining("it names " + name + ", which the bundle does not have");
  }

  @ParameterizedTest
  @CsvSource({
    "principal == Person::\"olgo\"",
    "principal == Agent::\"olga\"",
    "principal in Group::\"reportng\"",
  })
  void aCallerThatTheBundleDoesNotHaveIsRefused(String scope) {
    String text = "@id(\"a\") @message(\"m\") forbid (" + scope + ", action, resource);";

    assertThatExceptionOfType(UnsoundPolicies.class)
        .isThrownBy(() -> policy(text))
        .withMessageContaining("which the bundle does not have");
  }

  @Test
  void namesInConditionsAreCheckedToo() {
    String text =
        "@id(\"a\") "
            + PERMIT
            + " when { context.columns.contains(Column::\"orders.public.customers\")"
            + " || [Person::\"olga\", Person::\"nobody\"].contains(Person::\"olga\") };";

    assertThatExceptionOfType(UnsoundPolicies.class)
        .isThrownBy(() -> policy(text))
        .withMessageContaining("it names Column::\"orders.public.customers\"")
        .withMessageContaining("it names Person::\"nobody\"");
  }

  @Test
  void quotedNamesAreNames() {
    assertThat(
            policy(
                "@id(\"a\") @message(\"m\") forbid (principal, action, resource =="
                    + " Column::\"orders.public.\\\"My \\\"\\\"Table\\\".phone\");"))
        .isNotNull();
  }

  @Test
  void allFaultsAreReportedAtOnceWithFileAndPolicy() {
    TreeMap<String, String> files =
        new TreeMap<>(
            Map.of(
                "policies/a.cedar", "@id(\"one\") " + FORBID + ";",
                "policies/b.cedar", "permit (",
                "policies/c.cedar", "@id(\"one\") " + PERMIT + ";"));

    assertThatExceptionOfType(UnsoundPolicies.class)
        .isThrownBy(() -> Policy.of(Shop.bundle(files)))
        .satisfies(unsound ->
            assertThat(unsound.faults())
                .extracting(PolicyFault::toString)
                .containsExactly(
                    "policies/a.cedar: policy `one`: a forbid has a `@message` for whom it stops",
                    "policies/b.cedar: it is not Cedar: unexpected end of input",
                    "policies/c.cedar: policy `one`: its `@id` is already that of a policy in"
                        + " policies/a.cedar"));
  }

  @ParameterizedTest
  @ValueSource(ints = {51, 200, 30_000})
  void aTextThatWouldOverrunTheNativeParserNeverReachesIt(int levels) {
    String deep =
        "@id(\"a\") "
            + PERMIT
            + " when { "
            + "(".repeat(levels)
            + "true"
            + ")".repeat(levels)
            + " };";

    assertThatExceptionOfType(UnsoundPolicies.class)
        .isThrownBy(() -> policy(deep))
        .withMessage("policies/0.cedar: it nests deeper than 50 levels");
  }

  @Test
  void aTextThatIsTooLongNeverReachesTheNativeParser() {
    assertThatExceptionOfType(UnsoundPolicies.class)
        .isThrownBy(() -> policy("// " + "x".repeat(64 * 1024)))
        .withMessage("policies/0.cedar: it has more than 65536 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {" || true", " && true", " == (true)"})
  void aChainThatIsDeepInTheSyntaxTreeOnlyIsRefusedOrRead(String link) {
    String chain = "@id(\"a\") " + PERMIT + " when { true" + link.repeat(5_000) + " };";

    assertThatExceptionOfType(UnsoundPolicies.class).isThrownBy(() -> policy(chain));
  }

  @Test
  void bracketsInStringsAndCommentsDoNotNest() {
    String text =
        "// "
            + "(".repeat(60)
            + "\n@id(\"a\") @message(\""
            + "[".repeat(60)
            + "\\\"{\") "
            + FORBID
            + ";";

    assertThat(policy(text)).isNotNull();
    assertThat(Nesting.depth("a / ( [ \"(\\\"(\" // (((\n { } ] ) (")).isEqualTo(3);
    assertThat(Nesting.depth(")".repeat(60) + "(".repeat(60))).isEqualTo(60);
    assertThat(Nesting.depth("\"" + "(".repeat(60))).isZero();
  }

  private static String asking(String group, String quorum, String expires) {
    return "@id(\"a\") @message(\"m\") @approvers(\"%s\") @quorum(\"%s\") @expires(\"%s\") "
            .formatted(group, quorum, expires)
        + ASKS;
  }

  private static String expiresIsWrong() {
    return "its `@expires` is not an ISO 8601 duration from 5 seconds to 30 days";
  }
}
