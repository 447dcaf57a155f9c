package dev.countersign.localstack.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import java.time.Instant;

/**
 * A state machine as it is kept.
 *
 * @param deleting whether it is to vanish with the last of its executions
 */
record MachineRecord(
    String arn,
    String name,
    String definition,
    String roleArn,
    String revision,
    Instant createdAt,
    boolean deleting) {

  ObjectNode toJson() {
    return JsonText.object()
        .put("arn", arn)
        .put("name", name)
        .put("definition", definition)
        .put("roleArn", roleArn)
        .put("revision", revision)
        .put("createdAt", createdAt.toString())
        .put("deleting", deleting);
  }

  static MachineRecord fromJson(JsonNode json) {
    return new MachineRecord(
        json.path("arn").asText(),
        json.path("name").asText(),
        json.path("definition").asText(),
        json.path("roleArn").asText(),
        json.path("revision").asText(),
        Instant.parse(json.path("createdAt").asText()),
        json.path("deleting").booleanValue());
  }
}
