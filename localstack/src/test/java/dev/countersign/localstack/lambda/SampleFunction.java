package dev.countersign.localstack.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the tests package and run: does what its event says, answers a request of the API with its
 * body, and echoes anything else. It needs nothing but the runtime.
 */
public final class SampleFunction implements RequestHandler<Map<String, Object>, Object> {

  @Override
  public Object handleRequest(Map<String, Object> event, Context context) {
    return switch (String.valueOf(event.get("do"))) {
      case "describe" -> describe(context);
      case "throw" -> throw new IllegalStateException("as asked");
      case "exit" -> {
        Runtime.getRuntime().halt(7);
        yield "never";
      }
      case "sleep" -> {
        mark(event);
        pause(event);
        mark(event);
        yield "slept";
      }
      case "mark-and-throw" -> {
        mark(event);
        throw new IllegalStateException("as asked");
      }
      case "fill" -> "x".repeat(Integer.parseInt(String.valueOf(event.get("size"))));
      default ->
          event.containsKey("httpMethod")
              ? Map.of("statusCode", 200, "body", String.valueOf(event.get("body")))
              : event;
    };
  }

  private static Map<String, Object> describe(Context context) {
    return Map.of(
        "environment",
        new TreeMap<>(System.getenv()),
        "directory",
        System.getProperty("user.dir"),
        "source",
        SampleFunction.class.getProtectionDomain().getCodeSource().getLocation().getPath(),
        "pid",
        ProcessHandle.current().pid(),
        "requestId",
        context.getAwsRequestId(),
        "remaining",
        context.getRemainingTimeInMillis(),
        "arn",
        context.getInvokedFunctionArn());
  }

  private static void mark(Map<String, Object> event) {
    if (event.get("file") instanceof String file) {
      try {
        Files.writeString(Path.of(file), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new IllegalStateException("the mark was not written", e);
      }
    }
  }

  private static void pause(Map<String, Object> event) {
    try {
      Thread.sleep(Long.parseLong(String.valueOf(event.get("millis"))));
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
