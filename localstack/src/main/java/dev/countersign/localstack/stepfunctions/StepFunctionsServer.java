package dev.countersign.localstack.stepfunctions;

import dev.countersign.localstack.stepfunctions.execution.SystemAlarms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The service as a process: reads its arguments, prints where it listens, and runs until it is
 * killed.
 */
public final class StepFunctionsServer {
  private static final Set<String> OPTIONS = Set.of("--port", "--directory", "--lambda-endpoint");
  private static final String HELP =
      """
      Usage: StepFunctionsServer --port N --directory DIR --lambda-endpoint http://127.0.0.1:P

      The local cloud's Step Functions (AWS JSON 1.0), on 127.0.0.1 only.

        --port N               port to listen on; 0 chooses a free one
        --directory DIR        where state machines and executions are kept; made if it does not exist
        --lambda-endpoint URL  where functions are invoked
        --help                 this text

      It may be killed at any time. Started again on the same directory it goes on with every execution that had
      not ended; a function whose answer was not recorded by then is invoked again (at least once).
      """;

  private StepFunctionsServer() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(HELP);
      return;
    }
    try {
      Map<String, String> options = options(arguments);
      StepFunctions service =
          StepFunctions.start(
              Path.of(need(options, "--directory")),
              port(need(options, "--port")),
              endpoint(need(options, "--lambda-endpoint")),
              new SystemAlarms());
      System.out.println("stepfunctions listening on " + service.endpoint());
    } catch (IllegalArgumentException wrong) {
      System.err.println("stepfunctions: " + wrong.getMessage() + "; see --help");
      System.exit(2);
    } catch (IOException failed) {
      System.err.println("stepfunctions: cannot start: " + failed.getMessage());
      System.exit(1);
    }
    Thread.currentThread().join();
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!OPTIONS.contains(arguments[i])) {
        throw new IllegalArgumentException("unknown argument " + arguments[i]);
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " needs a value");
      }
      if (options.put(arguments[i], arguments[i + 1]) != null) {
        throw new IllegalArgumentException(arguments[i] + " is given twice");
      }
    }
    return options;
  }

  private static String need(Map<String, String> options, String option) {
    String value = options.get(option);
    if (value == null) {
      throw new IllegalArgumentException(option + " is missing");
    }
    return value;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException("--port must be a number from 0 to 65535", notNumber);
    }
    throw new IllegalArgumentException("--port must be a number from 0 to 65535");
  }

  private static URI endpoint(String text) {
    URI endpoint = URI.create(text);
    if (!"http".equals(endpoint.getScheme()) || !"127.0.0.1".equals(endpoint.getHost())) {
      throw new IllegalArgumentException("--lambda-endpoint must be http://127.0.0.1 with a port");
    }
    return endpoint;
  }
}
