package dev.countersign.decide;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The one way in which a policy may speak of {@code context.approved}: a condition that is exactly
 * {@code unless { context.approved }}, once, in a policy that names approvers. Written any other
 * way ({@code when}, under {@code !}, within a longer condition) it can permit what nobody
 * approved, and Cedar sees no error in it.
 */
final class ApprovalIdiom {

  private static final String APPROVED = "approved";
  private static final ObjectNode CONTEXT =
      JsonNodeFactory.instance.objectNode().put("Var", "context");
  private static final JsonNode EXACTLY =
      JsonNodeFactory.instance
          .objectNode()
          .put("kind", "unless")
          .set(
              "body",
              JsonNodeFactory.instance
                  .objectNode()
                  .set(
                      ".",
                      JsonNodeFactory.instance
                          .objectNode()
                          .put("attr", APPROVED)
                          .<ObjectNode>set("left", CONTEXT)));

  private ApprovalIdiom() {}

  /** How often the idiom stands among the policy's conditions. */
  static int uses(PolicyText policy) {
    int uses = 0;
    for (JsonNode condition : policy.form().path("conditions")) {
      if (condition.equals(EXACTLY)) {
        uses++;
      }
    }
    return uses;
  }

  /** Whether any other condition could depend on the approval. */
  static boolean isMentionedElsewhere(PolicyText policy) {
    for (JsonNode condition : policy.form().path("conditions")) {
      if (!condition.equals(EXACTLY) && reaches(condition.path("body"))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the expression names the attribute, in whatever role, or takes the context as a whole,
   * which holds it.
   */
  private static boolean reaches(JsonNode expression) {
    if (expression.isTextual()) {
      return expression.textValue().equals(APPROVED);
    }
    if (expression.equals(CONTEXT) || expression.has(APPROVED)) {
      return true;
    }
    for (String access : new String[] {".", "has"}) {
      JsonNode operand = expression.path(access);
      if (operand.path("left").equals(CONTEXT)) {
        return operand.path("attr").asText().equals(APPROVED);
      }
    }
    for (JsonNode part : expression) {
      if (reaches(part)) {
        return true;
      }
    }
    return false;
  }
}
