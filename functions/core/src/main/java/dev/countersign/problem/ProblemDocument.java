package dev.countersign.problem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A problem as {@code application/problem+json} (RFC 9457, section 3). */
public final class ProblemDocument {

  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private ProblemDocument() {}

  /** The JSON of this problem. */
  public static String of(Problem problem) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("type", problem.type().uri());
    document.put("title", problem.type().title());
    document.put("status", problem.type().status());
    document.put("detail", problem.detail());
    problem.code().ifPresent(code -> document.put("code", code));
    problem.operation().ifPresent(id -> document.put("instance", "/v1/operations/" + id));
    if (!problem.remedies().isEmpty()) {
      ArrayNode remedies = document.putArray("remedies");
      for (Remedy remedy : problem.remedies()) {
        ObjectNode node = remedies.addObject().put("do", remedy.step().word());
        if (!remedy.about().isEmpty()) {
          ArrayNode about = node.putArray("about");
          remedy.about().forEach(about::add);
        }
      }
    }
    return document.toString();
  }
}
