package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import java.time.Instant;

/**
 * What an execution is from its start to its end.
 *
 * @param definition the definition as it was at the start: later updates of the machine do not
 *     touch it
 * @param input the input, exactly as given
 * @param seed where the execution's random values come from, so that a restart repeats them
 */
public record Identity(
    String arn,
    String name,
    String machineArn,
    String machineName,
    String roleArn,
    String definition,
    String input,
    Instant startedAt,
    long seed) {

  ObjectNode toJson() {
    return JsonText.object()
        .put("arn", arn)
        .put("name", name)
        .put("machineArn", machineArn)
        .put("machineName", machineName)
        .put("roleArn", roleArn)
        .put("definition", definition)
        .put("input", input)
        .put("startedAt", startedAt.toString())
        .put("seed", seed);
  }

  static Identity fromJson(JsonNode json) {
    return new Identity(
        json.path("arn").asText(),
        json.path("name").asText(),
        json.path("machineArn").asText(),
        json.path("machineName").asText(),
        json.path("roleArn").asText(),
        json.path("definition").asText(),
        json.path("input").asText(),
        Instant.parse(json.path("startedAt").asText()),
        json.path("seed").longValue());
  }
}
