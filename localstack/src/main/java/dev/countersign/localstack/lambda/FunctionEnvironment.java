package dev.countersign.localstack.lambda;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The whole environment of a function's process: the variables that Lambda defines and those of the
 * function's own definition. Settings of the machine's user for the AWS SDK are shut out, so that
 * no function ever finds a real account.
 */
final class FunctionEnvironment {

  private FunctionEnvironment() {}

  static Map<String, String> of(FunctionDefinition function, Path root, String runtimeApi) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("LANG", "C.UTF-8");
    environment.put("TZ", ":UTC");
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.putAll(function.environment());
    environment.put("_HANDLER", function.handler());
    environment.put("LAMBDA_TASK_ROOT", root.toString());
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_REGION", Region.NAME);
    environment.put("AWS_DEFAULT_REGION", Region.NAME);
    environment.put("AWS_ACCESS_KEY_ID", function.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    return environment;
  }
}
