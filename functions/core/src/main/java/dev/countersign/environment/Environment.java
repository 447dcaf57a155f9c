package dev.countersign.environment;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The variables of a function. What is missing is said by name, and stops the function before it
 * does anything.
 */
public final class Environment {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  private final Map<String, String> variables;

  /** An environment with these variables. */
  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** The variables of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /**
   * The value of this variable.
   *
   * @throws IllegalStateException if it is not set
   */
  public String require(String name) {
    String value = variables.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("environment variable " + name + " is not set");
    }
    return value;
  }

  /**
   * The whole seconds that this variable says.
   *
   * @throws IllegalStateException if it is not set, or not a whole number of seconds
   */
  public Duration seconds(String name) {
    String value = require(name);
    if (!SECONDS.matcher(value).matches()) {
      throw new IllegalStateException(
          "environment variable " + name + " is not a number of seconds");
    }
    return Duration.ofSeconds(Long.parseLong(value));
  }

  /** Whether this is the local cloud, where issuers may be on a loopback address. */
  public boolean isLocal() {
    return "true".equals(variables.get("COUNTERSIGN_LOCAL"));
  }
}
