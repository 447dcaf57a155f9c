package dev.countersign.localstack.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One function as it would be created on AWS: its package, handler, environment and limits, and how
 * many processes may serve it at once (its reserved concurrency).
 */
public record FunctionDefinition(
    String name,
    Path zip,
    String handler,
    Map<String, String> environment,
    int memoryMegabytes,
    Duration timeout,
    int processes,
    List<String> jvmFlags) {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-_]{1,64}");
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "AWS_ACCESS_KEY_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "LAMBDA_TASK_ROOT");

  public FunctionDefinition {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a function name: `" + name + "`");
    }
    environment = Map.copyOf(environment);
    for (String variable : environment.keySet()) {
      if (RESERVED.contains(variable) || variable.startsWith("AWS_LAMBDA_")) {
        throw new IllegalArgumentException(
            name + ": the variable " + variable + " is reserved for the runtime");
      }
    }
    if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
      throw new IllegalArgumentException(name + ": memory is not within 128 and 10240 MB");
    }
    if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + ": the timeout is not within 1 and 900 s");
    }
    if (processes < 1) {
      throw new IllegalArgumentException(name + ": at least one process is needed");
    }
    jvmFlags = List.copyOf(jvmFlags);
  }

  /**
   * Who the function is to the other services: the access key id of its dummy credentials, {@code
   * duty} and the letters and digits of its name (DynamoDB Local refuses any other character).
   */
  public String accessKeyId() {
    return "duty" + name.replaceAll("[^a-zA-Z0-9]", "");
  }

  String arn() {
    return Region.ARN_PREFIX + name;
  }
}
