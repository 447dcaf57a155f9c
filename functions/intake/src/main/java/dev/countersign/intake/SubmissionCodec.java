package dev.countersign.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.InvalidJson;
import dev.countersign.operation.BindValue;
import dev.countersign.problem.Problem;
import dev.countersign.problem.ProblemType;
import dev.countersign.problem.Remedy;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the body of a request to run a statement: one JSON object, strictly. */
final class SubmissionCodec {

  /** At most 64 KB of statement and 64 KB of parameters, with room for JSON's escapes. */
  static final int MAXIMUM_BODY_BYTES = 512 * 1024;

  static final int MAXIMUM_STATEMENT_BYTES = 64 * 1024;
  static final int MAXIMUM_PARAMETER_BYTES = 64 * 1024;
  static final int MAXIMUM_PARAMETERS = 1_000;
  static final int MAXIMUM_PURPOSE_CHARACTERS = 1_000;

  /** The one effect that may be stated: whoever states it makes a read a write, never less. */
  private static final String AT_LEAST_A_WRITE = "write";

  private static final Set<String> FIELDS = Set.of("statement", "parameters", "purpose", "effect");

  private SubmissionCodec() {}

  /** What a request comes to. */
  sealed interface Decoded {

    /** The request is as it must be. */
    record Accepted(Submission submission) implements Decoded {}

    /** The request is not. */
    record Rejected(Problem problem) implements Decoded {}
  }

  static Decoded decode(Intake.Sent sent) {
    byte[] body = sent.body().getBytes(StandardCharsets.UTF_8);
    if (body.length > MAXIMUM_BODY_BYTES) {
      return rejected(
          ProblemType.TOO_LARGE, "the body has more than " + MAXIMUM_BODY_BYTES + " bytes");
    }
    try {
      JsonNode tree = CanonicalJson.parse(body, MAXIMUM_BODY_BYTES);
      if (!tree.isObject()) {
        return rejected(ProblemType.NOT_JSON, "the body is JSON but not an object");
      }
      return unknownField(tree)
          .<Decoded>map(name ->
              rejected(
                  ProblemType.UNKNOWN_FIELD,
                  "only `statement`, `parameters`, `purpose` and `effect` are known"))
          .orElseGet(() -> decode(tree, sent));
    } catch (InvalidJson e) {
      return rejected(
          ProblemType.NOT_JSON, "the body is not a JSON text as it must be: " + e.getMessage());
    }
  }

  private static Optional<String> unknownField(JsonNode tree) {
    Iterator<String> names = tree.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static Decoded decode(JsonNode tree, Intake.Sent sent) {
    JsonNode statement = tree.path("statement");
    if (!statement.isTextual() || statement.textValue().isBlank()) {
      return missing("statement", "`statement` must be a text that is not blank");
    }
    if (bytes(statement.textValue()) > MAXIMUM_STATEMENT_BYTES) {
      return rejected(
          ProblemType.TOO_LARGE, "`statement` has more than " + MAXIMUM_STATEMENT_BYTES + " bytes");
    }
    JsonNode purpose = tree.path("purpose");
    if (!purpose.isTextual()
        || purpose.textValue().isBlank()
        || purpose.textValue().length() > MAXIMUM_PURPOSE_CHARACTERS) {
      return missing(
          "purpose",
          "`purpose` must be a text of 1 to " + MAXIMUM_PURPOSE_CHARACTERS + " characters");
    }
    JsonNode effect = tree.path("effect");
    if (!effect.isMissingNode() && !effect.asText().equals(AT_LEAST_A_WRITE)) {
      return rejected(
          ProblemType.INVALID_FIELD,
          "`effect` may be left out, or be `write`: the least that the statement is taken for");
    }
    return parameters(tree.path("parameters"), sent.body())
        .<Decoded>map(values ->
            new Decoded.Accepted(
                new Submission(
                    sent.connection(),
                    statement.textValue(),
                    values,
                    !effect.isMissingNode(),
                    purpose.textValue(),
                    sent.idempotencyKey(),
                    sent.session())))
        .orElseGet(() ->
            missing(
                "parameters",
                "`parameters` must be a list of at most "
                    + MAXIMUM_PARAMETERS
                    + " values, "
                    + MAXIMUM_PARAMETER_BYTES
                    + " bytes in all"));
  }

  private static Optional<List<BindValue>> parameters(JsonNode list, String body) {
    if (list.isMissingNode()) {
      return Optional.of(List.of());
    }
    if (!list.isArray() || list.size() > MAXIMUM_PARAMETERS) {
      return Optional.empty();
    }
    List<BindValue> values = Parameters.of(body);
    int size =
        values.stream()
            .map(BindValue::text)
            .flatMap(Optional::stream)
            .mapToInt(SubmissionCodec::bytes)
            .sum();
    return size > MAXIMUM_PARAMETER_BYTES ? Optional.empty() : Optional.of(values);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Decoded missing(String field, String detail) {
    return new Decoded.Rejected(
        Problem.of(ProblemType.INVALID_FIELD, detail)
            .coded(field)
            .with(List.of(new Remedy(Remedy.Step.SET_FIELD, List.of(field)))));
  }

  private static Decoded rejected(ProblemType type, String detail) {
    return new Decoded.Rejected(Problem.of(type, detail));
  }
}
